import Postgres
import TestSupport
import Testing

@Suite("Keys of the schema")
struct KeyTests {
    /// Codes and prefixes of partnerships are unique in the installation: they are how one is chosen.
    static let acrossPartnerships: Set<String> = ["partnership_code_taken", "partnership_prefix_taken"]

    /// Tables without a partnership, each with its reason.
    static let withoutPartnership: [String: String] = [
        "bank_holiday": "reference data", "country": "reference data", "country_list_entry": "reference data",
        "milestone": "reference data", "milestone_definition": "reference data",
        "milestone_prerequisite": "reference data", "pathway": "reference data",
        "pathway_version": "reference data", "rule_name": "reference data",
        "reason_code": "reference data", "role_route": "reference data", "rule": "reference data",
        "staff_account": "one person may work in several partnerships",
        "workforce_comparator": "reference data",
    ]

    @Test("a table has partnership_id, or is on the list of those that need none")
    func partitioned() async throws {
        try await withDatabase(.migrated) { database in
            let (all, partitioned) = try await database.pool().withConnection { db in
                (try Catalogue.tables(on: db), try Catalogue.partnershipTables(on: db))
            }
            #expect(partitioned.count >= 12)
            #expect(Set(all).subtracting(partitioned) == Set(Self.withoutPartnership.keys))
        }
    }

    @Test("every primary key begins with partnership_id, every unique key and foreign key holds it")
    func keys() async throws {
        try await withDatabase(.migrated) { database in
            let keys = try await database.pool().withConnection { db in
                try db.query(
                    """
                    select held.conname::text, held.contype::text, class.relname::text,
                           array(
                               select attribute.attname::text
                               from unnest(held.conkey) with ordinality as key (attnum, place)
                               join pg_attribute as attribute
                                   on attribute.attrelid = held.conrelid and attribute.attnum = key.attnum
                               order by key.place
                           ),
                           exists (
                               select from pg_attribute as other
                               where other.attrelid = held.confrelid and other.attname = 'partnership_id'
                           )
                    from pg_constraint as held
                    join pg_class as class on class.oid = held.conrelid
                    where held.connamespace = 'berth'::regnamespace and held.contype in ('p', 'u', 'f', 'x')
                      and exists (
                          select from pg_attribute as own
                          where own.attrelid = held.conrelid and own.attname = 'partnership_id'
                            and not own.attisdropped
                      )
                    """, as: (String, String, String, [String], Bool).self)
            }
            #expect(keys.count > 30)
            for (name, kind, table, columns, leadsToPartnership) in keys {
                switch kind {
                case "p": #expect(columns.first == "partnership_id", "\(name) of \(table)")
                case "f" where !leadsToPartnership: continue
                default:
                    if Self.acrossPartnerships.contains(name) { continue }
                    #expect(columns.contains("partnership_id"), "\(name) of \(table)")
                }
            }
            #expect(Self.acrossPartnerships.isSubset(of: Set(keys.map { $0.0 })))
        }
    }

    @Test("every unique index of a partnership's table holds partnership_id")
    func uniqueIndexes() async throws {
        try await withDatabase(.migrated) { database in
            let indexes = try await database.pool().withConnection { db in
                try db.query(
                    """
                    select index.indexrelid::regclass::text,
                           own.attnum = any (string_to_array(index.indkey::text, ' ')::smallint[])
                    from pg_index as index
                    join pg_class as class
                        on class.oid = index.indrelid and class.relnamespace = 'berth'::regnamespace
                    join pg_attribute as own on own.attrelid = class.oid and own.attname = 'partnership_id'
                    where index.indisunique
                    """, as: (String, Bool).self)
            }
            #expect(indexes.count > 12)
            for (name, holds) in indexes where !holds {
                #expect(Self.acrossPartnerships.contains(name.replacing("berth.", with: "")), "\(name)")
            }
        }
    }
}
