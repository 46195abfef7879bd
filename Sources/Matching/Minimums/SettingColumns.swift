/// The pairs of an instance by setting.
struct SettingColumns {
    /// Where the pairs of each setting begin; one more entry than settings.
    private(set) var first: ContiguousArray<Int32>
    /// The pairs by setting and then by student.
    private(set) var pairs: ContiguousArray<(pair: Int32, student: Int32)>

    /// Turns the rows round with a counting sort.
    init(_ instance: MatchingInstance) {
        first = ContiguousArray(repeating: 0, count: instance.settingCount + 1)
        for setting in instance.settings { first[Int(setting) + 1] += 1 }
        for setting in 0..<instance.settingCount { first[setting + 1] += first[setting] }
        pairs = ContiguousArray(repeating: (-1, -1), count: instance.pairCount)
        var next = first
        for student in 0..<instance.studentCount {
            for pair in instance.pairRange(of: student) {
                let setting = Int(instance.settings[pair])
                pairs[Int(next[setting])] = (
                    Int32(truncatingIfNeeded: pair), Int32(truncatingIfNeeded: student)
                )
                next[setting] += 1
            }
        }
    }
}
