/// Work on many things in several lanes, told of in the order of the things.
public enum Lanes {
    /// Works on some things at a time, each lane on one.
    ///
    /// - Parameters:
    ///   - lanes: how many at a time; a database is asked over as many connections.
    ///   - work: what is done with each.
    ///   - told: called with what came of each, in the order of the things, as soon as those before it are done.
    /// - Throws: the first failure, in the order of the things; what has not begun is then left, and nothing further told.
    public static func run<Item: Sendable, Done: Sendable, Failure: Error>(
        _ items: [Item], lanes: Int, _ work: @escaping @Sendable (Item) async throws(Failure) -> Done,
        told: (Done) -> Void
    ) async throws(Failure) {
        let result: Result<Void, Failure> = await withTaskGroup(
            of: (place: Int, done: Result<Done, Failure>).self
        ) { group in
            var next = 0
            func startNext() {
                guard next < items.count else { return }
                let (place, item) = (next, items[next])
                next += 1
                group.addTask {
                    do throws(Failure) {
                        return (place, .success(try await work(item)))
                    } catch {
                        return (place, .failure(error))
                    }
                }
            }
            for _ in 0..<max(1, lanes) { startNext() }
            var waiting: [Int: Result<Done, Failure>] = [:]
            var following = 0
            for await (place, done) in group {
                waiting[place] = done
                do throws(Failure) {
                    while let ready = waiting.removeValue(forKey: following) {
                        following += 1
                        told(try ready.get())
                    }
                } catch {
                    group.cancelAll()
                    return .failure(error)
                }
                startNext()
            }
            return .success(())
        }
        try result.get()
    }
}
