import Domain
import Foundation
import OfficeSupport
@testable import Services
import TestSupport

/// Every verb of the services with the action that it is to ask for, made so that it would succeed.
enum VerbMatrix {
    /// The verbs, on a candidate of the trust and on its contract.
    static func verbs(
        candidate: String, roundID: UUID
    ) throws -> [(verb: any Verb, action: Action)] {
        let round = try RoundReference("TAV-1/1")
        let date = try day("2022-09-29")
        var apprenticeChange = ChangeApprentice.Change()
        apprenticeChange.mentor = "Kim"
        let signed = try Reference.make(prefix: "PLY", kind: .signedReturn, number: 1)
        let match = try Reference.make(prefix: "PLY", kind: .matchRun, number: 1)
        var team = CandidateChange()
        team.team = "North"
        return [
            (AddStaff(login: "newcomer", fullName: "New Comer", email: nil), .manageStaff),
            (GrantRole(login: "vic", role: .manager, organisationCode: nil), .manageStaff),
            (ListStaff(), .manageStaff),
            (ArchiveStaff(login: "olga"), .manageStaff),
            (ShowAudit(reference: candidate), .viewAudit),
            (CountRequests(until: try instant("2030-01-01T00:00:00Z")), .viewAudit),
            (VerifyAudit(), .verifyAudit),
            (
                AddOrganisation(code: "police", name: "Police", kind: .police, website: nil),
                .manageOrganisations
            ),
            (ListOrganisations(), .viewContracts),
            (ListContracts(), .viewContracts),
            (
                OpenBid(
                    reference: "TAV-2", organisationCode: "tavy_trust", title: "More", supplier: nil,
                    openedOn: date), .manageContracts
            ),
            (
                AwardContract(
                    reference: "TAV-2", supplier: "Agency", awardedOn: nil, startsOn: date, endsOn: date,
                    feePerStarterPence: nil, rebateDays: nil), .manageContracts
            ),
            (
                OpenRound(
                    reference: try RoundReference("TAV-1/2"), target: 2, opensOn: try day("2022-11-01"),
                    dueOn: try day("2023-03-31"), optionDecideBy: try day("2022-10-10"), on: nil),
                .manageRounds
            ),
            (
                DecideOption(
                    reference: try RoundReference("TAV-1/2"), decision: .exercise, on: nil, reason: "need"),
                .decideOption
            ),
            (
                RetargetRound(reference: round, target: 11, dueOn: nil, reason: "fewer posts", on: nil),
                .manageRounds
            ),
            (ListRounds(), .viewRounds), (ShowRound(reference: round), .viewRounds),
            (RoundHistory(reference: round), .viewRounds),
            (ListOpenRounds(asOf: date), .runBatch),
            (TakeRoundSnapshot(roundID: roundID, asOf: date, dryRun: false), .runBatch),
            (ListDeadlines(round: round, dueWithin: nil, states: [], asOf: nil), .viewDeadlines),
            (
                NoteBatch(.init(asOf: date, rounds: 1, snapshots: 1, deadlines: 0, failed: 0)), .runBatch
            ),
            (ListRules(on: date, key: nil), .viewRules), (ShowPathways(), .viewRules),
            (
                RegisterCandidate(
                    Office.particulars("Busisiwe", "Dlamini", of: "tavy_trust"), round: round),
                .registerCandidates
            ),
            (
                ChangeCandidate(reference: candidate, change: team),
                .registerCandidates
            ),
            (SearchCandidates(), .viewCandidates), (ShowCandidate(reference: candidate), .viewCandidates),
            (CandidateTimeline(reference: candidate), .viewTimeline),
            (
                RecordMilestone(reference: candidate, milestone: "screened", on: date), .recordMilestones
            ),
            (
                CorrectMilestone(
                    reference: candidate, milestone: "screened", happenedOn: try day("2022-09-28"),
                    reason: "misread"), .recordMilestones
            ),
            (
                DecideCandidate(
                    reference: candidate, decision: .withdrawn, reasonCode: "housing", on: nil, note: nil),
                .decideCandidates
            ),
            (ReinstateCandidate(reference: candidate, on: nil, reason: "housed"), .decideCandidates),
            (
                MoveCandidate(
                    reference: candidate, to: try RoundReference("PLY-1/1"), on: nil, reason: "a better fit"),
                .decideCandidates
            ),
            (
                AddTerm(
                    code: "spring-2023", name: "Spring 2023", startsOn: date,
                    endsOn: try day("2023-06-30"), offersDueOn: nil), .managePlacements
            ),
            (ListTerms(), .viewPlacements),
            (ListPlacements(term: "autumn-2022"), .viewPlacements),
            (ShowPlacement(reference: "TAV/P1"), .viewPlacements),
            (ListOffers(term: "autumn-2022"), .viewPlacements), (ListEducators(), .viewPlacements),
            (
                RequestPlacements(host: "tavy_trust", term: "autumn-2022", places: 2), .managePlacements
            ),
            (RemindHost(host: "tavy_trust", term: "autumn-2022"), .managePlacements),
            (
                RecordAnswer(host: "tavy_trust", term: "autumn-2022", answer: .willing, places: 2),
                .answerRequests
            ),
            (
                SetEducator(reference: "TAV/E1", currentUntil: try day("2024-01-31")), .managePlacements
            ),
            (ListStudents(), .viewStudents), (ShowStudent(reference: "TAV/S1"), .viewStudents),
            (ShowStudentInFull(reference: "TAV/S1"), .viewAdjustments),
            (SetPreference(student: "TAV/S1", placement: "TAV/P1", rank: 2), .setPreferences),
            (SetHostBand(placement: "TAV/P1", student: "TAV/S1", band: 2), .managePlacements),
            (
                SetTravel(student: "TAV/S1", placement: "TAV/P1", mode: .car, minutes: 25), .manageStudents
            ),
            (ShowAdjustments(reference: "TAV/S1"), .viewAdjustments),
            (RunMatch(term: "autumn-2022"), .runMatches), (ListMatches(), .viewMatches),
            (ShowMatch(), .viewMatches), (VerifyMatch(), .viewMatches), (CheckMatch(), .viewMatches),
            (ListUnplaced(), .viewMatches), (ListBlockingPairs(), .viewMatches),
            (ShowMatchLoad(), .viewMatches), (ShowMatchMap(), .viewMatches),
            (ExplainStudent(student: "TAV/S1"), .viewMatches),
            (CompareMatches(from: match, to: match), .viewMatches),
            (
                TryMatch(term: "autumn-2022", trial: .morePlaces(1, at: "TAV/P1")), .runMatches
            ),
            (RankNewPlaces(term: "autumn-2022"), .runMatches),
            (
                LockStudent(student: "TAV/S1", placement: "TAV/P1", reason: "lives next door"), .runMatches
            ),
            (UnlockStudent(student: "TAV/S1", reason: "has moved"), .runMatches),
            (PublishMatch(reference: match, reason: "agreed"), .publishMatches),
            (ListPractices(), .viewPractices), (ShowPractice(reference: "TAV/S2"), .viewPractices),
            (ListLatePractices(), .viewPractices), (ListBehind(), .viewPractices),
            (ListPracticesAtRisk(), .viewPractices), (ListPracticePayments(), .viewPractices),
            (
                RecordPracticeMilestone(reference: "TAV/S2", milestone: "agreement_meeting"), .recordPractices
            ),
            (
                CorrectPracticeMilestone(
                    reference: "TAV/S2", milestone: "agreement_meeting", happenedOn: date, reason: "misread"),
                .recordPractices
            ),
            (RecordPracticeDays(reference: "TAV/S2", from: try day("2022-09-30")), .recordPractices),
            (InterruptPractice(reference: "TAV/S2", reasonCode: "student_leave"), .recordPractices),
            (ResumePractice(reference: "TAV/S2"), .recordPractices),
            (
                RaiseConcern(reference: "TAV/S2", category: "workload", by: .host, note: "too much"),
                .recordPractices
            ),
            (AnswerConcern(reference: "TAV/S2", answer: .resolved), .recordPractices),
            (
                EndPractice(reference: "TAV/S2", kind: .brokenDown, reasonCode: "no_educator"),
                .managePractices
            ),
            (PayPractice(reference: "TAV/S2"), .managePractices),
            (
                PlacePractice(student: "TAV/S1", placement: "TAV/P1", reason: "agreed"), .managePractices
            ),
            (KeepPracticeDeadlines(asOf: date), .runBatch),
            (ListStandards(), .viewApprenticeships), (ListApprentices(), .viewApprenticeships),
            (ShowApprentice(reference: "TAV/A1"), .viewApprenticeships),
            (ShowLevy(organisation: "tavy_trust"), .viewApprenticeships),
            (ForecastLevies(), .viewApprenticeships),
            (ReportTakeUp(), .viewApprenticeships),
            (
                AddApprentice(
                    ApprenticeRecord(
                        organisation: "tavy_trust", apprenticeRef: "", givenName: "Ann", familyName: "Lee",
                        standardRef: "BA-L3", role: "business_administrator", wasEmployee: false)),
                .manageApprenticeships
            ),
            (ApproveTraining(reference: "TAV/A1", party: .provider), .approveTraining),
            (ChangeApprentice(reference: "TAV/A3", apprenticeChange), .manageApprenticeships),
            (
                RecordApprenticeshipEvent(
                    reference: "TAV/A1", event: .gateway, on: date), .manageApprenticeships
            ),
            (
                CorrectApprenticeshipEvent(reference: "TAV/A1", number: 1, on: date, reason: "typing"),
                .manageApprenticeships
            ),
            (TakeBackApprentice(reference: "TAV/A3", reason: "another person"), .manageApprenticeships),
            (
                RecordHours(reference: "TAV/A1", month: Month(of: date), minutes: 60), .manageApprenticeships
            ),
            (SignReport(ReportTakeUp()), .signReports), (ListReturns(), .viewReturns),
            (ShowReturn(reference: signed), .viewReturns),
            (TraceFigure(figure: "take_up/tavy_trust/starts"), .traceFigures),
            (UnpairStudent(reference: "TAV/S1", reason: "sold the car"), .manageStudents),
            (WithdrawStudent(reference: "TAV/S1", reason: "left the course"), .manageStudents),
            (ListPosts(), .viewWorkforce), (ShowPost(reference: "TAV/1"), .viewWorkforce),
            (ListAssignments(), .viewWorkforcePersons), (ListStartersWithoutPost(), .viewWorkforce),
            (ListCodes(), .viewRules),
            (
                AddPost(
                    PostDraft(
                        organisation: "tavy_trust", reference: "TAV/9", title: "Social Worker",
                        role: "social_worker")), .manageWorkforce
            ),
            (
                CorrectAssignment(
                    post: "TAV/2", person: "A1", AssignmentCorrection(), reason: "mistyped"), .manageWorkforce
            ),
            (
                ChangePost(reference: "TAV/2", .freeze(from: date, until: nil), reason: "budget"),
                .manageWorkforce
            ),
            (
                AddAssignment(AssignmentDraft(post: "TAV/3", person: "E9", startsOn: date)), .manageWorkforce
            ),
            (EndAssignment(post: "TAV/1", person: "E1", on: date, reason: "resigned"), .manageWorkforce),
            (ReportWorkforce(), .viewWorkforce), (ReportTurnover(), .viewWorkforce),
            (ReportWorkforceReturn(area: "England", year: 2021), .viewWorkforce),
            (ReportRetention(by: .intake), .viewWorkforce), (ReportLeavers(), .viewWorkforce),
            (WithdrawPlacement(reference: "TAV/P1", reason: "the team closes"), .managePlacements),
            (
                EndContract(reference: "TAV-1", endedOn: nil, reason: "over"), .manageContracts
            ),
            (CloseRound(reference: round, on: nil, reason: "done"), .manageRounds),
        ]
    }

    /// The names of the verbs in the sources, but for the one that `Workspace.addPartnership` runs and for those of
    /// imports and exports, which have tests of their own.
    static func namesInSources() throws -> Set<String> {
        let folder = PackageRoot.path + "/Sources/Services"
        var names: Set<String> = []
        let files = FileManager.default.enumerator(atPath: folder)
        while let file = files?.nextObject() as? String {
            guard file.hasSuffix(".swift"), !file.hasPrefix("Interchange/") else { continue }
            let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            for match in text.matches(of: /\n(?:public )?struct (\w+): Verb\b/) {
                names.insert(String(match.output.1))
            }
        }
        names.remove("AddPartnership")
        return names
    }
}
