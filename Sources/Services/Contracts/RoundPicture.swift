import Domain
import FoundationEssentials
import Postgres

/// A round seen at a moment: every candidate assessed, counted, and the status that follows.
///
/// The one place in which a report, the batch and the list get their figures from.
struct RoundPicture {
    let aim: RoundAim
    let cases: [CandidateCase]
    let assessments: [Assessment]
    let outlook: RoundOutlook
    /// The rule rows that the figures rest on.
    let rules: [Rule]

    /// Assesses every candidate of a round.
    init(
        aim: RoundAim, countsAt: String, cases: [CandidateCase], asOf: CalendarDate, reference: ReferenceData
    ) throws {
        let slack = try reference.rule(.atRiskSlackWorkingDays, on: asOf)
        let slackDays = try reference.integer(.atRiskSlackWorkingDays, on: asOf)
        var assessors: [String: PathwayAssessor] = [:]
        var assessments: [Assessment] = []
        assessments.reserveCapacity(cases.count)
        for candidate in cases {
            let assessor: PathwayAssessor
            if let known = assessors[candidate.pathwayCode] {
                assessor = known
            } else {
                let pathway = try reference.pathway(candidate.pathwayCode)
                guard let index = pathway.index(of: countsAt) else {
                    throw ServiceError.badData(
                        "\(candidate.reference) is on the pathway \(pathway.code), which has no milestone \(countsAt) to count at; move them to another round."
                    )
                }
                assessor = PathwayAssessor(
                    pathway: pathway, countsAt: index, dueOn: aim.dueOn, asOf: asOf,
                    calendar: reference.calendar, slackWorkingDays: slackDays)
                assessors[candidate.pathwayCode] = assessor
            }
            assessments.append(try assessor.assess(candidate.state))
        }
        self.aim = aim
        self.cases = cases
        self.assessments = assessments
        self.outlook = RoundOutlook.summarise(assessments.lazy.map(\.outlook), target: aim.target)
        self.rules = [slack]
    }
}
