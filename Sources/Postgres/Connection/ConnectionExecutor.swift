/// Runs the jobs of one connection one after the other, where blocking is allowed.
///
/// The connection knows no more of it than this, so that threads can be exchanged for another mechanism.
protocol ConnectionExecutor: SerialExecutor {
    /// Lets the executor end once the jobs that it has are done.
    func stop()
}
