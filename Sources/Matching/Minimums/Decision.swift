/// A rule that a placement of least cost breaks: a setting below its minimum, or a couple that is not
/// together.
enum Breach: Hashable, Sendable {
    /// A setting has somebody, but fewer than its minimum.
    case setting(Int)
    /// The two students of a couple, by its number in the instance, are not at one setting.
    case couple(Int)
}

/// One way to mend a breach for good. The ways of a breach exclude one another, and one of them is kept by
/// every assignment that keeps the rules.
enum Decision: Hashable, Sendable {
    /// Nobody goes to the setting.
    case close(Int)
    /// The setting gets its minimum at least.
    case open(Int)
    /// Both students of a couple go to the setting.
    case seat(couple: Int, setting: Int)
    /// Both students of a couple stay unplaced.
    case leaveOut(couple: Int)
}

extension BoundedFlow {
    /// Carries a decision out.
    ///
    /// - Returns: false if it cannot be kept together with those before; the flow is then to be rolled back.
    mutating func apply(_ decision: Decision) -> Bool {
        switch decision {
        case .close(let setting):
            return least[setting] == 0 && setMost(setting, 0)
        case .open(let setting):
            return raiseLeast(setting, to: instance.minimums[setting])
        case .seat(let couple, let setting):
            let (one, other) = students(ofCouple: couple)
            guard let first = instance.indexOfPair(student: one, setting: setting),
                let second = instance.indexOfPair(student: other, setting: setting)
            else { return false }
            return pin(one, to: first) && pin(other, to: second)
        case .leaveOut(let couple):
            let (one, other) = students(ofCouple: couple)
            return pin(one, to: -1) && pin(other, to: -1)
        }
    }

    /// The two students of a couple.
    func students(ofCouple couple: Int) -> (Int, Int) {
        let couple = instance.together[couple]
        return (Int(couple.0), Int(couple.1))
    }

    /// What the present placement breaks: settings first, each kind by number.
    func breaches(_ rules: SideRules) -> [Breach] {
        var breaches: [Breach] = []
        for setting in rules.settingsWithMinimum where isBelowMinimum(setting) {
            breaches.append(.setting(setting))
        }
        for couple in rules.couples {
            let (one, other) = students(ofCouple: couple)
            if setting(of: one) != setting(of: other) { breaches.append(.couple(couple)) }
        }
        return breaches
    }

    /// Whether a setting has somebody, but too few.
    func isBelowMinimum(_ setting: Int) -> Bool {
        loads[setting] > 0 && loads[setting] < instance.minimums[setting]
    }

    /// The ways to mend a breach, to close or to leave out first; those that plainly cannot be are left away.
    func ways(toMend breach: Breach) -> [Decision] {
        switch breach {
        case .setting(let setting):
            return pinned[setting] == 0 ? [.close(setting), .open(setting)] : [.open(setting)]
        case .couple(let couple):
            let (one, other) = students(ofCouple: couple)
            var ways = [Decision.leaveOut(couple: couple)]
            for pair in instance.pairRange(of: one) {
                let setting = Int(instance.settings[pair])
                if most[setting] - pinned[setting] >= 2,
                    instance.indexOfPair(student: other, setting: setting) != nil
                {
                    ways.append(.seat(couple: couple, setting: setting))
                }
            }
            return ways
        }
    }
}

/// Which rules beyond capacities are to be kept.
struct SideRules: Sendable {
    /// The settings that need two or more students to open; empty if minimums are not kept.
    let settingsWithMinimum: [Int]
    /// The couples by number; empty if they are not kept.
    let couples: [Int]

    /// The rules of an instance, or a part of them.
    init(_ instance: MatchingInstance, minimums: Bool, couples: Bool) {
        settingsWithMinimum = minimums ? instance.minimums.indices.filter { instance.minimums[$0] > 1 } : []
        self.couples = couples ? Array(instance.together.indices) : []
    }

    /// Whether there is nothing to keep.
    var isEmpty: Bool { settingsWithMinimum.isEmpty && couples.isEmpty }
}
