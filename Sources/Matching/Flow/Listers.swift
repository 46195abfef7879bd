/// Who lists each setting: the pairs of an instance seen from the other side.
struct Listers {
    /// Where the students of each setting begin; one more entry than settings.
    private let first: [Int32]
    /// The students of each setting, rising.
    private let listed: [Int32]

    /// Turns the pairs of an instance round.
    init(_ instance: MatchingInstance) {
        var first = [Int32](repeating: 0, count: instance.settingCount + 2)
        for setting in instance.settings { first[Int(setting) + 2] += 1 }
        for setting in 0..<instance.settingCount { first[setting + 2] += first[setting + 1] }
        var listed = [Int32](repeating: 0, count: instance.pairCount)
        for student in 0..<instance.studentCount {
            for index in instance.pairRange(of: student) {
                let setting = Int(instance.settings[index]) + 1
                listed[Int(first[setting])] = Int32(student)
                first[setting] += 1
            }
        }
        self.first = first
        self.listed = listed
    }

    /// The students who list a setting.
    func students(of setting: Int) -> ArraySlice<Int32> {
        listed[Int(first[setting])..<Int(first[setting + 1])]
    }
}
