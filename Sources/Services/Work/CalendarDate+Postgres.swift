public import Domain
public import Postgres

extension CalendarDate: PostgresEncodable, PostgresDecodable {
    /// A plain `date`.
    public static var postgresType: PostgresType { PostgresDate.postgresType }
    /// `date[]`.
    public static var postgresArrayType: PostgresType { PostgresDate.postgresArrayType }

    /// Writes the date as text.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        try PostgresDate(daysSinceEpoch: daysSinceEpoch).encode(into: &writer)
    }

    /// Reads a date.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        self.init(daysSinceEpoch: try PostgresDate(postgres: cell).daysSinceEpoch)
    }
}
