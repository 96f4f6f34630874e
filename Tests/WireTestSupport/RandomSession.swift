// What a client might send: good requests, and good requests that something happened to. The seed
// decides all of it, so a session that breaks something can be sent again.

internal import SeededNumbers

/// The bytes of one session.
public struct RandomSession {
  /// All that is sent.
  public private(set) var bytes: [UInt8] = []
  private var random: SplitMix64

  /// The session of a seed; `queries` are good texts for the service it is sent to.
  public init(seed: UInt64, queries: [String]) {
    random = SplitMix64(seed: seed)
    let isClean = random.once(in: 3)
    for number in 0..<(1 + random.below(30)) {
      var line = line(number, queries)
      if !isClean, random.once(in: 3) { mutate(&line) }
      bytes += line
    }
    if !isClean, random.once(in: 3) {
      var all = bytes
      mutate(&all)
      bytes = all
    }
    if random.once(in: 4) { bytes.removeLast(min(bytes.count, 1 + random.below(3))) }
  }

  /// The bytes in pieces, cut at places of this session's own.
  public func pieces() -> [ArraySlice<UInt8>] {
    var random = self.random
    let most = random.pick(bytes.count < 4_000 ? [1, 7, 100, 1_000] : [1_000, 10_000, 100_000])
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + 1 + random.below(most))
      pieces.append(bytes[start..<end])
      start = end
    }
    return pieces
  }

  /// Good texts for `RoteService`.
  public static let roteQueries = [
    "echo a b", "echo ç 北", "huge 300", "flat 200", "half", "text", "settings",
    "nothing",
  ]

  /// Good texts for the graph of this repository.
  public static let graphQueries = [
    "link CBD and UNFCCC", "link Basel and Minamata as-of 2012 as json limit 3", "show BLG",
    "show 生物多样性公约 lang fr,en", "lineage \"CBD XI/6\" as tree", "near BLG as dot",
    "paths WWF to BLG shortest 3", "list Memorandum as jsonl", "list any limit 2000 as table",
    "match ?c a Convention, ?c represented_in ?b return ?b, count(?c) order by ?b",
    "match ?a any ?b, ?c any ?d, ?e any ?f limit 100000 within 20 ms", "find mercury", "find 移动电话",
    "why IPPC any BLG", "origin \"CBD XI/6\" and \"CBD X/20\"", "run shared-bodies a=CITES b=CMS",
    "run", "link CBD and UNFCC explain", "near CBD depth 2 as graphml",
    "show CBD as ttl with sources",
  ]

  private static let words = [
    "ping", "PING", "status", "metrics", "capabilities", "queries", "help", "help link",
    "help nothing", "hello mea/1", "hello mea/1 format=json lang=fr client=\"a b\"",
    "hello mea/1,mea/2 width=80", "hello mea/9", "complete li", "complete link \"C", "cancel",
    "auth abcdefghijklmnop", "# a remark", "", "   ", "GET / HTTP/1.1", "reload", "stop",
  ]

  private mutating func line(_ number: Int, _ queries: [String]) -> [UInt8] {
    var text = random.once(in: 3) ? random.pick(Self.words) : random.pick(queries)
    if random.once(in: 25) { text = "cancel @t\(random.below(number + 1))" }
    if random.once(in: 60) { text = "quit" }
    if random.once(in: 2) { text = "@t\(number) " + text }
    if random.once(in: 200) { text += String(repeating: "x", count: 65_000 + random.below(1_000)) }
    return Array(text.utf8) + (random.once(in: 8) ? [0x0D, 0x0A] : [0x0A])
  }

  /// Something that can happen to bytes.
  private mutating func mutate(_ bytes: inout [UInt8]) {
    for _ in 0..<(1 + random.below(3)) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      let end = place + 1 + random.below(min(20, bytes.count - place))
      switch random.below(7) {
      case 0: bytes[place] ^= UInt8(1 << random.below(8))
      case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 4: bytes.swapAt(place, random.below(bytes.count))
      case 5: bytes.insert(contentsOf: random.pick(Self.nasty), at: place)
      default: bytes.insert(contentsOf: bytes.suffix(end - place), at: place)
      }
    }
  }

  private static let nasty: [[UInt8]] = [
    [0x00], [0x0A], [0x0D], [0x1B, 0x5D], [0x7F], [0xC2, 0x9B], [0xC0, 0xAF], [0xEF, 0xBB, 0xBF],
    [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], Array("@".utf8), Array(" @a ".utf8),
    Array("\"".utf8), Array("\\".utf8), Array("(((((((((((((((((".utf8), Array("\n@t1 ping\n".utf8),
    Array("99999999999999999999".utf8), [0x16, 0x03, 0x01], Array("\u{202E}ç北\u{301}".utf8),
  ]
}
