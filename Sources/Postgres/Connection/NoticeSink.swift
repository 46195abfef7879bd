import CLibPQ
import Logging

/// Takes the server's notices to the logger.
final class NoticeSink {
    let logger: Logger
    /// How many have come in.
    private(set) var count = 0

    init(logger: Logger) { self.logger = logger }

    /// Directs the notices of a connection here; the sink must live as long as the connection.
    func attach(to connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                Unmanaged<NoticeSink>.fromOpaque(context).takeUnretainedValue().take(result)
            },
            Unmanaged.passUnretained(self).toOpaque())
    }

    private func take(_ result: OpaquePointer) {
        count += 1
        let severity = ResultFields.string(result, .severity) ?? "NOTICE"
        let message = ResultFields.string(result, .message) ?? ""
        let level: Logger.Level =
            switch severity {
            case "WARNING": .warning
            case "NOTICE", "INFO": .info
            default: .debug
            }
        logger.log(
            level: level, "\(message)",
            metadata: [
                "severity": "\(severity)", "sqlstate": "\(ResultFields.string(result, .sqlState) ?? "")",
            ])
    }
}
