extension UnsafeMutableBufferPointer {
    /// Memory that holds the same element everywhere.
    static func filled(_ count: Int, with element: Element) -> Self {
        let buffer = Self.allocate(capacity: count)
        buffer.initialize(repeating: element)
        return buffer
    }

    /// Memory that holds what another holds.
    static func copy(of other: Self) -> Self {
        let buffer = Self.allocate(capacity: other.count)
        _ = buffer.initialize(fromContentsOf: other)
        return buffer
    }

    /// Memory that holds what another holds, changed element by element.
    static func converted<Source>(
        _ other: UnsafeMutableBufferPointer<Source>, _ element: (Source) -> Element
    ) -> Self {
        let buffer = Self.allocate(capacity: other.count)
        for index in 0..<other.count { buffer.initializeElement(at: index, to: element(other[index])) }
        return buffer
    }
}
