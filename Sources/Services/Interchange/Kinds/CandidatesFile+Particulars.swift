import Domain

extension CandidatesFile {
    /// What a row says about somebody; a column that the file does not have keeps what is stored.
    static func particulars(
        _ row: ImportRow, over earlier: CandidateRecord?, _ run: ImportRun
    ) -> CandidateParticulars {
        func value<Value>(_ field: Field, _ given: Value?, _ kept: Value?) -> Value? {
            run.has(field) ? given : kept
        }
        var particulars = CandidateParticulars(
            organisation: row.text(Field.organisation), pathway: row.text(Field.pathway),
            role: row.text(Field.role), givenName: row.text(Field.givenName),
            familyName: row.text(Field.familyName))
        particulars.dateOfBirth = value(.dateOfBirth, row.date(Field.dateOfBirth), earlier?.dateOfBirth)
        particulars.nationality = value(.nationality, row[Field.nationality], earlier?.nationality)
        particulars.countryOfResidence = value(
            .countryOfResidence, row[Field.countryOfResidence], earlier?.countryOfResidence)
        particulars.countryOfTraining = value(
            .countryOfTraining, row[Field.countryOfTraining], earlier?.countryOfTraining)
        particulars.email = value(.email, row[Field.email], earlier?.email)
        particulars.phone = value(.phone, row[Field.phone], earlier?.phone)
        particulars.source = value(.source, row[Field.source], earlier?.source)
        particulars.team = value(.team, row[Field.team], earlier?.team)
        return particulars
    }
}
