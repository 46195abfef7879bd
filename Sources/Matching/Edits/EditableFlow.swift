/// A solved placement that can be edited while it stays proved best.
///
/// Every edit repairs assignment and prices with one or two searches instead of solving anew, and leaves a state whose
/// certificate is as good as that of a fresh solve. Where several assignments are best, which of them an edit arrives
/// at depends on the edits before it. Minimums and couples of the instance are not looked at.
public final class EditableFlow {
    /// The instance with all edits of its rows; capacities are those that were set last.
    private var edited: EditedInstance
    /// Which settings stay closed, who is locked and who is withdrawn.
    private(set) var decisions: EditDecisions
    /// The weights of all costs.
    let packing: PackedCost
    /// The assignment with its prices.
    let flow: SizedFlow

    /// Solves an instance and keeps it ready for edits.
    ///
    /// - Parameters:
    ///   - instance: the students, settings and pairs.
    ///   - restrictions: what is decided already.
    ///   - limits: the largest numbers that pairs added or changed later may have, if above those of the instance.
    /// - Throws: ``FlowError`` if the restrictions do not fit or the numbers are too large.
    public init(
        _ instance: MatchingInstance, restrictions: Restrictions = .none, limits: PackedCost.Limits? = nil
    ) throws(FlowError) {
        try restrictions.check(against: instance)
        let own = PackedCost.Limits(of: instance)
        packing = try PackedCost(limits: limits.map { own.union($0) } ?? own)
        edited = EditedInstance(instance)
        decisions = EditDecisions(restrictions)
        let order = PlacingOrder(instance)
        if packing.fits64Bits {
            let state = FlowState<Int64>(instance, packing: packing, restrictions: restrictions)
            state.placeEverybody(in: order)
            flow = .narrow(FlowEditor(state, packing: packing))
        } else {
            let state = FlowState<Int128>(instance, packing: packing, restrictions: restrictions)
            state.placeEverybody(in: order)
            flow = .wide(FlowEditor(state, packing: packing))
        }
    }

    /// Copies a flow.
    private init(copying other: EditableFlow) {
        edited = other.edited
        decisions = other.decisions
        packing = other.packing
        flow = other.flow.copy()
    }

    /// The same flow again, to try edits on.
    public func copy() -> EditableFlow { EditableFlow(copying: self) }

    /// The instance as edited; building it costs one pass after edits of pairs or capacities.
    public var instance: MatchingInstance { edited.instance }

    /// What is decided now.
    public var restrictions: Restrictions { decisions.restrictions }

    /// The number of students.
    public var studentCount: Int { edited.base.studentCount }

    /// The number of students who are people, and no holders.
    public var peopleCount: Int { edited.base.peopleCount }

    /// The number of settings.
    public var settingCount: Int { edited.base.settingCount }

    /// The setting of a student, the locked one if he is locked, or −1.
    public func setting(of student: Int) -> Int32 {
        decisions.locks[Int32(student)] ?? flow.place(of: student)
    }

    /// The setting of each student, or −1.
    public var assignment: [Int32] { (0..<studentCount).map { setting(of: $0) } }

    /// What the assignment costs; withdrawn students are left out.
    public var objective: Objective {
        var sum = flow.objective
        for (student, setting) in decisions.locks {
            if let pair = edited.pair(Int(student), Int(setting)) {
                sum += Objective(problems: Int(pair.problems), rank: Int(pair.rank), travel: Int(pair.travel))
            }
        }
        return sum
    }

    /// The proof that the assignment is best for ``instance`` under ``restrictions``.
    public var certificate: Certificate {
        Certificate(
            fingerprint: InstanceFingerprint(instance), limits: packing.limits, restrictions: restrictions,
            values: flow.values, prices: flow.prices)
    }

    /// The places of a setting, those of locked students included; 0 if it is closed.
    public func capacity(of setting: Int) -> Int {
        decisions.closed.contains(Int32(setting)) ? 0 : Int(edited.capacities[setting])
    }

    /// Replaces the row of a pair in the instance, or adds or removes it.
    func record(_ pair: MatchingInstance.Pair?, student: Int, setting: Int) {
        edited.set(pair, student, setting)
    }

    /// Notes the places of a setting.
    func record(capacity: Int32, of setting: Int) { edited.set(capacity: capacity, of: setting) }

    /// Changes what is decided.
    func decide(_ change: (inout EditDecisions) -> Void) { change(&decisions) }

    /// The row of a pair, if it is acceptable.
    public func pair(student: Int, setting: Int) -> MatchingInstance.Pair? { edited.pair(student, setting) }

    /// The places of a setting whether it is closed or not.
    var openCapacities: [Int32] { edited.capacities }
}
