/// A command, the database where it needs one, and options that each take a value or none.
struct Arguments {
    struct Failure: Error {
        let text: String
    }

    let command: String
    let database: String
    private var options: [String: String] = [:]

    init(_ words: ArraySlice<String>) throws(Failure) {
        guard let command = words.first else { throw Failure(text: BenchClient.usage) }
        self.command = command
        var rest = words.dropFirst()
        let isDatabase = rest.first.map { !$0.hasPrefix("--") } ?? false
        database = isDatabase ? rest.removeFirst() : ""
        while let name = rest.popFirst() {
            if let value = rest.first, !value.hasPrefix("--") {
                options[name] = value
                rest = rest.dropFirst()
            } else {
                options[name] = ""
            }
        }
    }

    func has(_ name: String) -> Bool { options[name] != nil }

    func text(_ name: String) throws(Failure) -> String {
        guard let value = options[name], !value.isEmpty else {
            throw Failure(text: "\(name) is missing\n\(BenchClient.usage)")
        }
        return value
    }

    func number(_ name: String) throws(Failure) -> Int {
        guard let value = Int(try text(name)), value > 0 else {
            throw Failure(text: "\(name) has to be a whole number above zero\n\(BenchClient.usage)")
        }
        return value
    }
}
