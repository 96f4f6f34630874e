// The words that say why a request was not answered as typed. They are the stable part of the
// protocol: programs act on them, so none is ever renamed, translated or given a second meaning.

/// Why a request was refused or its answer is not whole (protocol.md, point 11).
public enum CodeWord: String, CaseIterable, Sendable {
  case syntax = "SYNTAX"
  case unknownCommand = "UNKNOWN-COMMAND"
  case unknownName = "UNKNOWN-NAME"
  case ambiguousName = "AMBIGUOUS-NAME"
  case unknownRelation = "UNKNOWN-RELATION"
  case type = "TYPE"
  case param = "PARAM"
  case notFound = "NOT-FOUND"
  case limit = "LIMIT"
  case timeout = "TIMEOUT"
  case cancelled = "CANCELLED"
  case busy = "BUSY"
  case loading = "LOADING"
  case shutdown = "SHUTDOWN"
  case tooLong = "TOO-LONG"
  case encoding = "ENCODING"
  case notHTTP = "NOT-HTTP"
  case notTLS = "NOT-TLS"
  case auth = "AUTH"
  case denied = "DENIED"
  case version = "VERSION"
  case unsupported = "UNSUPPORTED"
  case `internal` = "INTERNAL"
}
