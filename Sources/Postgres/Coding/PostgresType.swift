/// The object identifier of a PostgreSQL type.
///
/// Every parameter is sent with one, so that the server never has to guess.
public struct PostgresType: Hashable, Sendable, CustomStringConvertible {
    /// The number in `pg_type.oid`.
    public let oid: UInt32

    /// Wraps the number of a type.
    public init(oid: UInt32) { self.oid = oid }

    /// The number as text.
    public var description: String { String(oid) }

    /// Left to the server to infer; for types of the database itself, such as its enums.
    public static let unspecified = PostgresType(oid: 0)
    /// `bool`.
    public static let bool = PostgresType(oid: 16)
    /// `bytea`.
    public static let bytea = PostgresType(oid: 17)
    /// `bigint`.
    public static let int8 = PostgresType(oid: 20)
    /// `smallint`.
    public static let int2 = PostgresType(oid: 21)
    /// `integer`.
    public static let int4 = PostgresType(oid: 23)
    /// `text`.
    public static let text = PostgresType(oid: 25)
    /// `real`.
    public static let float4 = PostgresType(oid: 700)
    /// `double precision`.
    public static let float8 = PostgresType(oid: 701)
    /// `date`.
    public static let date = PostgresType(oid: 1082)
    /// `timestamptz`.
    public static let timestamptz = PostgresType(oid: 1184)
    /// `uuid`.
    public static let uuid = PostgresType(oid: 2950)
    /// `jsonb`.
    public static let jsonb = PostgresType(oid: 3802)
    /// `daterange`.
    public static let daterange = PostgresType(oid: 3912)
    /// `bool[]`.
    public static let boolArray = PostgresType(oid: 1000)
    /// `bytea[]`.
    public static let byteaArray = PostgresType(oid: 1001)
    /// `smallint[]`.
    public static let int2Array = PostgresType(oid: 1005)
    /// `integer[]`.
    public static let int4Array = PostgresType(oid: 1007)
    /// `text[]`.
    public static let textArray = PostgresType(oid: 1009)
    /// `bigint[]`.
    public static let int8Array = PostgresType(oid: 1016)
    /// `real[]`.
    public static let float4Array = PostgresType(oid: 1021)
    /// `double precision[]`.
    public static let float8Array = PostgresType(oid: 1022)
    /// `date[]`.
    public static let dateArray = PostgresType(oid: 1182)
    /// `timestamptz[]`.
    public static let timestamptzArray = PostgresType(oid: 1185)
    /// `uuid[]`.
    public static let uuidArray = PostgresType(oid: 2951)
    /// `jsonb[]`.
    public static let jsonbArray = PostgresType(oid: 3807)
    /// `daterange[]`.
    public static let daterangeArray = PostgresType(oid: 3913)
}
