import Testing

@testable import AdminCLI

@Suite struct TerminalTests {
    func screen(_ width: Int?, _ environment: [String: String] = ["TERM": "xterm"]) -> Terminal {
        Terminal(isTerminal: true, screenWidth: width, environment: environment)
    }

    @Test func coloursOnlyWhereWanted() {
        #expect(screen(80).hasColour)
        #expect(!screen(80, ["NO_COLOR": "1"]).hasColour)
        #expect(screen(80, ["NO_COLOR": ""]).hasColour)
        #expect(!screen(80, ["TERM": "dumb"]).hasColour)
        #expect(!Terminal.plain.hasColour)
        #expect(!Terminal(isTerminal: false, screenWidth: 100, environment: [:]).hasColour)
    }

    @Test func redrawsOnATerminalWithoutColoursButNotADumbOne() {
        #expect(screen(80, ["NO_COLOR": "1"]).canRedraw)
        #expect(!screen(80, ["TERM": "dumb"]).canRedraw)
        #expect(!Terminal.plain.canRedraw)
    }

    @Test func fitsToAScreenOnlyIfThereIsOne() {
        #expect(screen(132).width == 132)
        #expect(screen(nil).width == 80)
        #expect(screen(10).width == 40)
        #expect(Terminal.plain.width == nil)
        #expect(Terminal(isTerminal: false, screenWidth: 100, environment: [:]).width == nil)
    }
}
