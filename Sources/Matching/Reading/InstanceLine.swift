/// An instance as one JSON line, in the form that ``InstanceReader`` reads: with couples, which plain text cannot say.
public enum InstanceLine {
    /// The bytes of the line, its end included.
    ///
    /// - Parameters:
    ///   - instance: the instance; the same one gives the same bytes.
    ///   - id: its name, of letters, digits and punctuation that JSON leaves alone; anything else is left out.
    public static func encoded(_ instance: MatchingInstance, id: String? = nil) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(64 + instance.pairCount * 64)
        func append(_ text: String) { line.append(contentsOf: text.utf8) }
        func append(_ numbers: [Int32]) {
            for (index, number) in numbers.enumerated() { append(index == 0 ? "\(number)" : ",\(number)") }
        }
        append("{")
        if let id {
            append("\"id\":\"")
            line.append(contentsOf: id.utf8.filter { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C })
            append("\",")
        }
        append("\"n\":\(instance.studentCount),\"m\":\(instance.settingCount),\"capacity\":[")
        append(instance.capacities)
        append("],\"minimum\":[")
        append(instance.minimums)
        append("],\"edges\":[")
        for student in 0..<instance.studentCount {
            for index in instance.pairRange(of: student) {
                append(index == 0 ? "{" : ",{")
                append("\"s\":\(student),\"t\":\(instance.settings[index]),\"rank\":\(instance.ranks[index])")
                append(",\"problems\":\(instance.problems[index]),\"travel\":\(instance.travel[index])")
                append(",\"band\":\(instance.bands[index])}")
            }
        }
        append("],\"same_setting_pairs\":[")
        for (index, couple) in instance.together.enumerated() {
            append("\(index == 0 ? "" : ",")[\(couple.0),\(couple.1)]")
        }
        append(instance.holderCount > 0 ? "],\"holders\":\(instance.holderCount)}\n" : "]}\n")
        return line
    }
}
