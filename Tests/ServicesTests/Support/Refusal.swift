import OfficeSupport
import Services
import Testing

/// Expects a verb to be refused in a family of failures, with a sentence that contains the given parts.
func expectRefusal(
    _ kind: ServiceError.Kind, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
    } catch let error as ServiceError {
        #expect(error.kind == kind, "\(error.message)", sourceLocation: sourceLocation)
        let said = ([error.message] + error.details.map(\.reason)).joined(separator: "\n")
        for part in parts { #expect(said.contains(part), sourceLocation: sourceLocation) }
        #expect(error.message.last.map { ".?".contains($0) } == true, sourceLocation: sourceLocation)
    } catch {
        Issue.record("another error: \(error)", sourceLocation: sourceLocation)
    }
}

/// Expects a file to be refused whole, with a fault in a line and a column whose reason has some words.
func expectFault(
    _ office: some FileOffice, _ kind: String, _ text: String, line: Int, column: String, _ words: String,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    try await expectRefusalLeavesAlone(office, .badData, sourceLocation: sourceLocation) {
        do {
            try await office.take(kind, text)
        } catch let error as ServiceError {
            let fault = error.details.first { $0.line == line && $0.column == column }
            #expect(
                fault?.reason.contains(words) == true, "\(error.details)", sourceLocation: sourceLocation)
            throw error
        }
    }
}

/// Expects a verb to be refused and to leave every row of every table as it was.
func expectRefusalLeavesAlone(
    _ office: some FileOffice, _ kind: ServiceError.Kind, _ parts: String...,
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async throws {
    let before = try await office.digest()
    do {
        try await body()
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
    } catch let error as ServiceError {
        #expect(error.kind == kind, "\(error.message)", sourceLocation: sourceLocation)
        for part in parts {
            #expect(error.message.contains(part), "\(error.message)", sourceLocation: sourceLocation)
        }
    } catch {
        Issue.record("another error: \(error)", sourceLocation: sourceLocation)
    }
    #expect(try await office.digest() == before, "nothing is stored", sourceLocation: sourceLocation)
}
