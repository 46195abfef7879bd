/// The reference of a round: `CONTRACT/NO`, as in `PLY-OSW-2022/1`.
public struct RoundReference: Sendable, Hashable, CustomStringConvertible {
    /// The reference of the contract.
    public let contract: String
    /// The number of the round in its contract, from 1.
    public let number: Int

    /// Puts a reference together.
    public init(contract: String, number: Int) {
        self.contract = contract
        self.number = number
    }

    /// Reads `CONTRACT/NO`.
    ///
    /// - Throws: `badData` when the text is of another form.
    public init(_ text: String) throws(ServiceError) {
        guard let slash = text.lastIndex(of: "/"), slash > text.startIndex,
            let number = Int(text[text.index(after: slash)...]), number >= 1, number <= Int(Int16.max)
        else {
            throw .badData(
                "\"\(text)\" is not the reference of a round; write the contract, a slash and the number, as in PLY-OSW-2022/1."
            )
        }
        self.init(contract: String(text[..<slash]), number: number)
    }

    /// `CONTRACT/NO`.
    public var description: String { "\(contract)/\(number)" }
}
