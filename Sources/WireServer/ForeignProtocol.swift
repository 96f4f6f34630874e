// What a browser or a probe says first. It is recognized so that nothing behind it runs: a web
// page can make a browser send such lines to a port of its own machine, with a body of its choice.

/// Recognizes requests of protocols that are not ours.
enum ForeignProtocol {
  private static let starts = [
    "GET ", "POST ", "PUT ", "HEAD ", "OPTIONS ", "CONNECT ", "DELETE ", "PATCH ", "TRACE ", "PRI ",
    "Host:",
  ].map { Array($0.utf8) }

  /// Whether a first line, or its first bytes, is of an HTTP request.
  static func isHTTP(_ line: ArraySlice<UInt8>) -> Bool {
    if starts.contains(where: { line.starts(with: $0) }) { return true }
    // Any method: capital letters, one target, HTTP/.
    let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
    return parts[0].allSatisfy { (0x41...0x5A).contains($0) } && parts[2].starts(with: "HTTP/".utf8)
  }
}
