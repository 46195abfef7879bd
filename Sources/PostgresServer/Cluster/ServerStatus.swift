/// What a look at the files and processes of Berth's own server shows.
public enum ServerStatus: Sendable, Equatable {
    /// A server runs and accepts connections; `pid` is its main process, `version` the major version of the data.
    case running(pid: Int32, version: String)
    /// A server is coming up, going down or recovering.
    case busy(pid: Int32)
    /// No server runs; the data, if there are any, were closed properly.
    case stopped
    /// No server runs, but the last one did not end properly; starting recovers it.
    case crashed
    /// This user may not look; the text says at what.
    case unreadable(String)
}
