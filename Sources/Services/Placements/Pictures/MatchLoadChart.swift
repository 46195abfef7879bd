import Domain

/// How full placements are: a bar for each setting and, below it, one for each of its placements.
///
/// The filled part is taken and the outline is the places; a triangle marks the minimum and a diamond how many listed
/// it first. Every bar says the same in words.
public struct MatchLoadChart: Sendable {
    private static let width = 1160
    private static let labels = 16
    private static let bars = 372
    private static let words = 836
    private static let top = 112
    private static let longest = words - bars - 24
    /// Units to a place when there are few.
    private static let widest = 44.0
    /// Bars of placements have the scale of the settings as long as a place is at least this wide in it.
    private static let narrowest = 8.0

    private let load: MatchLoad
    private let settingScale: Double
    private let placementScale: Double

    /// Lays the chart out.
    public init(_ load: MatchLoad) {
        self.load = load
        func scale(_ loads: [MatchLoad.Load]) -> Double {
            let most = loads.map { max($0.capacity, $0.demand, $0.taken) }.max() ?? 1
            return min(Self.widest, Double(Self.longest) / Double(max(1, most)))
        }
        settingScale = scale(load.settings.map(\.load))
        placementScale =
            settingScale >= Self.narrowest
            ? settingScale : scale(load.settings.flatMap(\.placements).map(\.load))
    }

    /// The picture as a document of its own.
    public var svg: String {
        var y = Self.top
        var rows = ""
        for setting in load.settings {
            rows += row(setting.name, host: nil, setting.load, isSetting: true, y: y)
            y += 30
            for placement in setting.placements {
                rows += row(
                    "\(placement.placementRef) \(placement.team)", host: placement.host, placement.load,
                    isSetting: false, y: y)
                y += 22
            }
            y += 12
        }
        if load.settings.isEmpty {
            rows = SVG.text(emptyWords, x: Self.labels, y: y)
            y += 30
        }
        var text = SVG.opening(width: Self.width, height: y + 16, title: title, description: description)
        text += SVG.headline(headline, isPartial: load.partial)
        return text + key + rows + "</svg>\n"
    }

    private var emptyWords: String {
        load.partial ? "No placement of the run is in your sight." : "The run has no placements."
    }

    private var title: String {
        "Load of the match \(load.run.ref) of \(load.run.term) as of \(load.asOf.longText)"
    }

    private var headline: String {
        let capacity = load.settings.reduce(0) { $0 + $1.load.capacity }
        let taken = load.settings.reduce(0) { $0 + $1.load.taken }
        return
            "\(title): \(taken) of \(capacity) places taken"
    }

    /// The table of the picture.
    private var description: String {
        var lines = [
            headline + "." + (load.partial ? " " + SVG.partialNote : ""),
            "Setting or placement; places; taken; free; minimum; listed first by; state",
        ]
        func line(_ name: String, _ load: MatchLoad.Load) {
            let cells: [String] = [
                name, "\(load.capacity)", "\(load.taken)", "\(load.free)",
                load.minimum > 0 ? "\(load.minimum)" : "none", "\(load.demand)", load.status,
            ]
            lines.append(cells.joined(separator: "; "))
        }
        for setting in load.settings {
            line(setting.name, setting.load)
            for placement in setting.placements {
                line("\(placement.placementRef) \(placement.team)", placement.load)
            }
        }
        if load.settings.isEmpty { lines.append(emptyWords) }
        return lines.joined(separator: "\n")
    }

    // MARK: Rows

