import FoundationEssentials
import Postgres

/// The address of a database in the form that libpq and its programs read.
enum DatabaseAddress {
    /// `postgresql:///berth?host=…&user=…`, without any password.
    static func text(_ configuration: PostgresConfiguration) -> String {
        let keywords = ["host", "port", "user", "sslmode", "sslrootcert", "target_session_attrs"]
        let parameters = keywords.compactMap { keyword in
            configuration[keyword].map { "\(keyword)=\(escaped($0))" }
        }
        return "postgresql:///\(escaped(configuration["dbname"] ?? ""))?\(parameters.joined(separator: "&"))"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
