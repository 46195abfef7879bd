/// What is decided already: settings that stay closed, pairs that are fixed and students who are out of play.
public struct Restrictions: Sendable, Hashable {
    /// One fixed pair.
    public struct Lock: Sendable, Hashable {
        /// The student.
        public var student: Int32
        /// The setting; the pair must be acceptable.
        public var setting: Int32

        /// Makes a lock.
        public init(student: Int32, setting: Int32) {
            self.student = student
            self.setting = setting
        }
    }

    /// The settings that take nobody; holders may be fixed there.
    public var closed: [Int32]
    /// The fixed pairs; each uses a place of its setting.
    public var locked: [Lock]
    /// The students who are neither placed nor counted as unplaced.
    public var withdrawn: [Int32]

    /// Nothing is decided.
    public static let none = Restrictions()

    /// Makes restrictions from their three lists.
    public init(closed: [Int32] = [], locked: [Lock] = [], withdrawn: [Int32] = []) {
        self.closed = closed
        self.locked = locked
        self.withdrawn = withdrawn
    }

    /// The same restrictions in rising order without repetitions.
    public var sorted: Restrictions {
        Restrictions(
            closed: Set(closed).sorted(),
            locked: Set(locked).sorted { ($0.student, $0.setting) < ($1.student, $1.setting) },
            withdrawn: Set(withdrawn).sorted())
    }
}
