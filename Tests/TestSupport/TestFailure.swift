/// Says why a test could not be set up.
public struct TestFailure: Error, CustomStringConvertible {
    /// What is wrong and what to do.
    public let description: String

    /// Makes a failure from its sentence.
    public init(_ description: String) { self.description = description }
}
