/// Finds the nearest of many places, by a balanced tree of boxes around them.
///
/// The answer is exact and the same whatever the order of the search: places equally far apart come in the order of
/// their numbers.
struct NearestPoints: Sendable {
    /// Places in a leaf of the tree, at most.
    private static let leafSize = 12

    /// A box around the places of a node, and where they are.
    private struct Node {
        var low: (Double, Double, Double)
        var high: (Double, Double, Double)
        var start: Int32
        var end: Int32
        /// The second of the two nodes below; the first follows the node itself. Zero for a leaf.
        var second: Int32
    }

    /// A place with its number, in the order of the leaves.
    private struct Place {
        var x: Double
        var y: Double
        var z: Double
        var number: Int32
    }

    private let nodes: [Node]
    private let places: [Place]

    /// The number of places.
    var count: Int { places.count }

    /// Builds the tree.
    ///
    /// - Parameter points: places with the numbers by which the answers name them.
    init(_ points: [(point: MapPoint, number: Int32)]) {
        var places = points.map { Place(x: $0.point.x, y: $0.point.y, z: $0.point.z, number: $0.number) }
        var nodes: [Node] = []
        nodes.reserveCapacity(4 * places.count / Self.leafSize + 1)
        if !places.isEmpty { Self.build(&places, 0, places.count, &nodes) }
        self.nodes = nodes
        self.places = places
    }

    private static func build(_ places: inout [Place], _ start: Int, _ end: Int, _ nodes: inout [Node]) {
        var low = (places[start].x, places[start].y, places[start].z)
        var high = low
        for place in places[start..<end] {
            low = (min(low.0, place.x), min(low.1, place.y), min(low.2, place.z))
            high = (max(high.0, place.x), max(high.1, place.y), max(high.2, place.z))
        }
        let index = nodes.count
        nodes.append(Node(low: low, high: high, start: Int32(start), end: Int32(end), second: 0))
        if end - start <= leafSize { return }
        let spread = (high.0 - low.0, high.1 - low.1, high.2 - low.2)
        let middle = (start + end) / 2
        // Sorting costs a logarithm more than selecting would, once for each of the few levels.
        if spread.0 >= spread.1, spread.0 >= spread.2 {
            places[start..<end].sort { ($0.x, $0.number) < ($1.x, $1.number) }
        } else if spread.1 >= spread.2 {
            places[start..<end].sort { ($0.y, $0.number) < ($1.y, $1.number) }
        } else {
            places[start..<end].sort { ($0.z, $0.number) < ($1.z, $1.number) }
        }
        build(&places, start, middle, &nodes)
        nodes[index].second = Int32(nodes.count)
        build(&places, middle, end, &nodes)
    }

    /// Something found: how far, squared along the straight line, and which.
    fileprivate struct Found {
        var distance: Double
        var number: Int32

        static func isFarther(_ left: Found, _ right: Found) -> Bool {
            left.distance > right.distance
                || (left.distance == right.distance && left.number > right.number)
        }
    }

    /// Room for searches, so that none of them allocates.
    struct Search: Sendable {
        /// The nearest so far, the farthest of them on top of a heap.
        fileprivate var heap: [Found] = []
        fileprivate var stack: [(node: Int32, distance: Double)] = []

        /// Makes the room.
        init(limit: Int) {
            heap.reserveCapacity(limit)
            stack.reserveCapacity(64)
        }
    }

    /// Appends the numbers of the nearest places, in no particular order.
    func nearest(to point: MapPoint, limit: Int, _ search: inout Search, into numbers: inout [Int32]) {
        if nodes.isEmpty || limit <= 0 { return }
        search.heap.removeAll(keepingCapacity: true)
        search.stack.removeAll(keepingCapacity: true)
        search.stack.append((0, 0))
        nodes.withUnsafeBufferPointer { nodes in
            places.withUnsafeBufferPointer { places in
                while let (index, distance) = search.stack.popLast() {
                    if search.heap.count == limit, distance > search.heap[0].distance { continue }
                    let node = nodes[Int(index)]
                    if node.second == 0 {
                        Self.look(at: places[Int(node.start)..<Int(node.end)], point, limit, &search.heap)
                        continue
                    }
                    let (first, second) = (index + 1, node.second)
                    let toFirst = Self.distance(from: point, to: nodes[Int(first)])
                    let toSecond = Self.distance(from: point, to: nodes[Int(second)])
                    // The nearer one on top, so that it is looked at first and spares the other.
                    if toFirst <= toSecond {
                        search.stack.append((second, toSecond))
                        search.stack.append((first, toFirst))
                    } else {
                        search.stack.append((first, toFirst))
                        search.stack.append((second, toSecond))
                    }
                }
            }
        }
        for found in search.heap { numbers.append(found.number) }
    }

    private static func look(
        at places: Slice<UnsafeBufferPointer<Place>>, _ point: MapPoint, _ limit: Int, _ heap: inout [Found]
    ) {
        for place in places {
            let (east, side, up) = (point.x - place.x, point.y - place.y, point.z - place.z)
            let found = Found(distance: east * east + side * side + up * up, number: place.number)
            if heap.count < limit {
                heap.append(found)
                if heap.count == limit {
                    for root in stride(from: limit / 2 - 1, through: 0, by: -1) { sink(root, &heap) }
                }
            } else if Found.isFarther(heap[0], found) {
                heap[0] = found
                sink(0, &heap)
            }
        }
    }

    /// Puts the element at a place of the heap where it belongs below.
    private static func sink(_ start: Int, _ heap: inout [Found]) {
        heap.withUnsafeMutableBufferPointer { heap in
            let moving = heap[start]
            var place = start
            while true {
                var child = 2 * place + 1
                if child >= heap.count { break }
                if child + 1 < heap.count, Found.isFarther(heap[child + 1], heap[child]) { child += 1 }
                if !Found.isFarther(heap[child], moving) { break }
                heap[place] = heap[child]
                place = child
            }
            heap[place] = moving
        }
    }

    /// The squared distance of a point from the box of a node; zero inside.
    private static func distance(from point: MapPoint, to node: Node) -> Double {
        let x = max(node.low.0 - point.x, 0, point.x - node.high.0)
        let y = max(node.low.1 - point.y, 0, point.y - node.high.1)
        let z = max(node.low.2 - point.z, 0, point.z - node.high.2)
        return x * x + y * y + z * z
    }
}
