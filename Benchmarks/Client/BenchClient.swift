import Logging
import Postgres

/// The Swift side of the measurements of the client: what `Benchmarks/run` sets beside pgbench and the Python clients.
///
/// Each command prints one JSON object of rates per second and is given the database as a libpq connection string.
@main
struct BenchClient {
    static let usage = """
        usage: berth-bench lookup   DATABASE --connections N --seconds S --accounts N [--hop]
               berth-bench pipeline DATABASE --seconds S --accounts N --batch N
               berth-bench copy     DATABASE --file PATH
               berth-bench rows     DATABASE --rows N
        """

    static func main() async {
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            let configuration = try PostgresConfiguration(url: arguments.database)
            let report: [(String, Double)]
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
