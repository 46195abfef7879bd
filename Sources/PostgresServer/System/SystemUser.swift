#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A user of the operating system.
struct SystemUser: Sendable, Equatable {
    /// Log-in name.
    var name: String
    /// Numeric user id.
    var id: UInt32
    /// Numeric id of the primary group.
    var group: UInt32

    /// The user who runs this process; a user without an entry in the password file gets the number as its name.
    static var current: SystemUser {
        let id = geteuid()
        return lookUp({ getpwuid_r(id, $0, $1, $2, $3) })
            ?? SystemUser(name: "\(id)", id: id, group: getegid())
    }

    /// The user of that name, or nil if there is none.
    static func named(_ name: String) -> SystemUser? {
        lookUp { getpwnam_r(name, $0, $1, $2, $3) }
    }

    private static func lookUp(
        _ call: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32
    ) -> SystemUser? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer -> SystemUser? in
            guard let start = buffer.baseAddress, call(&entry, start, buffer.count, &found) == 0, found != nil
            else { return nil }
            return SystemUser(name: String(cString: entry.pw_name), id: entry.pw_uid, group: entry.pw_gid)
        }
    }
}
