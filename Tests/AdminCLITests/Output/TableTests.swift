import Testing

@testable import AdminCLI

@Suite struct TableTests {
    static let candidates: Table = {
        var table = Table(
            [
                .key("Candidate"), TableColumn("Name"), TableColumn("Stage", overflow: .wrapped),
                .number("Days late"),
            ],
            whenEmpty: "No candidates.")
        table.append(["PLY-C-0001-T", "Nyasha Marufu", "started", "0"])
        table.append(["PLY-C-0005-D", "Fọláṣadé Akíndélé", TableCell("at risk", tone: .warning), "12"])
        return table
    }()

    func screen(_ width: Int) -> Terminal {
        Terminal(isTerminal: true, screenWidth: width, environment: ["NO_COLOR": "1"])
    }

    func lines(_ lines: String...) -> String { lines.map { $0 + "\n" }.joined() }

    @Test func alignsAndRules() {
        #expect(
            Self.candidates.rendered(for: .plain)
                == lines(
                    "Candidate     Name               Stage    Days late",
                    "------------  -----------------  -------  ---------",
                    "PLY-C-0001-T  Nyasha Marufu      started          0",
                    "PLY-C-0005-D  Fọláṣadé Akíndélé  at risk         12"))
    }

    @Test func cutsAndWrapsToTheScreen() {
        var table = Self.candidates
        table.append(["PLY-C-0006-C", "Bo", "waiting for the employer", "3"])
        #expect(
            table.rendered(for: screen(51))
                == lines(
                    "Candidate     Name          Stage         Days late",
                    "------------  ------------  ------------  ---------",
                    "PLY-C-0001-T  Nyasha Maru…  started               0",
                    "PLY-C-0005-D  Fọláṣadé Ak…  at risk              12",
                    "PLY-C-0006-C  Bo            waiting for           3",
                    "                            the employer"))
    }

    @Test func keepsKeysAndNumbersWholeOnTheNarrowestScreen() {
        let output = Self.candidates.rendered(for: screen(40))
        #expect(
            output
                == lines(
                    "Candidate     Name      Stage    Days late",
                    "------------  --------  -------  ---------",
                    "PLY-C-0001-T  Nyasha …  started          0",
                    "PLY-C-0005-D  Fọláṣad…  at risk         12"))
    }

    @Test func neitherCutsNorColoursForAPipe() {
        var table = Table([TableColumn("A")], whenEmpty: "None.")
        table.append([TableCell(String(repeating: "x", count: 500), tone: .bad)])
        let output = table.rendered(for: .plain)
        #expect(output.contains(String(repeating: "x", count: 500) + "\n"))
        #expect(!output.contains("\u{1B}"))
    }

    @Test func coloursBesideTheWordsAndOnlyThem() {
        let colour = Terminal(isTerminal: true, screenWidth: 80, environment: [:])
        let output = Self.candidates.rendered(for: colour)
        #expect(output.contains("Fọláṣadé Akíndélé  \u{1B}[33mat risk\u{1B}[0m         12\n"))
        var bare = Table([TableColumn("A"), TableColumn("B")], whenEmpty: "None.")
        bare.append([TableCell("", tone: .bad), "x"])
        #expect(!bare.rendered(for: colour).contains("\u{1B}"))
    }

    @Test func saysThatThereIsNothing() {
        #expect(
            Table([TableColumn("A")], whenEmpty: "No candidates.").rendered(for: .plain) == "No candidates.\n"
        )
    }

    @Test func leavesNoBlanksAtLineEndsAndNoControlsInCells() {
        var table = Table([TableColumn("A"), TableColumn("B")], whenEmpty: "None.")
        table.append(["long value", ""])
        table.append(["x\ny\u{1B}[2J"])
        table.append(["1", "2", "3"])
        #expect(
            table.rendered(for: .plain)
                == lines("A           B", "----------  -", "long value", "x y\u{FFFD}[2J", "1           2"))
    }

    @Test func alignsWideCharacters() {
        var table = Table([TableColumn("Name"), TableColumn("Town")], whenEmpty: "None.")
        table.append(["東京太郎", "東京"])
        table.append(["Ann", "York"])
        #expect(
            table.rendered(for: .plain)
                == lines("Name      Town", "--------  ----", "東京太郎  東京", "Ann       York"))
    }

    @Test func listsLabelsAndValues() {
        var list = KeyValueList()
        list.append("Round", "PLY-OSW-2022/1")
        list.append("Status", TableCell("red", tone: .bad))
        list.append("Closed on", "")
        list.append("Advice", "exercise the option of a second round before it lapses")
        #expect(
            list.rendered(for: .plain)
                == lines(
                    "Round      PLY-OSW-2022/1", "Status     red", "Closed on  -",
                    "Advice     exercise the option of a second round before it lapses"))
        #expect(
            list.rendered(for: screen(40))
                == lines(
                    "Round      PLY-OSW-2022/1", "Status     red", "Closed on  -",
                    "Advice     exercise the option of a", "           second round before it lapses"))
        let colour = Terminal(isTerminal: true, screenWidth: 80, environment: [:])
        #expect(list.rendered(for: colour).contains("Status     \u{1B}[31mred\u{1B}[0m\n"))
        #expect(KeyValueList().rendered(for: .plain) == "")
    }
}
