import ArgumentParser
import Domain
import Services

extension StudentCommand {
    /// `berth student prefer`: one preference set or taken back.
    struct Prefer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "prefer", abstract: "Set what a student would like, or take it back.",
            discussion: "Many at once come and go with berth import preferences, and --replace.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the student.") var student: String
        @Argument(help: "The reference of the placement.") var placement: String
        @Option(help: "1 for the first choice; equal ranks are ties.") var rank: Int?
        @Flag(help: "Take the preference back.") var remove = false

        func validate() throws { try PreferenceArgument.validate(rank, remove, "--rank") }

        func run() async throws {
            try await operatorOptions.perform(
                SetPreference(student: student, placement: placement, rank: rank))
            CommandContext.current.write(
                rank.map { "\(student) ranks \(placement) \($0).\n" }
                    ?? "\(student) has no rank of \(placement) any more.\n")
        }
    }

    /// `berth student travel`: one measured journey set or taken back.
    struct Travel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "travel", abstract: "Set how long a journey was measured to take, or take it back.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the student.") var student: String
        @Argument(help: "The reference of the placement.") var placement: String
        @Option(help: "car or public_transport.", transform: PreferenceArgument.mode) var mode: TravelMode
        @Option(help: "Minutes one way.") var minutes: Int?
        @Flag(help: "Take the measurement back; the journey is estimated again.") var remove = false

        func validate() throws { try PreferenceArgument.validate(minutes, remove, "--minutes") }

        func run() async throws {
            try await operatorOptions.perform(
                SetTravel(student: student, placement: placement, mode: mode, minutes: minutes))
            CommandContext.current.write(
                minutes.map { "\(student) to \(placement): \($0) minutes by \(mode.rawValue).\n" }
                    ?? "\(student) to \(placement): estimated again.\n")
        }
    }
}

extension PlacementCommand {
    /// `berth placement band`: how welcome one student is to a host, set or taken back.
    struct Band: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "band", abstract: "Set how welcome a student is to a host, or take it back.",
            discussion: "Many at once come and go with berth import host_preferences, and --replace.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the placement.") var placement: String
        @Argument(help: "The reference of the student.") var student: String
        @Option(help: "1 for the most welcome; equal bands are ties.") var band: Int?
        @Flag(help: "Take the band back.") var remove = false

        func validate() throws { try PreferenceArgument.validate(band, remove, "--band") }

        func run() async throws {
            try await operatorOptions.perform(
                SetHostBand(placement: placement, student: student, band: band))
            CommandContext.current.write(
                band.map { "\(student) is in band \($0) of \(placement).\n" }
                    ?? "\(student) is in no band of \(placement) any more.\n")
        }
    }
}

/// How the commands about single wishes read values.
enum PreferenceArgument {
    /// A number or its removal, and not both.
    static func validate(_ number: Int?, _ remove: Bool, _ option: String) throws {
        if (number != nil) == remove {
            throw ValidationError("Give \(option) to set it or --remove to take it back, and not both.")
        }
    }

    /// `car` or `public_transport`.
    static func mode(_ text: String) throws -> TravelMode {
        guard let mode = TravelMode(rawValue: text) else {
            throw ValidationError("There is no mode \(text) of travel; write car or public_transport.")
        }
        return mode
    }
}
