// Where a server listens and a client connects: one way to write it for both.

/// `HOST:PORT`, `[IPv6]:PORT` or `unix:PATH`.
public enum Address: Equatable, Sendable, CustomStringConvertible {
  case tcp(host: String, port: UInt16)
  /// A path, or `@name` in Linux' abstract namespace.
  case unix(String)

  /// The port that is meant when none is written.
  public static let defaultPort: UInt16 = 7117

  /// Reads an address; nil when it is none.
  public init?(_ text: String) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      // sun_path holds 108 bytes, the last of them NUL.
      guard !path.isEmpty, path.utf8.count < 108, !path.utf8.contains(0) else { return nil }
      self = .unix(path)
      return
    }
    guard let (host, port) = Self.split(text), !host.isEmpty else { return nil }
    guard host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    guard let port else {
      self = .tcp(host: host, port: Self.defaultPort)
      return
    }
    guard !port.isEmpty, port.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt16(port)
    else { return nil }
    self = .tcp(host: host, port: number)
  }

  /// The address as it is written.
  public var description: String {
    switch self {
    case .unix(let path): "unix:\(path)"
    case .tcp(let host, let port):
      host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
  }

  /// Whether only this machine can reach it, as far as the text tells.
  public var isLocal: Bool {
    switch self {
    case .unix: true
    case .tcp(let host, _): host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
  }

  private static func split(_ text: String) -> (host: String, port: String?)? {
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { return nil }
      let host = String(text[text.index(after: text.startIndex)..<close])
      let rest = text[text.index(after: close)...]
      guard !rest.isEmpty else { return (host, nil) }
      return rest.hasPrefix(":") ? (host, String(rest.dropFirst())) : nil
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return (text, nil)
    case 2: return (String(parts[0]), String(parts[1]))
    // A bare IPv6 address leaves open where the port begins.
    default: return nil
    }
  }
}
