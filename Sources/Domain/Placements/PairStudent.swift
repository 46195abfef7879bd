/// What the rules for pairs need to know of a student.
///
/// Codes are numbers that the caller has given to them: one table for settings, one for adjustments, one for
/// organisations and teams together, since a conflict of interest may name either.
public struct PairStudent: Sendable, Hashable {
    /// What is known of the criminal-record check.
    public enum Clearance: Sendable, Hashable {
        /// It is cleared.
        case cleared
        /// It is not cleared, and the university does record the clearances it knows of.
        case missing
        /// Nobody records clearances, so nothing is known.
        case unknown
    }

    /// A setting of an organisation in which the student has been.
    public struct Earlier: Sendable, Hashable {
        /// The number of the setting.
        public var setting: Int32
        /// The number of the organisation; nil where it is not known.
        public var organisation: Int32?

        /// Makes it.
        public init(setting: Int32, organisation: Int32? = nil) {
            self.setting = setting
            self.organisation = organisation
        }
    }

    /// First or final.
    public var stage: PlacementStage
    /// The number of the term.
    public var term: Int32
    /// Where the student lives, if that is known.
    public var home: MapPoint?
    /// Whether the student has a car, if that is known.
    public var hasCar: Bool?
    /// The longest journey the student can make, in minutes one way, inclusive; nil for no limit of their own.
    public var maxTravelMinutes: Int?
    /// Days the student has to do; nil for what the rules say for the stage.
    public var daysRequired: Int?
    /// The criminal-record check.
    public var clearance: Clearance
    /// Whether the student has withdrawn by the day of the match.
    public var isWithdrawn: Bool
    /// Numbers of the organisations and teams that the student may not go to.
    public var conflicts: [Int32]
    /// Where the student has been.
    public var earlier: [Earlier]
    /// Where a placement of the student has broken down.
    public var brokeDown: [Earlier]
    /// Numbers of the adjustments that the student needs.
    public var adjustments: [Int32]

    /// Makes a student about whom nothing but stage and term is known.
    public init(stage: PlacementStage, term: Int32) {
        self.stage = stage
        self.term = term
        home = nil
        hasCar = nil
        maxTravelMinutes = nil
        daysRequired = nil
        clearance = .unknown
        isWithdrawn = false
        conflicts = []
        earlier = []
        brokeDown = []
        adjustments = []
    }
}
