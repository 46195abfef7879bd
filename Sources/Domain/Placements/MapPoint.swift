#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A place on the earth, with what is needed to reckon distances from it quickly.
///
/// The angles are turned once into a point of the unit sphere, so that a distance costs one square root and one arc
/// sine and comparing distances costs neither.
public struct MapPoint: Sendable, Hashable {
    /// Degrees north, -90 to 90.
    public let latitude: Double
    /// Degrees east, -180 to 180.
    public let longitude: Double

    /// The coordinates on the unit sphere.
    let x: Double
    let y: Double
    let z: Double

    /// The mean radius of the earth in kilometres (International Union of Geodesy and Geophysics).
    static let radius = 6_371.008_8

    /// Makes a point; nil when an angle is no number or out of its range.
    ///
    /// - Parameters:
    ///   - latitude: degrees north, -90 to 90, both inclusive.
    ///   - longitude: degrees east, -180 to 180, both inclusive.
    public init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
        let north = latitude * .pi / 180
        let east = longitude * .pi / 180
        x = cos(north) * cos(east)
        y = cos(north) * sin(east)
        z = sin(north)
    }

    /// The middle of the field of a grid in which the point lies: a field is 1.1 km from south to north, and from west to
    /// east never less than 1 km where people live (up to 63 degrees, at which 0.02 degrees are 1 km).
    public var coarse: MapPoint {
        func middle(_ degrees: Double, _ step: Double) -> Double {
            ((degrees / step).rounded(.down) + 0.5) * step
        }
        return MapPoint(
            latitude: min(max(middle(latitude, 0.01), -90), 90),
            longitude: min(max(middle(longitude, 0.02), -180), 180)) ?? self
    }

    /// The great-circle distance to another point, in kilometres.
    public func kilometres(to other: MapPoint) -> Double {
        Self.kilometres(squaredChord: squaredChord(to: other))
    }

    /// The great-circle distance for the square of the straight line through the unit sphere, in kilometres.
    static func kilometres(squaredChord: Double) -> Double {
        let half = squaredChord.squareRoot() / 2
        // Within 250 km the series is exact to a tenth of a millimetre, and ten times as fast.
        if half < 0.02 {
            let square = half * half
            return 2 * radius * half * (1 + square * (1.0 / 6 + square * (3.0 / 40)))
        }
        return 2 * radius * asin(min(1, half))
    }

    /// The square of the straight line through the sphere: grows with the distance, and is cheaper.
    func squaredChord(to other: MapPoint) -> Double {
        let (east, side, up) = (x - other.x, y - other.y, z - other.z)
        return east * east + side * side + up * up
    }
}
