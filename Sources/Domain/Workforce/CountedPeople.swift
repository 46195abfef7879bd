/// How many of the people in post were counted near enough to the day of a report for a figure to be made of them.
///
/// Whoever was not counted is left out of a figure above the line and below it: an unknown is no zero.
public struct CountedPeople: Sendable, Hashable {
    /// How many were counted.
    public let counted: Int
    /// How many are in post.
    public let people: Int
    /// The day of the report.
    public let on: CalendarDate
    /// The days before it on which a count still stands for it.
    public let within: Int
    /// The least share that makes a figure, in hundredths.
    public let atLeast: Int
    /// The smallest number of people above 0 that is told in words.
    public let threshold: Int

    /// Makes the share.
    public init(
        counted: Int, people: Int, on: CalendarDate, within: Int, atLeast: Int, threshold: Int = 1
    ) {
        self.counted = counted
        self.people = people
        self.on = on
        self.within = within
        self.atLeast = atLeast
        self.threshold = threshold
    }

    /// Whether a figure can be made of those who were counted.
    public var isEnough: Bool { counted > 0 && counted * 100 >= people * atLeast }

    /// Whom a figure leaves out, to stand behind its formula; empty where it leaves out nobody.
    var leftOut: String {
        counted == people ? "" : ", \(told(people - counted)) of \(people) people in post not counted"
    }

    /// A number of people in words, unless it or the rest of them is too small to be told.
    private func told(_ number: Int) -> String {
        [number, people - number].contains { (1..<threshold).contains($0) } ? "some" : "\(number)"
    }

    /// Why there is no figure.
    var reason: String {
        if people == 0 { return "nobody is in post" }
        let few = counted == 0 ? "nobody" : "only \(told(counted))"
        let demand = counted == 0 ? "" : ", fewer than \(atLeast) %"
        return
            "\(few) of the \(people) people in post counted on \(on) or up to \(within) days before it\(demand)"
    }
}
