import ArgumentParser
import FoundationEssentials
import Services

extension MatchCommand {
    /// A picture of a run.
    enum Chart: String, ExpressibleByArgument, CaseIterable {
        case map, load
    }

    /// `berth match show`: who goes where.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show who goes where in a run, and how it treats groups of students.",
            discussion: """
                --chart map draws students, placements and what those without a place compete for; --chart load how full every setting and placement is. A picture is SVG; with --format it is the table behind the picture.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The run; the published or the newest one when left out.") var run: String?
        @Flag(help: "Show the fairness sheet instead of the places.") var fairness = false
        @Option(help: "Write a picture: map or load.") var chart: Chart?
        @Flag(help: "Put the references of students on the map.") var labels = false
        @OptionGroup var output: PictureOutputOptions

        func validate() throws {
            if fairness && chart != nil {
                throw ValidationError("--fairness is a table and --chart a picture; give one of them.")
            }
            if labels && chart != .map {
                throw ValidationError("--labels goes with --chart map only.")
            }
        }

        func run() async throws {
            switch chart {
            case .map: try await showMap()
            case .load: try await showLoad()
            case nil: try await showPlaces()
            }
        }

        private func showPlaces() async throws {
            let report = try await operatorOptions.perform(ShowMatch(reference: run))
            try output.print(
                report,
                table: fairness ? MatchPages.fairness(report.fairness) : MatchPages.places(report),
                heading: MatchPages.heading(report), picture: nil)
        }

        private func showMap() async throws {
            let map = try await operatorOptions.perform(ShowMatchMap(reference: run))
            try output.print(
                map, table: MatchPages.map(map), heading: MatchPages.heading(map),
                footer: MatchPages.bottlenecks(map), picture: MatchMapChart(map, labels: labels).svg)
        }

        private func showLoad() async throws {
            let load = try await operatorOptions.perform(ShowMatchLoad(reference: run))
            try output.print(
                load, table: MatchPages.load(load), heading: MatchPages.heading(load),
                picture: MatchLoadChart(load).svg)
        }
    }
}
