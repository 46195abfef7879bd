import Postgres
import Testing

@Suite struct SQLStateTests {
    private func error(_ code: SQLState) -> PostgresError {
        var fields = PostgresError.Fields(message: "x")
        fields.sqlState = code
        return PostgresError(.server, fields: fields)
    }

    @Test func matchesFineAndCoarse() {
        func name(_ error: any Error) -> String {
            switch error {
            case SQLState.uniqueViolation: "unique"
            case SQLState.Class.integrityConstraintViolation: "constraint"
            default: "other"
            }
        }
        #expect(name(error("23505")) == "unique")
        #expect(name(error("23514")) == "constraint")
        #expect(name(error("42601")) == "other")
        #expect(name(CancellationError()) == "other")
    }

    @Test func onlyTwoCodesAreRetryable() {
        #expect(error("40001").isRetryable)
        #expect(error("40P01").isRetryable)
        #expect(!error("40003").isRetryable)
        #expect(!error("23505").isRetryable)
        #expect(PostgresError(.transactionRolledBack, "x", underlying: error("40001")).isRetryable)
        #expect(!PostgresError(.transactionRolledBack, "x", underlying: error("23505")).isRetryable)
        #expect(!PostgresError(.commitOutcomeUnknown, fields: error("40001").fields).isRetryable)
    }
}
