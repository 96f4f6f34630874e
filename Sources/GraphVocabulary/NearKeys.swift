// What may have been meant. Edit distance for alphabets, shared pairs of characters for Chinese
// (edit distance says nothing of words two characters long), and nothing for digits alone: 25/5
// and 25/6 are near and mean nothing to each other.

internal import Bytes
internal import GraphStore

/// Suggestions for a name that nobody bears.
enum NearKeys {
  /// At most five terms with near keys, the nearest first, ties by the order given.
  static func nearest<Keys: Collection<UInt8>>(
    to key: [UInt8], among named: some Sequence<(term: TermID, keys: [Keys])>
  ) -> [TermID] {
    guard key.contains(where: { !isDigitLike($0) }) else { return [] }
    let isWide = key.contains { $0 >= 0xE3 }
    let bound = key.count <= 5 ? 1 : 2
    let pairsOfKey = isWide ? pairs(key) : []
    var hits: [(term: TermID, distance: Int)] = []
    for (term, keys) in named {
      for candidate in keys {
        guard
          let distance = isWide ? pairDistance(pairsOfKey, candidate) : edits(key, candidate, bound)
        else { continue }
        if let known = hits.firstIndex(where: { $0.term == term }) {
          hits[known].distance = min(hits[known].distance, distance)
        } else {
          hits.append((term, distance))
        }
      }
    }
    return hits.sorted { ($0.distance, $0.term) < ($1.distance, $1.term) }.prefix(5).map(\.term)
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
