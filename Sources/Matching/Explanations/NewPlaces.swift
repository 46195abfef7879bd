/// The lightest set of new places with which everybody who has an acceptable pair is placed, and what comes of it.
public struct NewPlaces: Sendable, Hashable {
    /// How many new places a setting gets.
    public struct Setting: Sendable, Hashable {
        /// The setting.
        public let setting: Int32
        /// The new places.
        public let places: Int
    }

    /// The settings that get new places, rising.
    public let settings: [Setting]
    /// The sum of the weights of all new places.
    public let weight: Int
    /// What the assignment with the new places costs, locked students included; the least for this weight.
    public let objective: Objective
    /// The setting of each student, or −1.
    public let assignment: [Int32]

    /// The number of new places.
    public var count: Int { settings.reduce(0) { $0 + $1.places } }
}
