// What a connection may say, chosen by the address it came in on and never by what it says.

/// The language of a connection.
public enum SessionRole: Sendable {
  /// mea/1, for everyone.
  case query
  /// HTTP, and of it `GET /metrics` alone.
  case metrics
  /// mea/1 with the operator's words instead of queries.
  case admin
}
