import Domain

/// Where the marks of a map of a match stand, in whole units of the picture.
///
/// Whoever has a position stands on the map, as near to it as the other marks allow. Everybody else, and whoever is so
/// far off that the others would shrink to a point, stands in a box below.
struct MatchMapLayout {
    static let left = 16
    static let width = 812
    static let top = 52
    private static let inset = 34
    private static let heights = 300...780

    let placements: [Spot]
    let students: [Spot]
    /// Half the side of the square of each placement.
    let reaches: [Int]
    /// The radius of a student's dot, in tenths.
    let dot: Int
    /// The frame of the map; nil when nobody has a position.
    let map: Box?
    /// Units to a kilometre on the map.
    let scale: Double
    /// The frame of the box of those who are not on the map; nil when everybody is.
    let margin: Box?
    /// The frame of everything together.
    let frame: Box
    /// What room is left for labels.
    private(set) var crowd: Crowd
    /// Whether a placement may have its reference beside it.
    let labelsPlacements: Bool

    init(_ picture: MatchMap) {
        let sites = picture.placements.map(\.position)
        let homes = picture.students.map(\.position)
        let near = MapNeighbourhood((sites + homes).compactMap { $0 })
        let reaches = Self.reaches(picture.placements.map(\.capacity))
        let dot = homes.count <= 100 ? 35 : homes.count <= 400 ? 25 : 18
        var bottom = Self.top
        var locate: (MapPoint) -> Spot = { _ in Spot(x: 0, y: 0) }
        if let area = EqualAreaMap(near.points) {
            let (width, height) = (max(area.width, 4), max(area.height, 1.5))
            let room = Double(Self.width - 2 * Self.inset)
            let scale = min(
                room / width, Double(Self.heights.upperBound - 2 * Self.inset) / height)
            let drawn = max(Int(height * scale) + 2 * Self.inset, Self.heights.lowerBound)
            let west = Double(Self.left) + (Double(Self.width) - area.width * scale) / 2
            let north = Double(Self.top) + (Double(drawn) - area.height * scale) / 2
            locate = { point in
                let (east, south) = area.position(of: point)
                return Spot(
                    x: Int((west + east * scale).rounded()), y: Int((north + south * scale).rounded()))
            }
            map = Box(
                left: Self.left, top: Self.top, right: Self.left + Self.width, bottom: Self.top + drawn)
            self.scale = scale
            bottom = Self.top + drawn + 34
        } else {
            map = nil
            scale = 0
        }
        let strays = MarginRows(
            placements: sites.map { !near.holds($0) }, students: homes.map { !near.holds($0) },
            reach: reaches.max() ?? 0, top: bottom, areAlone: map == nil)
        margin = strays.frame
        frame = Box(
            left: Self.left, top: Self.top, right: Self.left + Self.width,
            bottom: max(strays.frame?.bottom ?? 0, map?.bottom ?? Self.top))
        var crowd = Crowd(within: map ?? frame)
        // Large squares first: it is easier to find room for small ones.
        var placements = strays.placements
        for index in sites.indices.sorted(by: { (-reaches[$0], $0) < (-reaches[$1], $1) }) {
            if let site = sites[index], near.holds(site) {
                placements[index] = crowd.place(locate(site), reach: reaches[index] + 1)
            }
        }
        var students = strays.students
        for (index, home) in homes.enumerated() {
            if let home, near.holds(home) {
                students[index] = crowd.place(locate(home), reach: (dot + 5) / 10)
            }
        }
        var all = Crowd(within: Box(left: Self.left, top: Self.top, right: frame.right, bottom: frame.bottom))
        for (spot, reach) in zip(placements, reaches) { _ = all.take(Box(around: spot, reach: reach)) }
        for spot in students { _ = all.take(Box(around: spot, reach: (dot + 5) / 10)) }
        self.crowd = all
        self.placements = placements
        self.students = students
        self.reaches = reaches
        self.dot = dot
        labelsPlacements = sites.count <= 60
    }

