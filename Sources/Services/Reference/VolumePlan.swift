import Domain
import FoundationEssentials

/// What one partnership of a volume database is made from: everything that does not need the database.
struct VolumePlan: Sendable {
    /// The partnership, counted from 1.
    let partnership: Int
    let rounds: Int
    let seed: Int64

    /// The last day on which anything has happened.
    static let asOf = CalendarDate(daysSinceEpoch: 19_265)  // 30 September 2022, as in the demo
    /// The first day of every contract and round, before the earliest registration.
    static let opensOn = CalendarDate(daysSinceEpoch: 18_871)  // 1 September 2021

    var candidates: Int { rounds * VolumeSize.candidatesInARound }

    var place: PartnershipContext {
        PartnershipContext(
            id: key(kind: 0, number: partnership), code: "volume_\(Self.padded(partnership, to: 3))",
            name: "Volume partnership \(partnership)", prefix: prefix)
    }

    /// `VAAA`, `VAAB` and so on: four letters, which no real partnership is likely to have taken.
    private var prefix: String {
        var letters: [Character] = []
        var rest = partnership - 1
        for _ in 0..<3 {
            letters.append(Character(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))))
            rest /= 26
        }
        return "V" + String(letters.reversed())
    }

    /// The references of the candidates, with their check characters, by number.
    func candidateReferences() throws -> [String] {
        try (1...candidates).map { try Reference.make(prefix: prefix, kind: .candidate, number: $0) }
    }

    static func padded(_ number: Int, to digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// A key in time order like those the program makes, but the same every time.
    func key(kind: Int, number: Int) -> UUID {
        var random = SplitMix(
            state: UInt64(bitPattern: seed) ^ UInt64(partnership) << 40 ^ UInt64(kind) << 32 ^ UInt64(number))
        let first = Date(timeIntervalSince1970: Double(Self.opensOn.daysSinceEpoch) * 86_400)
        return makeUUIDv7(at: first.addingTimeInterval(Double(number) / 1000), random: &random)
    }

    /// A generator whose numbers follow from its state.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}

/// The organisations of a volume partnership; those who recruit come first.
struct VolumeOrganisation {
    let code: String
    let name: String
    let kind: OrganisationKind

    static let recruiting = 3
    static let all = [
        VolumeOrganisation(code: "council", name: "Council", kind: .council),
        VolumeOrganisation(code: "hospital", name: "Hospital trust", kind: .nhsTrust),
        VolumeOrganisation(code: "district", name: "District council", kind: .district),
        VolumeOrganisation(code: "university", name: "University", kind: .university),
        VolumeOrganisation(code: "charity", name: "Charity", kind: .voluntary),
    ]
}