    private func row(
        _ name: String, host: String?, _ load: MatchLoad.Load, isSetting: Bool, y: Int
    ) -> String {
        let height = isSetting ? 20 : 12
        let room = Self.bars - Self.labels - 16
        let full = host.map { "\(name), \($0)" } ?? name
        var text = "<g class=\"\(isSetting ? "setting" : "placement")\"><title>\(SVG.escaped(full))</title>\n"
        if isSetting {
            text += SVG.text(
                SVG.clipped(name, to: room * 9 / 10, size: 14), x: Self.labels, y: y + 5, size: 14,
                style: SVG.bold)
        } else {
            text += SVG.text(
                SVG.clipped(name, to: room - 12, size: 12), x: Self.labels + 12, y: y + 4, size: 12)
        }
        text += bar(load, scale: isSetting ? settingScale : placementScale, height: height, y: y)
        text += SVG.text(
            "\(load.taken) of \(load.capacity) taken, \(load.status); listed first by \(load.demand)",
            x: Self.words, y: y + 4, size: isSetting ? 13 : 12, style: isSetting ? SVG.bold : "")
        return text + "</g>\n"
    }

    private func bar(_ load: MatchLoad.Load, scale: Double, height: Int, y: Int) -> String {
        func x(_ places: Int) -> Int { Self.bars + Int((Double(places) * scale).rounded()) }
        let top = y - height / 2
        var text = ""
        if load.capacity == 0 {
            text += "<path d=\"M\(Self.bars) \(top)V\(top + height)\" stroke=\"\(SVG.ink)\"/>\n"
        } else {
            text += rectangle(x(0), top, x(load.capacity), height, "fill=\"#ffffff\" stroke=\"\(SVG.ink)\"")
        }
        if load.taken > 0 {
            text += rectangle(x(0), top, x(load.taken), height, "class=\"taken\" fill=\"#1d70b8\"")
        }
        if load.capacity > 1, scale >= 6 {
            let cuts = (1..<load.capacity).map { "M\(x($0)) \(top)V\(top + height)" }.joined()
            text += "<path d=\"\(cuts)\" stroke=\"\(SVG.ink)\" stroke-width=\"0.5\"/>\n"
        }
        if load.minimum > 0 { text += Self.triangle(x(load.minimum), top) }
        if load.demand > 0 {
            // Leads the eye from the bar to a mark beyond its end.
            if load.demand > load.capacity {
                text += "<path d=\"M\(x(load.capacity)) \(y)H\(x(load.demand))\" stroke=\"\(SVG.faint)\"/>\n"
            }
            text += Self.diamond(x(load.demand), y)
        }
        return text
    }

    private func rectangle(_ x: Int, _ y: Int, _ end: Int, _ height: Int, _ style: String) -> String {
        "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(max(1, end - x))\" height=\"\(height)\" \(style)/>\n"
    }

    /// Stands on the upper edge of a bar.
    private static func triangle(_ x: Int, _ y: Int) -> String {
        "<path class=\"minimum\" d=\"M\(x) \(y + 2)L\(x - 5) \(y - 7)H\(x + 5)Z\" fill=\"#b3140a\" stroke=\"#ffffff\"/>\n"
    }

    private static func diamond(_ x: Int, _ y: Int) -> String {
        "<path class=\"demand\" d=\"M\(x) \(y - 6)L\(x + 6) \(y)L\(x) \(y + 6)L\(x - 6) \(y)Z\" fill=\"#ffdd00\" stroke=\"\(SVG.ink)\" stroke-width=\"1.5\"/>\n"
    }

    // MARK: Key

    private var key: String {
        let y = 66
        var text = rectangle(16, y - 7, 46, 14, "fill=\"#1d70b8\"")
        text += SVG.text("taken", x: 54, y: y + 4)
        text += rectangle(112, y - 7, 142, 14, "fill=\"#ffffff\" stroke=\"\(SVG.ink)\"")
        text += SVG.text("free", x: 150, y: y + 4)
        text += Self.triangle(206, y + 3)
        text += SVG.text("minimum to open", x: 218, y: y + 4)
        text += Self.diamond(352, y)
        text += SVG.text("students who listed it first", x: 366, y: y + 4)
        if settingScale != placementScale {
            text += SVG.text(
                "The bars of settings and those of placements have different scales.", x: 560, y: y + 4,
                fill: SVG.faint)
        }
        return text
    }
}
