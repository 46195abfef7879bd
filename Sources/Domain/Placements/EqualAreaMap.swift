/// A flat map of some points on which equal areas are equal: Lambert's cylindrical projection, true to scale at the
/// middle latitude of the points.
///
/// Over a county, shapes and distances are true to about one part in a thousand as well. Longitudes are not wrapped, so
/// points on both sides of 180° are drawn apart.
public struct EqualAreaMap: Sendable {
    /// From west to east, in kilometres at the middle latitude.
    public let width: Double
    /// From north to south, in kilometres at the middle latitude.
    public let height: Double

    private let west: Double
    private let northernSine: Double
    private let middleCosine: Double

    /// Makes the map that shows all of some points; nil when there are none.
    public init?(_ points: [MapPoint]) {
        guard let first = points.first else { return nil }
        var (west, east) = (first.longitude, first.longitude)
        var (south, north) = (first.z, first.z)
        for point in points {
            west = min(west, point.longitude)
            east = max(east, point.longitude)
            south = min(south, point.z)
            north = max(north, point.z)
        }
        let middleSine = (south + north) / 2
        // At the poles the scale along the circles of latitude is lost; nobody is placed there.
        middleCosine = max(0.05, (1 - middleSine * middleSine).squareRoot())
        self.west = west
        northernSine = north
        width = Self.kilometres(degrees: east - west) * middleCosine
        height = (north - south) * MapPoint.radius / middleCosine
    }

    /// Where a point lies, in kilometres from the north-western corner.
    public func position(of point: MapPoint) -> (east: Double, south: Double) {
        (
            Self.kilometres(degrees: point.longitude - west) * middleCosine,
            (northernSine - point.z) * MapPoint.radius / middleCosine
        )
    }

    private static func kilometres(degrees: Double) -> Double { degrees * .pi / 180 * MapPoint.radius }
}
