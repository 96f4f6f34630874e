// The sentences of this module, side by side: hints on the wire, refusals to start, log notes.

enum Messages {
  static let takesNothing = "takes no argument"
  static let helloVersion = "hello mea/1"
  static let helloField = "write key=value, with quotes around spaces"
  static let cancelForm = "cancel or cancel @tag"
  static let killForm = "kill ID, as clients shows it"
  static let authForm = "auth TOKEN"
  static let authFirst = "say auth TOKEN first"
  static let unfinishedLine = "a request ends with a line feed"
  static let tagPending = "this tag is still waiting for its reply"
  static let emptyRequest = "write a query after the tag, or help"
  static let notHTTP = "this is mea/1, a line protocol; try mea --connect"
  static let notTLS = "TLS is not spoken here; put stunnel or haproxy in front"

  static func openBind(_ address: String) -> String {
    "\(address) can be reached by other machines: give --auth-file FILE, or --allow-open"
  }
  static func openMetrics(_ address: String) -> String {
    "\(address) can be reached by other machines and metrics have no tokens: give --allow-open"
  }
  static func openAdmin(_ address: String) -> String {
    "\(address): the operator's words need a Unix socket with a file, for its mode"
  }
  static func needsNumber(_ host: String) -> String {
    "\(host) is not an IP address; listen on one, or on localhost"
  }
  static func callFailed(_ call: String, _ subject: String, _ reason: String) -> String {
    "\(subject): \(call): \(reason)"
  }
  static func notSocket(_ path: String) -> String {
    "\(path) exists and is not a socket; it is left as it is"
  }
  static func socketInUse(_ path: String) -> String { "\(path) is in use by another server" }
  static func authFileOpen(_ path: String) -> String {
    "\(path) can be read by others; its mode must be 0600"
  }
  static func authFileBad(_ path: String, line: Int) -> String {
    "\(path):\(line): a token is 16 to 256 printable characters without spaces"
  }
  static func authFileEmpty(_ path: String) -> String { "\(path) holds no token" }
}
