import CLibPQ

extension ConnectionCore {
    func abandonCopyOut() {
        copyOutToken = nil
        activity = .idle
    }
}
