// "Did you mean …": the few names that a typing mistake away from what was typed. Mistakes are
// insertions, deletions, replacements and swaps of neighbours (Damerau and Levenshtein), without
// regard to case; a name that needs more than a third of its characters changed is not near.

/// The names nearest to one that was not found, nearest first, at most five; ties in the order given.
public func nearNames(to name: String, among names: some Sequence<String>) -> [String] {
  let wanted = foldedScalars(name)
  guard !wanted.isEmpty, wanted.count <= 64 else { return [] }
  let limit = max(1, min(3, wanted.count / 3))
  var found: [(distance: Int, order: Int, name: String)] = []
  for (order, candidate) in names.enumerated() {
    let scalars = foldedScalars(candidate)
    guard abs(scalars.count - wanted.count) <= limit else { continue }
    guard let distance = editDistance(wanted, scalars, limit: limit) else { continue }
    guard distance < max(wanted.count, scalars.count) else { continue }
    found.append((distance, order, candidate))
    // Only five are wanted, so the list stays short however many names there are.
    if found.count >= 64 {
      found.sort { ($0.distance, $0.order) < ($1.distance, $1.order) }
      found.removeLast(found.count - 5)
    }
  }
  found.sort { ($0.distance, $0.order) < ($1.distance, $1.order) }
  return found.prefix(5).map(\.name)
}

private func foldedScalars(_ text: String) -> [UInt32] {
  text.unicodeScalars.map { scalar in
    scalar.isASCII && (0x41...0x5A).contains(scalar.value) ? scalar.value + 32 : scalar.value
  }
}

/// Number of typing mistakes between two words of characters, scalars or bytes; nil if more than the
/// limit.
public func editDistance<Element: Equatable>(
  _ a: [Element], _ b: [Element], limit: Int
) -> Int? {
  var older = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in stride(from: 1, through: a.count, by: 1) {
    var row = [Int](repeating: i, count: b.count + 1)
    var least = i
    for j in stride(from: 1, through: b.count, by: 1) {
      let same = a[i - 1] == b[j - 1]
      var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        cost = min(cost, older[j - 2] + 1)
      }
      row[j] = cost
      least = min(least, cost)
    }
    guard least <= limit else { return nil }
    older = last
    last = row
  }
  return last[b.count] <= limit ? last[b.count] : nil
}
