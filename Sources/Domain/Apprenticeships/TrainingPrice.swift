/// What training costs, and who pays: funding pays no more than the band of the standard, and the employer the rest.
public struct TrainingPrice: Sendable, Hashable {
    /// What it costs, in pence.
    public let pence: Int
    /// What funding pays of it, in pence.
    public let fundingPays: Int

    /// Divides a price.
    ///
    /// - Parameter band: the most that funding pays, in pence; nil where it is not known, so that funding is taken to pay
    ///   everything.
    public init(_ pence: Int, band: Int?) {
        self.pence = pence
        fundingPays = min(pence, band ?? pence)
    }

    /// What the employer pays besides, in pence.
    public var employerPays: Int { pence - fundingPays }
}
