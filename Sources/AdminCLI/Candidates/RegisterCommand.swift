import ArgumentParser
import Domain
import FoundationEssentials
import Services

extension CandidateCommand {
    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "register",
            abstract: "Register a candidate; people who look the same are named in a warning.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "The code of the organisation that recruits.") var organisation: String
        @Option(help: "CONTRACT/NO of the round they are to count in.", transform: ArgumentValue.round)
        var round: RoundReference?
        @Option(help: "The pathway; see berth pathway list.") var pathway: String
        @Option(help: "The role, as a code, such as social_worker.") var role: String
        @Option(help: "Given names.") var givenName: String
        @Option(help: "Family names.") var familyName: String
        @Option(help: "Date of birth.", transform: ArgumentValue.date) var dateOfBirth: CalendarDate?
        @Option(help: "Country code of three capital letters (ISO 3166), as in ZAF.") var nationality: String?
        @Option(help: "Country code.") var countryOfResidence: String?
        @Option(help: "Country code.") var countryOfTraining: String?
        @Option(help: "E-mail.") var email: String?
        @Option(help: "Telephone.") var phone: String?
        @Option(help: "agency, direct, campaign or referral.") var source: String?
        @Option(help: "The team they would join.") var team: String?
        @Option(help: "A reference given elsewhere; the next number when left out.") var ref: String?
        @Option(help: "The day they became a candidate; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?
        @Option(help: "Register somebody who looks registered already, for this reason.")
        var allowDuplicate: String?

        func run() async throws {
            var particulars = CandidateParticulars(
                organisation: organisation, pathway: pathway, role: role, givenName: givenName,
                familyName: familyName)
            particulars.dateOfBirth = dateOfBirth
            particulars.nationality = nationality
            particulars.countryOfResidence = countryOfResidence
            particulars.countryOfTraining = countryOfTraining
            particulars.email = email
            particulars.phone = phone
            particulars.source = source
            particulars.team = team
            let registration = try await operatorOptions.perform(
                RegisterCandidate(
                    particulars, round: round, reference: ref, on: on, duplicateReason: allowDuplicate))
            try RegistrationPage.print(registration, as: "Registered", output)
        }
    }
}
