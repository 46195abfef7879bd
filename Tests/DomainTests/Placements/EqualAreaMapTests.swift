import Domain
import Foundation
import Testing

/// The flat map: equal areas, true to scale where the points are.
@Suite struct EqualAreaMapTests {
    private func point(_ latitude: Double, _ longitude: Double) throws -> MapPoint {
        try #require(MapPoint(latitude: latitude, longitude: longitude))
    }

    @Test func distancesOverACountyAreTrueToAPartInAThousand() throws {
        // Redditch, Malvern, Worcester, Tenbury Wells.
        let points = [
            try point(52.306, -1.946), try point(52.112, -2.326), try point(52.192, -2.221),
            try point(52.311, -2.594),
        ]
        let map = try #require(EqualAreaMap(points))
        for one in points {
            for other in points where one != other {
                let (here, there) = (map.position(of: one), map.position(of: other))
                let (east, south) = (here.east - there.east, here.south - there.south)
                let drawn = (east * east + south * south).squareRoot()
                let truth = one.kilometres(to: other)
                #expect(abs(drawn - truth) < truth / 300, "\(drawn) for \(truth) km")
            }
        }
    }

    @Test func northIsUpAndEveryPointIsInside() throws {
        let points = [try point(50.3, -4.2), try point(50.6, -3.4), try point(50.4, -4.4)]
        let map = try #require(EqualAreaMap(points))
        #expect(map.position(of: points[1]).south == 0, "the northernmost")
        #expect(map.position(of: points[2]).east == 0, "the westernmost")
        for point in points {
            let (east, south) = map.position(of: point)
            #expect((0...map.width).contains(east) && (0...map.height).contains(south))
        }
    }

    @Test func cellsOfOneSizeOnTheEarthAreOfOneSizeOnTheMap() throws {
        let map = try #require(EqualAreaMap([try point(50, -5), try point(58, 1)]))
        // Strips between sines with equal steps have equal areas on a sphere.
        let sines = [0.78, 0.80, 0.82, 0.84]
        let souths = try sines.map { sine in
            map.position(of: try point(asin(sine) * 180 / .pi, -2)).south
        }
        let heights = zip(souths, souths.dropFirst()).map { $0 - $1 }
        for height in heights { #expect(abs(height - heights[0]) < 1e-6) }
    }

    @Test func onePointOrNoneIsNoFailure() throws {
        #expect(EqualAreaMap([]) == nil)
        let map = try #require(EqualAreaMap([try point(52, -2), try point(52, -2)]))
        #expect(map.width == 0 && map.height == 0)
        let pole = try #require(EqualAreaMap([try point(90, 0), try point(90, 90)]))
        #expect(pole.width.isFinite && pole.height.isFinite)
    }
}
