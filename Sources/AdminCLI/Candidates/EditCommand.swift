import ArgumentParser
import Domain
import FoundationEssentials
import Services

extension CandidateCommand {
    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "edit",
            abstract: "Correct the particulars of a candidate; what is not named stays as it is.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The reference.") var reference: String
        @Option(help: "Given names.") var givenName: String?
        @Option(help: "Family names.") var familyName: String?
        @Option(help: "The role, as a code, such as social_worker.") var role: String?
        @Option(help: "Date of birth.", transform: ArgumentValue.date) var dateOfBirth: CalendarDate?
        @Option(help: "Country code of three capital letters (ISO 3166), as in ZAF.") var nationality: String?
        @Option(help: "Country code.") var countryOfResidence: String?
        @Option(help: "Country code.") var countryOfTraining: String?
        @Option(help: "E-mail.") var email: String?
        @Option(help: "Telephone.") var phone: String?
        @Option(help: "agency, direct, campaign or referral.") var source: String?
        @Option(help: "The team they would join.") var team: String?
        @Option(
            name: .customLong("clear"),
            help: "What is not known after all, such as email; may be given several times.",
            transform: ArgumentValue.clearable)
        var cleared: [CandidateChange.Clearable] = []

        func run() async throws {
            var change = CandidateChange()
            change.givenName = givenName
            change.familyName = familyName
            change.role = role
            change.dateOfBirth = dateOfBirth
            change.nationality = nationality
            change.countryOfResidence = countryOfResidence
            change.countryOfTraining = countryOfTraining
            change.email = email
            change.phone = phone
            change.source = source
            change.team = team
            change.cleared = Set(cleared)
            let changed = try await operatorOptions.perform(
                ChangeCandidate(reference: reference, change: change))
            try RegistrationPage.print(changed, as: "Changed", output)
        }
    }
}
