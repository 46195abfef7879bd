/// A proof that no more students can be placed: students and places that together cover every acceptable pair.
///
/// Every pair has its student in `students` or its setting in `settings`. Each placed student uses up one of these
/// students or one place of these settings, so no assignment places more than ``size`` (Kőnig's theorem).
public struct CoverProof: Sendable, Hashable {
    /// The students of the cover, rising; locked and withdrawn students are not counted.
    public let students: [Int32]
    /// The settings of the cover, rising.
    public let settings: [Int32]
    /// The places of these settings, without those of locked students.
    public let places: Int

    /// The largest number of students in play who can be placed.
    public var size: Int { students.count + places }
}
