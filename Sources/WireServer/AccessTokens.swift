// Who may ask, when the server can be reached by others. Comparison takes the same time for every
// wrong token, so that its length of agreement cannot be measured from outside.

internal import Glibc

/// The tokens of `--auth-file`.
struct AccessTokens: Sendable {
  private let tokens: [[UInt8]]

  /// Reads a file of tokens, one a line; empty lines and `#` lines are left out.
  init(file path: String) throws(ServerError) {
    let content: [UInt8]?
    do throws(SystemError) {
      content = try Self.readPrivate(path)
    } catch {
      throw ServerError(error, subject: path)
    }
    guard let content else { throw ServerError(Messages.authFileOpen(path)) }
    try self.init(content, path: path)
  }

  /// The bytes of a file; nil when others can read it too.
  private static func readPrivate(_ path: String) throws(SystemError) -> [UInt8]? {
    let descriptor = try SystemCalls.openToRead(path)
    defer { SystemCalls.close(descriptor) }
    guard try SystemCalls.status(descriptor).st_mode & 0o077 == 0 else { return nil }
    return try SystemCalls.readAll(descriptor, limit: 1 << 20)
  }

  /// Reads the content of such a file.
  init(_ bytes: [UInt8], path: String) throws(ServerError) {
    var tokens: [[UInt8]] = []
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let token = line.last == 0x0D ? line.dropLast() : line
      if token.isEmpty || token.first == UInt8(ascii: "#") { continue }
      guard (16...256).contains(token.count), token.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
        throw ServerError(Messages.authFileBad(path, line: index + 1))
      }
      tokens.append(Array(token))
    }
    guard !tokens.isEmpty else { throw ServerError(Messages.authFileEmpty(path)) }
    self.tokens = tokens
  }

  /// Whether `candidate` is one of them.
  func contain(_ candidate: [UInt8]) -> Bool {
    var isFound = false
    for token in tokens where Self.areEqual(token, candidate) { isFound = true }
    return isFound
  }

  /// Looks at every byte of `token` whatever the candidate is.
  private static func areEqual(_ token: [UInt8], _ candidate: [UInt8]) -> Bool {
    var difference: UInt8 = token.count == candidate.count ? 0 : 1
    for index in token.indices {
      difference |= token[index] ^ (index < candidate.count ? candidate[index] : 0)
    }
    return difference == 0
  }
}
