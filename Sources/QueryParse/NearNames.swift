// Suggestions for mistyped keywords. Mistakes are insertions, deletions, replacements and swaps of
// neighbours; a word that needs more than a third of its letters changed is not near. The lists are
// our own keywords, so both sides are ASCII and short.

internal import Bytes

/// The one word nearest to what was typed, in any case; the first of equals; nil if none is near.
func nearestWord(to typed: String, among words: some Sequence<String>) -> String? {
  let wanted = Array(typed.utf8.map(asciiLowercased))
  guard (2...20).contains(wanted.count) else { return nil }
  var best: (distance: Int, word: String)?
  for word in words {
    let limit = min(2, max(wanted.count, word.utf8.count) / 3)
    guard let distance = editDistance(wanted, Array(word.utf8), limit: limit),
      distance < best?.distance ?? .max
    else { continue }
    best = (distance, word)
  }
  return best?.word
}
