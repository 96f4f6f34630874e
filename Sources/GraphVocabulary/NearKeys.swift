// What may have been meant. Edit distance for alphabets, shared pairs of characters for Chinese
// (edit distance says nothing of words two characters long), and nothing for digits alone: 25/5
// and 25/6 are near and mean nothing to each other.

internal import Bytes
internal import GraphStore

/// Suggestions for a name that nobody bears.
struct NearKeys {
  private let key: [UInt8]
  private let isWide: Bool
  private let bound: Int
  private let pairsOfKey: Set<UInt64>
  /// The nearest by now, in order.
  private var hits: [(term: TermID, distance: Int)] = []

  private static let mostHits = 5

  /// A search for what is near to a folded name; nil when nothing can be.
  init?(_ key: [UInt8]) {
    guard key.contains(where: { !NearKeys.isDigitLike($0) }) else { return nil }
    self.key = key
    isWide = key.contains { $0 >= 0xE3 }
    bound = key.count <= 5 ? 1 : 2
    pairsOfKey = isWide ? NearKeys.pairs(key) : []
  }

  /// Considers a term's folded name.
  mutating func consider(_ term: TermID, _ candidate: some Collection<UInt8>) {
    guard
      let distance =
        isWide
        ? NearKeys.pairDistance(pairsOfKey, candidate) : NearKeys.edits(key, candidate, bound)
    else { return }
    if let known = hits.firstIndex(where: { $0.term == term }) {
      guard distance < hits[known].distance else { return }
      hits.remove(at: known)
    }
    let place = hits.firstIndex { (distance, term) < ($0.distance, $0.term) } ?? hits.count
    guard place < NearKeys.mostHits else { return }
    if hits.count == NearKeys.mostHits { hits.removeLast() }
    hits.insert((term, distance), at: place)
  }

  /// The terms with the nearest names, the nearest first.
  var nearest: [TermID] { hits.map(\.term) }

  /// The terms with the nearest keys, at most five, the nearest first.
  static func nearest<Keys: Collection<UInt8>>(
    to key: [UInt8], among named: some Sequence<(term: TermID, keys: [Keys])>
  ) -> [TermID] {
    guard var search = NearKeys(key) else { return [] }
    for (term, keys) in named {
      for candidate in keys { search.consider(term, candidate) }
    }
    return search.nearest
  }

  private static func isDigitLike(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
      UInt8(ascii: " "):
      true
    default: false
    }
  }

  /// Insertions, deletions, replacements and swaps of neighbours from one to the other; nil above
  /// the bound.
  ///
  /// A candidate that merely continues the key counts as one edit.
  static func edits(
    _ key: [UInt8], _ candidate: some Collection<UInt8>, _ bound: Int
  ) -> Int? {
    if candidate.count > key.count, key.count >= 4, candidate.starts(with: key) { return 1 }
    guard abs(candidate.count - key.count) <= bound else { return nil }
    return editDistance(key, Array(candidate), limit: bound)
  }

  /// How few pairs of characters two names share, 0 to 100; nil when less than half are shared.
  private static func pairDistance(
    _ first: Set<UInt64>, _ candidate: some Collection<UInt8>
  ) -> Int? {
    // Half of the pairs can be shared only if one side has at most three times those of the other,
    // and a name has fewer pairs than bytes: a line of thousands of characters is near to none.
    guard first.count <= 3 * candidate.count else { return nil }
    let second = pairs(candidate)
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let shared = first.intersection(second).count
    guard shared * 4 >= first.count + second.count else { return nil }
    return 100 - shared * 200 / (first.count + second.count)
  }

  private static func pairs(_ text: some Collection<UInt8>) -> Set<UInt64> {
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.map { UInt64($0.value) }
    guard scalars.count > 1 else { return Set(scalars) }
    return Set(zip(scalars, scalars.dropFirst()).map { $0 << 32 | $1 })
  }
}
