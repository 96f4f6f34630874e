// The other language: just enough HTTP for Prometheus. One request a connection; what is not
// exactly GET /metrics is told so, and nothing of it is looked at further.

internal import WireProtocol

extension Session {
  /// The most lines of a request, its header fields among them.
  private static let headLimit = 64

  /// Reads one more line of an HTTP request; false when there is none.
  mutating func readHTTPLine() -> Bool {
    guard phase == .reading else { return false }
    guard let event = framing.next() else {
      if inputEnded { finish() }
      return inputEnded
    }
    guard case .line(let range) = event, framing.lineCount <= Self.headLimit else {
      respond("431 Request Header Fields Too Large")
      return true
    }
    if httpAnswer == nil {
      httpAnswer = Self.answer(to: String(decoding: framing.buffer[range], as: UTF8.self))
    } else if range.isEmpty, let answer = httpAnswer {
      respond(answer)
    }
    return true
  }

  /// The status for a request line.
  private static func answer(to line: String) -> String {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return "400 Bad Request" }
    guard words[0] == "GET" else { return "405 Method Not Allowed" }
    let path = words[1].prefix { $0 != "?" }
    return path == "/metrics" ? "200 OK" : "404 Not Found"
  }

  private mutating func respond(_ answer: String) {
    let isFound = answer.hasPrefix("200")
    let body = isFound ? state.metricsText() : Array("\(answer)\n".utf8)
    let kind = isFound ? "text/plain; version=0.0.4; charset=utf-8" : "text/plain; charset=utf-8"
    var head = "HTTP/1.1 \(answer)\r\nContent-Type: \(kind)\r\nContent-Length: \(body.count)\r\n"
    if answer.hasPrefix("405") { head += "Allow: GET\r\n" }
    head += "Connection: close\r\n\r\n"
    output.append {
      $0.append(contentsOf: head.utf8)
      $0.append(contentsOf: body)
    }
    finish()
  }
}
