import CLibPQ

/// The parameters of a statement in one block of memory, in the four arrays that libpq wants.
///
/// Kept by the connection; pointers into it are valid until the next statement is filled in.
final class ParameterArena {
    /// The protocol counts parameters in 16 bits.
    static let limit = 65_535

    private let bytes = ByteArena()
    private var capacity = 0
    private var starts: UnsafeMutablePointer<Int>
    private(set) var oids: UnsafeMutablePointer<Oid>
    private(set) var values: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private(set) var lengths: UnsafeMutablePointer<Int32>
    private(set) var formats: UnsafeMutablePointer<Int32>
    private(set) var count = 0

    init() {
        capacity = 16
        starts = .allocate(capacity: capacity)
        oids = .allocate(capacity: capacity)
        values = .allocate(capacity: capacity)
        lengths = .allocate(capacity: capacity)
        formats = .allocate(capacity: capacity)
    }

    deinit { release() }

    private func release() {
        starts.deallocate()
        oids.deallocate()
        values.deallocate()
        lengths.deallocate()
        formats.deallocate()
    }

    private func makeRoom(for wanted: Int) {
        guard wanted > capacity else { return }
        release()
        capacity = max(wanted, capacity * 2)
        starts = .allocate(capacity: capacity)
        oids = .allocate(capacity: capacity)
        values = .allocate(capacity: capacity)
        lengths = .allocate(capacity: capacity)
        formats = .allocate(capacity: capacity)
    }

    /// Writes the values of a statement.
    ///
    /// - Throws: `.encoding` for too many of them, or for a value that cannot be sent.
    func fill(_ bindings: [any PostgresEncodable]) throws(PostgresError) {
        guard bindings.count <= ParameterArena.limit else {
            throw PostgresError(
                .encoding,
                "\(bindings.count) parameters are more than \(ParameterArena.limit): bind arrays and use unnest or any"
            )
        }
        makeRoom(for: bindings.count)
        bytes.removeAll()
        count = 0
        for binding in bindings { try write(binding) }
        for index in 0..<count {
            // The block may have moved while it grew, so pointers are made last.
            values[index] =
                starts[index] < 0
                ? nil : UnsafeRawPointer(bytes.base + starts[index]).assumingMemoryBound(to: CChar.self)
        }
    }

    private func write<Value: PostgresEncodable>(_ value: Value) throws(PostgresError) {
        let start = bytes.count
        var writer = PostgresParameterWriter(arena: bytes, allowsBinary: true)
        try value.encode(into: &writer)
        let length = bytes.count - start
        guard let size = Int32(exactly: length) else {
            throw PostgresError(.encoding, "parameter \(count + 1) is larger than 2 GB")
        }
        oids[count] = Value.postgresType.oid
        lengths[count] = size
        formats[count] = writer.isBinary ? 1 : 0
        if writer.isNull {
            starts[count] = -1
        } else {
            starts[count] = start
            bytes.append(byte: 0)
        }
        count += 1
    }
}
