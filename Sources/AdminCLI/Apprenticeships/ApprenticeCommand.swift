import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth apprentice`: who is in training, what is agreed, and what happens.
struct ApprenticeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apprentice",
        abstract: "Apprentices: what is agreed of their training and what happens.",
        subcommands: [
            Add.self, Change.self, Approve.self, Record.self, Correct.self, Hours.self, List.self, Show.self,
        ])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add an apprentice with the training that is meant.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Option(help: "The code of the employer.") var organisation: String
        @Option(help: "The reference of the person; a new one when left out.") var reference: String?
        @Option(help: "Given name.") var givenName: String
        @Option(help: "Family name.") var familyName: String
        @Option(help: "The standard; see berth standard list.") var standard: String
        @Option(help: "The role, as a code.") var role: String
        @Flag(help: "Employed here before the start.") var wasEmployee = false
        @Flag(help: "Works in a maintained school.") var maintainedSchool = false
        @Option(help: "The training provider.") var provider: String?
        @Option(help: "Who looks after the apprentice at work.") var mentor: String?
        @Option(help: "First day of training.", transform: ArgumentValue.date) var startsOn: CalendarDate?
        @Option(help: "Planned last day.", transform: ArgumentValue.date) var endsOn: CalendarDate?
        @Option(help: "What training and assessment cost, in pounds.", transform: ArgumentValue.pence)
        var price: Int?
        @Option(
            help: "Agreed hours off the job; fewer than the minimum need a reason.",
            transform: ArgumentValue.count)
        var agreedHours: Int?
        @Option(
            help: "Why the agreed hours are fewer than the minimum: the prior learning.",
            transform: ArgumentValue.reason)
        var hoursReason: String?
        @Option(help: "Date of birth.", transform: ArgumentValue.date) var dateOfBirth: CalendarDate?
        @Flag(help: "A care leaver, or with an education, health and care plan.") var ageException = false
        @Option(help: "The reference at another partner, where the standard was begun.")
        var transferredFrom: String?

        func run() async throws {
            let added = try await operatorOptions.perform(
                AddApprentice(
                    ApprenticeRecord(
                        organisation: organisation, apprenticeRef: reference ?? "", givenName: givenName,
                        familyName: familyName, standardRef: standard, role: role, wasEmployee: wasEmployee,
                        maintainedSchool: maintainedSchool, provider: provider, mentor: mentor,
                        plannedStartOn: startsOn, plannedEndOn: endsOn, pricePence: price,
                        agreedHours: agreedHours, hoursReason: hoursReason, dateOfBirth: dateOfBirth,
                        ageException: ageException, transferredFrom: transferredFrom)))
            let record = added.apprentice
            CommandContext.current.write(
                "Added \(record.apprenticeRef), \(record.givenName) \(record.familyName), on \(record.standardRef).\(ApprenticePages.aboveBand(added))\n"
            )
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "change",
            abstract: "Change what is agreed; both sides then have to agree anew to dates, price or provider."
        )
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var apprentice: ApprenticeOptions
        @Option(help: "The role, as a code.") var role: String?
        @Option(help: "The training provider.") var provider: String?
        @Option(help: "Who looks after the apprentice at work.") var mentor: String?
        @Option(help: "First day of training.", transform: ArgumentValue.date) var startsOn: CalendarDate?
        @Option(help: "Planned last day.", transform: ArgumentValue.date) var endsOn: CalendarDate?
        @Option(help: "What training and assessment cost, in pounds.", transform: ArgumentValue.pence)
        var price: Int?
        @Option(
            help: "Agreed hours off the job; fewer than the minimum need a reason.",
            transform: ArgumentValue.count)
        var agreedHours: Int?
        @Option(
            help: "Why the agreed hours are fewer than the minimum: the prior learning.",
            transform: ArgumentValue.reason)
        var hoursReason: String?
        @Option(help: "Date of birth.", transform: ArgumentValue.date) var dateOfBirth: CalendarDate?
        @Flag(
            inversion: .prefixedNo, help: "A care leaver, or with an education, health and care plan; or not."
        )
        var ageException: Bool?

        func run() async throws {
            var change = ChangeApprentice.Change()
            (change.role, change.provider, change.mentor) = (role, provider, mentor)
            (change.plannedStartOn, change.plannedEndOn) = (startsOn, endsOn)
            (change.pricePence, change.agreedHours, change.dateOfBirth) = (price, agreedHours, dateOfBirth)
            (change.hoursReason, change.ageException) = (hoursReason, ageException)
            let changed = try await operatorOptions.perform(
                ChangeApprentice(reference: apprentice.reference, standard: apprentice.standard, change))
            CommandContext.current.write(
                "Changed \(changed.apprentice.apprenticeRef).\(ApprenticePages.voided(changed))\(ApprenticePages.aboveBand(changed))\n"
            )
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve",
            abstract: "Record that the employer or the provider agrees to standard, dates and price.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var apprentice: ApprenticeOptions
        @Option(name: .customLong("for"), help: "employer or provider.", transform: ApprenticeArgument.party)
        var party: TrainingParty

        func run() async throws {
            let approval = try await operatorOptions.perform(
                ApproveTraining(
                    reference: apprentice.reference, standard: apprentice.standard, party: party))
            CommandContext.current.write(
                approval.isApproved
                    ? "Both sides have agreed to the training of \(approval.apprenticeRef).\n"
                    : "The \(party.rawValue) has agreed to the training of \(approval.apprenticeRef); the other side has not yet.\n"
            )
        }
    }

    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record",
            abstract:
                "Record what happened: started, break_started, returned, gateway, achieved, withdrawn or transferred."
        )
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var apprentice: ApprenticeOptions
        @Argument(help: "What happened.", transform: ApprenticeArgument.event) var event:
            ApprenticeshipEvent.Kind
        @Option(help: "The day; today when left out.", transform: ArgumentValue.date) var on: CalendarDate?
        @Option(help: "The code of the reason, of whoever withdraws, begins a break or transfers.")
        var reason: String?
        @Option(help: "A note.", transform: ArgumentValue.reason) var note: String?
        @Option(
            help: "Why a start is recorded that not both sides have agreed to, or that is not funded.",
            transform: ArgumentValue.reason)
        var overrideReason: String?

        func run() async throws {
            let report = try await operatorOptions.perform(
                RecordApprenticeshipEvent(
                    reference: apprentice.reference, standard: apprentice.standard, event: event, on: on,
                    reasonCode: reason, note: note, overrideReason: overrideReason))
            CommandContext.current.write(
                "\(report.apprentice.apprenticeRef) \(event.words); \(ApprenticePages.state(report)).\n")
        }
    }

    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "correct",
            abstract:
                "Correct the day of an event, or take it back; without a number, take back a plan that was never to be."
        )
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var apprentice: ApprenticeOptions
        @Argument(help: "The number of the event, as berth apprentice show lists it.") var number: Int?
        @Option(help: "The right day.", transform: ArgumentValue.date) var on: CalendarDate?
        @Flag(help: "It did not happen, or the training was never to be.") var takeBack = false
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String
        @Option(
            help: "Why it started on the right day all the same, if that is not funded.",
            transform: ArgumentValue.reason)
        var overrideReason: String?

        func validate() throws {
            if (on == nil) != takeBack {
                throw ValidationError("Give the right day with --on, or --take-back; one of them.")
            }
            if number == nil, on != nil {
                throw ValidationError("Give the number of the event, as berth apprentice show lists it.")
            }
        }

        func run() async throws {
            guard let number else {
                let record = try await operatorOptions.perform(
                    TakeBackApprentice(
                        reference: apprentice.reference, standard: apprentice.standard, reason: reason))
                CommandContext.current.write(
                    "Taken back: \(record.apprenticeRef) is not to be on \(record.standardRef).\n")
                return
            }
            let report = try await operatorOptions.perform(
                CorrectApprenticeshipEvent(
                    reference: apprentice.reference, standard: apprentice.standard, number: number, on: on,
                    reason: reason, overrideReason: overrideReason))
            CommandContext.current.write(
                "Corrected \(report.apprentice.apprenticeRef); \(ApprenticePages.state(report)).\n")
        }
    }

    struct Hours: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hours", abstract: "Record the hours of training off the job in a month.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var apprentice: ApprenticeOptions
        @Option(help: "The month, as 2022-09.", transform: ArgumentValue.month) var month: Month
        @Option(help: "Hours in all in the month, as 24 or 24.5.", transform: ApprenticeArgument.hours)
        var hours: Int
        @Option(help: "Why a month that is recorded changes.", transform: ArgumentValue.reason) var reason:
            String?

        func run() async throws {
            let report = try await operatorOptions.perform(
                RecordHours(
                    reference: apprentice.reference, standard: apprentice.standard, month: month,
                    minutes: hours, reason: reason))
            CommandContext.current.write(
                "\(report.apprentice.apprenticeRef): \(ApprenticePages.hours(report.offTheJob)).\n")
        }
    }
}

/// Which apprenticeship.
struct ApprenticeOptions: ParsableArguments {
    @Argument(help: "The reference of the apprentice.") var reference: String
    @Option(help: "The standard, where the person has been on several.") var standard: String?
}
