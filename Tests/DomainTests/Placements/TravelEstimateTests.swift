import Testing

@testable import Domain

@Suite("Travel")
struct TravelEstimateTests {
    private func rules() throws -> TravelRules { try PairFixture.rules().rules.travel }

    @Test(
        "distances agree with published ones",
        arguments: [
            // Great-circle distances of these coordinates, rounded to the kilometre.
            (51.5074, -0.1278, 48.8566, 2.3522, 344.0), (52.1936, -2.2216, 52.4862, -1.8904, 39.6),
            (0, 179.5, 0, -179.5, 111.2), (89.9, 0, 89.9, 180, 22.2),
        ])
    func distance(_ north: Double, _ east: Double, _ north2: Double, _ east2: Double, _ expected: Double)
        throws
    {
        let first = try #require(MapPoint(latitude: north, longitude: east))
        let second = try #require(MapPoint(latitude: north2, longitude: east2))
        #expect(abs(first.kilometres(to: second) - expected) < 1)
        #expect(first.kilometres(to: second) == second.kilometres(to: first))
        #expect(first.kilometres(to: first) == 0)
    }

    @Test("short distances are reckoned as long ones are")
    func series() {
        for half in stride(from: 0.000_001, to: 0.021, by: 0.000_037) {
            let kilometres = MapPoint.kilometres(squaredChord: 4 * half * half)
            // The length of the arc over its chord, by the tangent.
            let arc = 2 * 6_371.008_8 * half.arcSine
            #expect(abs(kilometres - arc) < 0.000_001)
        }
    }

    @Test(
        "angles that are none are no place",
        arguments: [
            (91.0, 0.0), (-90.1, 0), (0, 180.5), (.nan, 0), (0, .infinity),
        ])
    func outside(latitude: Double, longitude: Double) {
        #expect(MapPoint(latitude: latitude, longitude: longitude) == nil)
    }

    @Test("minutes are the detour at the speed plus what every journey takes, rounded up")
    func minutes() throws {
        let car = try rules().car
        #expect(TravelEstimate.minutes(kilometres: 0, car) == 5)
        // 10 km, 13 on the road, at 50 an hour: 15.6 minutes.
        #expect(TravelEstimate.minutes(kilometres: 10, car) == 21)
        #expect(TravelEstimate.minutes(kilometres: 10, try rules().publicTransport) == 45)
        #expect(TravelEstimate.minutes(kilometres: .infinity, car) == 1_445)
    }

    @Test("a measured value wins over the estimate, and the mode follows the car")
    func given() throws {
        let home = MapPoint(latitude: 52.19, longitude: -2.22)
        let place = MapPoint(latitude: 52.39, longitude: -2.22)
        let rules = try rules()
        func estimate(_ hasCar: Bool, _ given: TravelEstimate.Given = .nothing, known: Bool = true)
            -> TravelEstimate
        {
            TravelEstimate(from: known ? home : nil, to: place, hasCar: hasCar, given: given, rules: rules)
        }
        #expect((estimate(true).mode, estimate(true).isGiven) == (.car, false))
        #expect((estimate(false).mode, estimate(false).isGiven) == (.publicTransport, false))
        #expect(estimate(true, .init(car: 7, publicTransport: 9)).minutes == 7)
        #expect(estimate(false, .init(car: 7, publicTransport: 9)).minutes == 9)
        #expect(estimate(false, .init(car: 7)).minutes == estimate(false).minutes)
        let busOnly = estimate(true, .init(publicTransport: 9))
        #expect((busOnly.minutes, busOnly.mode, busOnly.isGiven) == (9, .publicTransport, true))
        #expect(estimate(true, known: false).minutes == nil)
        #expect(estimate(true, .init(car: 7), known: false).minutes == 7)
        #expect(TravelEstimate.method(rules).contains("by car at 50 km an hour over 130 %"))
    }
}

extension Double {
    /// The arc sine of a small number, term by term until nothing more is added.
    fileprivate var arcSine: Double {
        var (term, sum, step) = (self, self, 1.0)
        while abs(term) > 1e-20 {
            term *= self * self * step * step / ((step + 1) * (step + 2))
            sum += term
            step += 2
        }
        return sum
    }
}
