extension EditableFlow {
    /// Finds the lightest set of new places with which everybody who has an acceptable pair is placed.
    ///
    /// In this order: as few unplaced as can be, the least weight, then the least problems, rank and travel. The flow
    /// itself does not change. Students stay unplaced only if no setting of theirs may get a place.
    ///
    /// - Parameter weights: what a new place at each setting weighs, 1 or more; nil where none can be had. Closed
    ///   settings with a weight may open.
    /// - Returns: nil if the number of weights is wrong or one is below 1.
    /// - Throws: ``FlowError/costOverflow`` if the weights are too large.
    public func smallestNewPlaces(weights: [Int?]) throws(FlowError) -> NewPlaces? {
        guard weights.count == settingCount, weights.allSatisfy({ ($0 ?? 1) >= 1 }) else { return nil }
        let found = try flow.newPlaces(weights: weights)
        let lockedPart = objective - flow.objective
        var assignment = found.assignment
        for (student, setting) in decisions.locks { assignment[Int(student)] = setting }
        let settings = found.places.indices.filter { found.places[$0] > 0 }.map {
            NewPlaces.Setting(setting: Int32($0), places: found.places[$0])
        }
        return NewPlaces(
            settings: settings,
            weight: settings.reduce(0) { $0 + $1.places * (weights[Int($1.setting)] ?? 0) },
            objective: found.objective + lockedPart, assignment: assignment)
    }
}
