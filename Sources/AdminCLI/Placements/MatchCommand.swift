import ArgumentParser
import FoundationEssentials
import Matching
import Services

/// `berth match`: who goes where, and the proof that nobody could do better.
struct MatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Match students to placements, and prove that no other matching is better.",
        subcommands: [
            Run.self, List.self, Show.self, Unplaced.self, Blocking.self, Check.self, Explain.self, Lock.self,
            Unlock.self,
            Diff.self, WhatIf.self, NewPlaces.self, Publish.self, Verify.self, Solve.self,
        ])
}
