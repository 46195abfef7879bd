/// Which condition of a certificate fails, and where.
public enum CertificateFault: Error, Sendable, Hashable {
    /// The certificate was made for another instance.
    case otherInstance
    /// The numbers of values, prices or assigned students are not those of the instance.
    case wrongCount
    /// The weights are too small for the instance, so that packed costs would not compare in dictionary order.
    case weightsTooSmall
    /// The restrictions do not fit the instance.
    case restrictionsDoNotFit(FlowError)
    /// A withdrawn student is placed, or a locked one not where the lock says.
    case restrictionNotKept(student: Int)
    /// A student is at a setting that is not acceptable.
    case pairNotAcceptable(student: Int, setting: Int)
    /// More students are at a setting than it has places.
    case capacityExceeded(setting: Int, load: Int, capacity: Int)
    /// A price is below 0.
    case negativePrice(setting: Int)
    /// A setting has room at a price above 0, so somebody could have moved in.
    case roomAtAPrice(setting: Int)
    /// A student's value is above the cost of leaving him out.
    case valueAboveUnplaced(student: Int)
    /// A student's value is above cost + price of one of his pairs.
    case valueAbovePair(student: Int, setting: Int)
    /// A student's value is not what his place, or being unplaced, costs.
    case valueNotMet(student: Int)
    /// A holder is left out, so a limit on several settings is exceeded.
    case holderLeftOut(student: Int)
    /// The stored cover does not prove that no more students can be placed.
    case moreCouldBePlaced
    /// The stored cover does not prove that fewer could be placed with a shorter longest journey.
    case limitNotLeast
}

extension CertificateFault: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .otherInstance: "the certificate was made for another instance"
        case .wrongCount: "the certificate has not one value for each student and one price for each setting"
        case .weightsTooSmall: "the weights of the certificate are too small for the instance"
        case .restrictionsDoNotFit(let error): "the restrictions do not fit: \(error)"
        case .restrictionNotKept(let student): "student \(student) is not where the restrictions say"
        case .pairNotAcceptable(let student, let setting):
            "student \(student) is at setting \(setting), which is not acceptable"
        case .capacityExceeded(let setting, let load, let capacity):
            "\(load) students are at setting \(setting), which has \(capacity) places"
        case .negativePrice(let setting): "the price of setting \(setting) is below 0"
        case .roomAtAPrice(let setting): "setting \(setting) has room at a price above 0"
        case .valueAboveUnplaced(let student): "the value of student \(student) is above being unplaced"
        case .valueAbovePair(let student, let setting):
            "the value of student \(student) is above cost and price of setting \(setting)"
        case .valueNotMet(let student): "the value of student \(student) is not what his place costs"
        case .holderLeftOut(let student):
            "holder \(student) is left out, so a limit on several settings is exceeded"
        case .moreCouldBePlaced: "nothing proves that no more students can be placed"
        case .limitNotLeast: "nothing proves that the longest journey could not be shorter"
        }
    }
}
