import ArgumentParser
import Domain

/// How the commands about apprentices read what is typed.
enum ApprenticeArgument {
    /// Something that happens to an apprentice.
    static func event(_ text: String) throws -> ApprenticeshipEvent.Kind {
        guard let kind = ApprenticeshipEvent.Kind(rawValue: text) else {
            throw ValidationError(
                "\"\(text)\" is no event; use one of \(ApprenticeshipEvent.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        return kind
    }

    /// A state of an apprenticeship.
    static func state(_ text: String) throws -> ApprenticeshipState {
        guard let state = ApprenticeshipState(rawValue: text) else {
            throw ValidationError(
                "\"\(text)\" is no state; use one of \(ApprenticeshipState.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        return state
    }

    /// A side of the agreement.
    static func party(_ text: String) throws -> TrainingParty {
        guard let party = TrainingParty(rawValue: text) else {
            throw ValidationError("\"\(text)\" is no side of the agreement; use employer or provider.")
        }
        return party
    }

    /// Hours with or without a decimal part, as minutes.
    static func hours(_ text: String) throws -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int(parts[0]), (0...744).contains(whole) else {
            throw ValidationError("\"\(text)\" is not a number of hours; write it as 24 or 24.5.")
        }
        if parts.count == 1 { return whole * 60 }
        guard (1...2).contains(parts[1].utf8.count), let part = Int(parts[1]), part >= 0,
            parts[1].allSatisfy(\.isNumber)
        else {
            throw ValidationError("\"\(text)\" is not a number of hours; write it as 24 or 24.5.")
        }
        let hundredths = parts[1].utf8.count == 1 ? part * 10 : part
        return whole * 60 + (hundredths * 60 + 50) / 100
    }
}
