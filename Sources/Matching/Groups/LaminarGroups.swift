/// Limits on groups of settings that lie inside one another, and on shares of settings.
///
/// A group limits how many students its settings take together: a team, an educator, a host. Groups are nested: each
/// has at most one parent, and each setting at most one group. A share limits how many students of one class, say of
/// one university, a setting takes. Limits that cross, such as a class over several settings of different groups,
/// cannot be said, because placing would no longer be a flow.
public struct LaminarGroups: Sendable, Hashable {
    /// A limit on the settings and groups inside a group.
    public struct Group: Sendable, Hashable {
        /// The most students that it takes; at least 0.
        public var capacity: Int32
        /// The group around it, or −1.
        public var parent: Int32

        /// Makes a group.
        public init(capacity: Int32, parent: Int32 = -1) {
            self.capacity = capacity
            self.parent = parent
        }
    }

    /// A limit on the students of one class at one setting.
    public struct Share: Sendable, Hashable {
        /// The class of students.
        public var studentClass: Int32
        /// The setting.
        public var setting: Int32
        /// The most students of the class there; at least 0.
        public var capacity: Int32

        /// Makes a share.
        public init(studentClass: Int32, setting: Int32, capacity: Int32) {
            self.studentClass = studentClass
            self.setting = setting
            self.capacity = capacity
        }
    }

    /// The groups, in any order.
    public var groups: [Group]
    /// The group of each setting, or −1.
    public var groupOfSetting: [Int32]
    /// The class of each student, or −1; empty if there are no shares.
    public var classOfStudent: [Int32]
    /// The shares, in any order.
    public var shares: [Share]

    /// Makes limits from their parts; ``GroupFlow`` checks them.
    public init(
        groups: [Group], groupOfSetting: [Int32], classOfStudent: [Int32] = [], shares: [Share] = []
    ) {
        self.groups = groups
        self.groupOfSetting = groupOfSetting
        self.classOfStudent = classOfStudent
        self.shares = shares
    }
}
