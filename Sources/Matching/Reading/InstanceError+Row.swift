/// Where in a file the error stands, for the readers.
extension InstanceError {
    /// The row of the pair that the error is about, from 0, in the order of the file.
    var row: Int? {
        switch self {
        case .noSuchStudent(let row, _), .noSuchSetting(let row, _), .negativeNumber(let row, _, _),
            .duplicatePair(let row, _, _, _):
            row
        default:
            nil
        }
    }

    /// The setting that the error is about, from 0.
    var setting: Int? {
        switch self {
        case .negativeCapacity(let setting, _), .negativeMinimum(let setting, _),
            .minimumAboveCapacity(let setting, _, _):
            setting
        default:
            nil
        }
    }
}
