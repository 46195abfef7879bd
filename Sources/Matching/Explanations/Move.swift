/// One student's step in a chain of moves.
public struct Move: Sendable, Hashable {
    /// The student.
    public let student: Int32
    /// Where the student is now, or −1.
    public let from: Int32
    /// Where the student goes, or −1.
    public let to: Int32

    /// Makes a step.
    public init(student: Int32, from: Int32, to: Int32) {
        self.student = student
        self.from = from
        self.to = to
    }
}
