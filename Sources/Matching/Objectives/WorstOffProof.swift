/// An assignment together with the proof that the longest journey in it is as short as can be, in the form in which a run
/// is stored.
///
/// Three proofs make it up: covers of all pairs, so that no more students can be placed; of the pairs below the limit,
/// so that fewer could be placed with a shorter longest journey; and a certificate for the pairs within the limit.
/// ```
/// berth worst-off certificate 1
/// instance STUDENTS SETTINGS PAIRS HASH
/// limit MINUTES
/// most students STUDENT …
/// most settings SETTING …
/// tighter students STUDENT …     these two lines only where there is something below the limit
/// tighter settings SETTING …
/// berth certificate 1            and all other lines of a certificate, for the pairs within the limit
/// ```
public struct WorstOffProof: Sendable, Hashable {
    static let title = "berth worst-off certificate 1"

    /// The instance it was made for.
    public let fingerprint: InstanceFingerprint
    /// The longest journey of anybody, in minutes.
    public let limit: Int
    /// The assignment with its certificate for the pairs within the limit.
    public let within: CertifiedAssignment
    /// Students and settings that cover all pairs.
    let most: Cover
    /// Students and settings that cover the pairs below the limit; nil if there is nothing below it.
    let tighter: Cover?

    /// Students and settings of which every pair has one.
    struct Cover: Sendable, Hashable {
        var students: [Int32] = []
        var settings: [Int32] = []

        init(students: [Int32], settings: [Int32]) {
            self.students = students
            self.settings = settings
        }

        init(_ proof: CoverProof) { self.init(students: proof.students, settings: proof.settings) }

        /// The most students who can be placed with some pairs; nil if it does not cover them.
        func size(in instance: MatchingInstance, where isCounted: (Int) -> Bool) -> Int? {
            let (people, places) = (Set(students), Set(settings))
            guard places.allSatisfy({ $0 >= 0 && $0 < instance.settingCount }) else { return nil }
            for student in 0..<instance.studentCount where !people.contains(Int32(student)) {
                for pair in instance.pairRange(of: student) where isCounted(pair) {
                    if !places.contains(instance.settings[pair]) { return nil }
                }
            }
            return people.count + places.reduce(0) { $0 + Int(instance.capacities[Int($1)]) }
        }
    }

    /// The setting of each student, or −1.
    public var assignment: [Int32] { within.assignment }

    /// Solves an instance for the shortest longest journey.
    init(_ instance: MatchingInstance) throws(FlowError) {
        let found = try WorstOffFlow.solve(instance, measure: .travel)
        fingerprint = InstanceFingerprint(instance)
        limit = found.limit
        within = CertifiedAssignment(found.solution)
        most = Cover(try EditableFlow(instance).coverProof())
        tighter = found.tighter.map { Cover($0) }
    }

    /// Checks the stored assignment against an instance, one pass for each of the three proofs.
    public func verify(for instance: MatchingInstance) -> CertificateVerdict {
        guard InstanceFingerprint(instance) == fingerprint else { return .invalid(.otherInstance) }
        let kept = instance.pairs.filter { Int($0.travel) <= limit }
        let verdict = within.verify(for: instance.replacing(rows: kept, capacities: instance.capacities))
        guard case .valid(let objective) = verdict else { return verdict }
        let placed = instance.studentCount - objective.unplaced
        guard most.size(in: instance, where: { _ in true }) == placed else {
            return .invalid(.moreCouldBePlaced)
        }
        let shorter = instance.travel.contains { Int($0) < limit }
        guard placed > 0, shorter || tighter != nil else { return verdict }
        guard let size = tighter?.size(in: instance, where: { Int(instance.travel[$0]) < self.limit }),
            size < placed
        else { return .invalid(.limitNotLeast) }
        return verdict
    }

    /// The stored form.
    public func encoded() -> [UInt8] {
        func words(_ name: String, _ numbers: [Int32]) -> String {
            ([name] + numbers.map { "\($0)" }).joined(separator: " ") + "\n"
        }
        var text = "\(Self.title)\n\(fingerprint.line)limit \(limit)\n"
        text += words("most students", most.students) + words("most settings", most.settings)
        if let tighter {
            text += words("tighter students", tighter.students) + words("tighter settings", tighter.settings)
        }
        return Array(text.utf8) + within.encoded()
    }

    /// Reads the stored form.
    ///
    /// - Throws: ``CertificateFormatError`` that names the line, counted from 1.
    public init(decoding bytes: [UInt8]) throws(CertificateFormatError) {
        var lines = CertificateLines(bytes)
        guard try lines.next().joined(separator: " ") == Self.title else {
            throw lines.error(.notACertificate)
        }
        fingerprint = try lines.fingerprint()
        let limitWords = try lines.words(after: "limit", count: 1)
        limit = try lines.numbers(limitWords, as: Int.self)[0]
        most = try Self.cover("most", &lines)
        var rest = lines
        if try rest.next().first == "tighter" {
            tighter = try Self.cover("tighter", &lines)
        } else {
            tighter = nil
        }
        do throws(CertificateFormatError) {
            within = try CertifiedAssignment(decoding: Array(lines.rest))
        } catch {
            throw CertificateFormatError(line: lines.count + error.line, reason: error.reason)
        }
    }

    private static func cover(
        _ name: Substring, _ lines: inout CertificateLines
    ) throws(CertificateFormatError) -> Cover {
        var lists: [[Int32]] = []
        for kind in ["students", "settings"] as [Substring] {
            let words = try lines.next()
            guard words.count >= 2, words[0] == name, words[1] == kind else { throw lines.error(.wrongWords) }
            lists.append(try lines.numbers(words.dropFirst(2), as: Int32.self))
        }
        return Cover(students: lists[0], settings: lists[1])
    }
}
