import Domain
import FoundationEssentials
import Services

/// Signed reports for people.
enum ReturnPages {
    /// What signing did.
    static func signed(_ record: ReturnRecord) -> String {
        var text =
            "Signed \(record.report) \(record.subject) as \(record.returnRef) version \(record.version), from \(record.records.counted("record")).\n"
        if let difference = record.difference {
            text +=
                "It differs from version \(difference.sinceVersion) in \(difference.figures.count.counted("figure")): see berth report show-return \(record.returnRef).\n"
        }
        return text
    }

    /// A list.
    static func list(_ records: [ReturnRecord]) -> Table {
        var table = Table(
            [
                .key("Return"), .number("Version"), .key("Report"), TableColumn("Subject"), .key("As of"),
                TableColumn("Signed by"), .key("At"), .number("Records"), .key("Hash of inputs"),
                TableColumn("Reason", overflow: .wrapped),
            ], whenEmpty: "Nothing is signed yet; sign a report with berth report sign.")
        for record in records {
            table.append([
                TableCell(record.returnRef), TableCell(String(record.version)), TableCell(record.report),
                TableCell(record.subject), TableCell(record.asOf.description), TableCell(record.signer),
                TableCell(record.signedAt.description), TableCell(String(record.records)),
                TableCell(String(record.inputsSha256.prefix(12))), TableCell(record.reason ?? ""),
            ])
        }
        return table
    }

    /// Who signed what, when.
    static func head(_ record: ReturnRecord, _ terminal: Terminal) -> String {
        var list = KeyValueList()
        list.append("Return", TableCell("\(record.returnRef), version \(record.version)"))
        list.append("Report", TableCell("\(record.report) \(record.subject)"))
        list.append("As of", TableCell(record.asOf.longText))
        list.append("Signed", TableCell("by \(record.signer) at \(record.signedAt)"))
        list.append("Records", TableCell("\(record.records), SHA-256 \(record.inputsSha256)"))
        list.append("Content", TableCell("SHA-256 \(record.contentSha256)"))
        if let reason = record.reason { list.append("Reason", TableCell(reason)) }
        return list.rendered(for: terminal) + "\n"
    }

    /// What differs from the version before.
    static func difference(_ record: ReturnRecord) -> Table {
        var table = Table(
            [
                .key("Figure"), .number("Was"), .number("Is"),
                TableColumn("Records since", overflow: .wrapped),
                TableColumn("Records before", overflow: .wrapped),
            ],
            whenEmpty: record.difference == nil
                ? "This is the first version; --format json prints what was signed."
                : "No figure differs from version \(record.version - 1); what changed makes none.")
        for figure in record.difference?.figures ?? [] {
            table.append([
                TableCell(figure.figure), TableCell(figure.before ?? "not shown"),
                TableCell(figure.after ?? "not shown"),
                TableCell(figure.recordsNew.joined(separator: ", ")),
                TableCell(figure.recordsGone.joined(separator: ", ")),
            ])
        }
        return table
    }
}
