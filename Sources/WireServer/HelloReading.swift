// `hello mea/1 [client=…] [format=…] [lang=…] [width=…]`: read as a whole before any of it acts, so that a
// hello that is refused changes nothing.

internal import WireProtocol

/// What a hello asks for, or why it is refused.
struct HelloReading {
  private(set) var format: String?
  private(set) var language: String?
  /// Columns for tables.
  private(set) var width: Int?
  private(set) var client: String?
  /// Set when the hello is refused.
  private(set) var refusal: Status?

  /// Reads `bytes[text]` from behind the word hello.
  init(_ bytes: [UInt8], _ text: Range<Int>, from start: Int, _ service: any QueryService) {
    var reader = FieldReader(bytes, in: start..<text.upperBound)
    func at(_ index: Int) -> String { String(index - text.lowerBound + 1) }
    guard case .word(let versions)? = reader.next() else {
      let fields: Fields = ["at": at(reader.partStart), "hint": Messages.helloVersion]
      refusal = .refused(.syntax, fields)
      return
    }
    guard versions.split(separator: ",").contains("mea/1") else {
      refusal = .refused(.version, ["near": String(versions.prefix(40)), "supported": "mea/1"])
      return
    }
    while let part = reader.next() {
      guard take(part, service) else {
        refusal = Self.unknown(part, at: at(reader.partStart))
        return
      }
    }
    guard reader.isAtEnd else {
      refusal = .refused(.syntax, ["at": at(reader.partStart), "hint": Messages.helloField])
      return
    }
  }

  /// Takes one part; false when it is not understood.
  private mutating func take(_ part: FieldReader.Part, _ service: any QueryService) -> Bool {
    switch part {
    case .word: return false
    case .pair("client", let name): client = String(name.prefix(64))
    case .pair("format", let name):
      guard service.knowsFormat(name) else { return false }
      format = name
    case .pair("lang", let name):
      guard service.knowsLanguage(name) else { return false }
      language = name
    case .pair("width", let text):
      guard let columns = Int(text), (1...10_000).contains(columns) else { return false }
      width = columns
    // A newer client may say more than this server knows.
    case .pair: break
    }
    return true
  }

  private static func unknown(_ part: FieldReader.Part, at: String) -> Status {
    switch part {
    case .word(let text):
      .refused(.syntax, ["at": at, "near": String(text.prefix(40)), "hint": Messages.helloField])
    case .pair(let key, let value):
      .refused(.syntax, ["at": at, "near": String("\(key)=\(value)".prefix(40))])
    }
  }
}
