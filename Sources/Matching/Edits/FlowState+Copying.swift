extension FlowState {
    /// The same memory again.
    static func copy<Element>(
        _ buffer: UnsafeMutableBufferPointer<Element>
    ) -> UnsafeMutableBufferPointer<Element> {
        let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: buffer.count)
        _ = copy.initialize(fromContentsOf: buffer)
        return copy
    }
}
