/// A mark or a label that takes up a rectangle of a picture; edges are inclusive.
struct Box: Sendable, Hashable {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int

    init(left: Int, top: Int, right: Int, bottom: Int) {
        (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    }

    /// A square around a spot.
    init(around spot: Spot, reach: Int) {
        self.init(left: spot.x - reach, top: spot.y - reach, right: spot.x + reach, bottom: spot.y + reach)
    }

    func meets(_ other: Box) -> Bool {
        left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom
    }

    func holds(_ other: Box) -> Bool {
        left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
    }
}

/// A point of a picture.
struct Spot: Sendable, Hashable {
    var x: Int
    var y: Int
}

/// Finds room for marks that would hide one another, always the same for the same marks in the same order.
struct Crowd {
    private static let cell = 24
    /// How far a mark may be moved from where it belongs.
    private static let farthest = 54
    private static let step = 3

    /// Steps away from a spot, the nearest first.
    private static let offsets: [Spot] = {
        let range = Array(stride(from: -farthest, through: farthest, by: step))
        var offsets: [Spot] = []
        for y in range {
            for x in range { offsets.append(Spot(x: x, y: y)) }
        }
        func key(_ spot: Spot) -> (Int, Int, Int) { (spot.x * spot.x + spot.y * spot.y, spot.y, spot.x) }
        return offsets.sorted { key($0) < key($1) }
    }()

    private let frame: Box
    private var cells: [Spot: [Box]] = [:]

    /// - Parameter frame: what marks are kept within.
    init(within frame: Box) { self.frame = frame }

    /// Takes the room nearest to a spot for a square mark; where all is full, the spot itself.
    mutating func place(_ wanted: Spot, reach: Int) -> Spot {
        for offset in Self.offsets {
            let spot = Spot(x: wanted.x + offset.x, y: wanted.y + offset.y)
            if take(Box(around: spot, reach: reach)) { return spot }
        }
        return wanted
    }

    /// Takes a rectangle if nothing is there; whether nothing was.
    mutating func take(_ box: Box) -> Bool {
        guard frame.holds(box) else { return false }
        let cells = Self.cells(of: box)
        for cell in cells where self.cells[cell]?.contains(where: { $0.meets(box) }) == true { return false }
        for cell in cells { self.cells[cell, default: []].append(box) }
        return true
    }

    private static func cells(of box: Box) -> [Spot] {
        (box.top / cell...box.bottom / cell).flatMap { y in
            (box.left / cell...box.right / cell).map { Spot(x: $0, y: y) }
        }
    }
}
