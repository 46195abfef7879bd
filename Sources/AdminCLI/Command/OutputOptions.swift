import ArgumentParser
import FoundationEssentials
import Services

/// How an answer is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table, json, csv
}

/// The form of the answer.
struct OutputOptions: ParsableArguments {
    @Option(help: "How to print: table, json or csv.")
    var format: OutputFormat = .table

    /// Prints an answer: the value as JSON, a table for people, the same table's cells as CSV, empty where a value is
    /// missing.
    func print(_ value: some Encodable, table: Table, heading: String = "", footer: String = "") throws {
        try format.print(value, table: table, heading: heading, footer: footer)
    }
}

/// The form of an answer that can be drawn.
struct PictureOutputOptions: ParsableArguments {
    @Option(help: "How to print: table, json or csv; a picture is SVG when left out.")
    var format: OutputFormat?

    /// Prints an answer: where a picture is asked for and no format, the picture; else what is behind it in that format.
    ///
    /// - Parameter picture: the picture as SVG; nil where none is asked for.
    func print(
        _ value: some Encodable, table: Table, heading: String = "", footer: String = "",
        picture: @autoclosure () -> String?
    ) throws {
        if format == nil, let picture = picture() {
            CommandContext.current.write(picture)
        } else {
            try (format ?? .table).print(value, table: table, heading: heading, footer: footer)
        }
    }
}

extension OutputFormat {
    /// Prints an answer in this form.
    func print(_ value: some Encodable, table: Table, heading: String = "", footer: String = "") throws {
        let context = CommandContext.current
        switch self {
        case .json:
            context.write(try JSONOutput.text(value))
        case .csv:
            let columns = table.columns.map { $0.title.lowercased().replacing(" ", with: "_") }
            context.write(try CSVOutput.text(columns: columns, rows: table.rows.map { $0.map(\.value) }))
        case .table:
            context.write(heading + table.rendered(for: context.terminal) + footer)
        }
    }
}
