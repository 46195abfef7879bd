import Logging
import Postgres

/// The Swift side of the measurements of the client: what `Benchmarks/run` sets beside pgbench and the Python clients.
///
/// Each command prints one JSON object of rates per second, or of seconds where it places students, and is given the
/// database as a libpq connection string where it needs one.
@main
struct BenchClient {
    static let usage = """
        usage: berth-bench lookup   DATABASE --connections N --seconds S --accounts N [--hop]
               berth-bench pipeline DATABASE --seconds S --accounts N --batch N
               berth-bench copy     DATABASE --file PATH
               berth-bench rows     DATABASE --rows N
               berth-bench instance --students N --seed N [--weighted]
               berth-bench edits    --students N --seed N
               berth-bench pairs    --students N --placements N --seed N [--points]
        """

    static func main() async {
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            if try Placing.writes(arguments) { return }
            let report: [(String, Double)]
            if let placing = try Placing.report(arguments) {
                print("{" + placing.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
                return
            }
            let configuration = try PostgresConfiguration(url: arguments.database)
            switch arguments.command {
            case "lookup": report = try await Lookup(arguments).run(configuration)
            case "pipeline": report = try await Pipelined(arguments).run(configuration)
            case "copy": report = try await FileCopy(arguments).run(configuration)
            case "rows": report = try await RowCopy(arguments).run(configuration)
            default: throw Arguments.Failure(text: usage)
            }
            print("{" + report.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
        } catch let failure as Arguments.Failure {
            Exit.now(64, failure.text)
        } catch let error as PostgresError {
            Exit.now(1, error.debugDescription)
        } catch {
            Exit.now(1, "\(error)")
        }
    }
}
