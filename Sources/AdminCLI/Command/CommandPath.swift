import ArgumentParser

/// The command that the first words of a command line lead to.
///
/// The parser looks at every ancestor of a command, which takes longer than the command's own arguments do and is a
/// good part of a short command's whole time. So a command is parsed alone; what is refused then is parsed again from
/// the top, for only that names the whole command in its messages.
enum CommandPath {
    /// The parsed command; nil when the words lead to none, ask for help, or are wrong.
    static func parsed(_ arguments: [String]) -> (any ParsableCommand)? {
        var command: any ParsableCommand.Type = BerthCommand.self
        var rest = arguments[...]
        while !command.configuration.subcommands.isEmpty {
            guard let word = rest.popFirst(),
                let next = command.configuration.subcommands.first(where: {
                    $0.configuration.commandName == word
                })
            else { return nil }
            command = next
        }
        // What asks for help parses as another command.
        guard let parsed = try? command.parseAsRoot(Array(rest)), type(of: parsed) == command else {
            return nil
        }
        return parsed
    }
}
