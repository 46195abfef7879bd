/// An instance as one JSON line, in the form that ``InstanceReader`` reads: with couples, which plain text cannot say.
public enum InstanceLine {
    /// The bytes of the line, its end included.
    ///
    /// - Parameters:
    ///   - instance: the instance; the same one gives the same bytes.
    ///   - id: its name, of letters, digits and punctuation that JSON leaves alone; anything else is left out.
    public static func encoded(_ instance: MatchingInstance, id: String? = nil) -> [UInt8] {
        var line = JSONWriter(capacity: 256 + instance.pairCount * 72)
        line.literal("{")
        if let id {
            line.literal("\"id\":\"")
            line.plain(id.utf8.filter { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C })
            line.literal("\",")
        }
        line.literal("\"n\":")
        line.number(instance.studentCount)
        line.literal(",\"m\":")
        line.number(instance.settingCount)
        line.literal(",\"capacity\":")
        line.list(instance.capacities) { line, number in line.number(Int(number)) }
        line.literal(",\"minimum\":")
        line.list(instance.minimums) { line, number in line.number(Int(number)) }
        line.literal(",\"edges\":[")
        for student in 0..<instance.studentCount {
            for index in instance.pairRange(of: student) {
                line.literal(index == 0 ? "{\"s\":" : ",{\"s\":")
                line.number(student)
                line.literal(",\"t\":")
                line.number(Int(instance.settings[index]))
                line.literal(",\"rank\":")
                line.number(Int(instance.ranks[index]))
                line.literal(",\"problems\":")
                line.number(Int(instance.problems[index]))
                line.literal(",\"travel\":")
                line.number(Int(instance.travel[index]))
                line.literal(",\"band\":")
                line.number(Int(instance.bands[index]))
                line.literal("}")
            }
        }
        line.literal("],\"same_setting_pairs\":")
        line.list(instance.together) { line, couple in
            line.literal("[")
            line.number(Int(couple.0))
            line.literal(",")
            line.number(Int(couple.1))
            line.literal("]")
        }
        if instance.holderCount > 0 {
            line.literal(",\"holders\":")
            line.number(instance.holderCount)
        }
        line.literal("}\n")
        return line.bytes
    }
}
