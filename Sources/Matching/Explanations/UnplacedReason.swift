/// Why a student has no place.
public enum UnplacedReason: Sendable, Hashable {
    /// No setting is acceptable, or all that are have no places.
    case noAcceptablePlace
    /// The student is one of a set that has too few places. No smaller part of the set lacks places.
    case notEnoughPlaces(HallSet)
}