    /// Finds room for a word beside a mark; nil when there is none.
    mutating func label(_ words: String, beside spot: Spot, reach: Int, size: Int) -> Spot? {
        let width = SVG.width(words, size: size)
        let (right, left) = (spot.x + reach + 3, spot.x - reach - 3 - width)
        let middle = spot.x - width / 2
        let candidates = [
            Spot(x: right, y: spot.y + size / 3), Spot(x: left, y: spot.y + size / 3),
            Spot(x: middle, y: spot.y + reach + size), Spot(x: middle, y: spot.y - reach - 3),
            Spot(x: right, y: spot.y + reach + size - 2), Spot(x: right, y: spot.y - reach),
            Spot(x: left, y: spot.y + reach + size - 2), Spot(x: left, y: spot.y - reach),
        ]
        return candidates.first { corner in
            crowd.take(
                Box(
                    left: corner.x, top: corner.y - size + 2, right: corner.x + width,
                    bottom: corner.y + size / 5))
        }
    }

    /// The area of a square grows with the places; smaller the more placements there are.
    private static func reaches(_ capacities: [Int]) -> [Int] {
        let unit = capacities.count <= 40 ? 7.0 : capacities.count <= 150 ? 4.5 : 3.0
        return capacities.map { min(40, max(3, Int((unit * Double(max(1, $0)).squareRoot()).rounded()))) }
    }
}

/// The points that belong together on one map: all but those so far off that the others would shrink to a point.
private struct MapNeighbourhood {
    /// What is always near enough, in kilometres from the middle.
    private static let always = 60.0

    let points: [MapPoint]
    private let kept: Set<MapPoint>

    init(_ all: [MapPoint]) {
        func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        guard !all.isEmpty,
            let middle = MapPoint(
                latitude: median(all.map(\.latitude)), longitude: median(all.map(\.longitude)))
        else {
            (points, kept) = ([], [])
            return
        }
        let distances = all.map { $0.kilometres(to: middle) }
        let limit = max(Self.always, 4 * distances.sorted()[distances.count * 3 / 4])
        points = zip(all, distances).filter { $0.1 <= limit }.map(\.0)
        kept = Set(points)
    }

    func holds(_ point: MapPoint?) -> Bool { point.map { kept.contains($0) } ?? false }
}

/// The rows of marks in the box of those who are not on the map: students on the left, placements on the right.
private struct MarginRows {
    private(set) var placements: [Spot]
    private(set) var students: [Spot]
    let frame: Box?

    /// - Parameter areAlone: whether there is no map above; lines then run between two blocks, so these are narrow.
    init(placements: [Bool], students: [Bool], reach: Int, top: Int, areAlone: Bool) {
        let count = (placements: placements.count { $0 }, students: students.count { $0 })
        let start = top + 34
        let pitch = count.students <= 60 && areAlone ? 22 : count.students <= 200 ? 16 : 9
        let columns = Self.columns(330 / pitch, count.students, areAlone)
        var place = 0
        self.students = students.map { isStray in
            guard isStray else { return Spot(x: 0, y: 0) }
            defer { place += 1 }
            return Spot(x: 34 + place % columns * pitch, y: start + place / columns * pitch)
        }
        let labelled = placements.count <= 60
        let size = (width: labelled ? 124 : 2 * reach + 8, height: max(2 * reach + 8, labelled ? 20 : 0))
        let across = Self.columns(372 / size.width, count.placements, areAlone)
        var next = 0
        self.placements = placements.map { isStray in
            guard isStray else { return Spot(x: 0, y: 0) }
            defer { next += 1 }
            return Spot(
                x: 452 + reach + next % across * size.width, y: start + next / across * size.height + reach)
        }
        if count.placements + count.students == 0 {
            frame = nil
        } else {
            let rows = (
                (count.students + columns - 1) / columns * pitch,
                (count.placements + across - 1) / across * size.height
            )
            frame = Box(
                left: MatchMapLayout.left, top: top, right: MatchMapLayout.left + MatchMapLayout.width,
                bottom: start + max(rows.0, rows.1) + 6)
        }
    }

    /// As many columns as there is room for, or fewer where a block should be about twice as high as wide.
    private static func columns(_ most: Int, _ count: Int, _ isNarrow: Bool) -> Int {
        guard isNarrow else { return max(1, most) }
        var columns = 1
        while columns < most, 2 * columns * columns < count { columns += 1 }
        return columns
    }
}
