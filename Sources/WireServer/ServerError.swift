// Why a server does not start, or a reload keeps the old data: sentences for the operator.

/// The server cannot start; `reason` is one line for the operator.
public struct ServerError: Error, Equatable, Sendable {
  /// What was tried and why it failed.
  public let reason: String

  init(_ reason: String) { self.reason = reason }

  init(_ error: SystemError, subject: String) {
    reason = Messages.callFailed(error.call, subject, error.reason)
  }
}

/// New data could not be taken over; `reason` is one line for `status` and the log.
public struct ReloadError: Error, Equatable, Sendable {
  /// What is wrong with the data, best with file, line and column.
  public let reason: String

  /// A reason in one line.
  public init(_ reason: String) { self.reason = reason }
}
