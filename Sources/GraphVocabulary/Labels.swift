// The name to show for a node: in the asked languages, in their order, then in English, then in
// whatever there is, and then it says which language it fell back to.

public import GraphStore

/// A name and the language it is in.
public struct Label: Sendable, Equatable {
  /// The name, as the data have it.
  public var text: String
  /// The language; nil for a name without one.
  public var language: String?
  /// It is in none of the asked languages.
  public var isFallback: Bool
}

extension Names {
  /// The name of a node in the first of some languages that has one; nil for a node without names.
  public func label(of node: TermID, languages: [String]) -> Label? {
    let snapshot = vocabulary.snapshot
    var best: (rank: Int, text: TermID)?
    for (order, relation) in vocabulary.namings.enumerated() {
      // A name that is only for finding never stands before one that is for showing; in one
      // language the more proper relation decides.
      let base = (order < vocabulary.shownNamings ? 0 : 1_000_000) + min(order, 999)
      for statement in snapshot.statements(from: node, relation) {
        let literal = snapshot.objects[Int(statement)]
        guard snapshot.terms.isLiteral(literal) else { continue }
        let rank = base + rank(of: literal, languages) * 1_000
        guard let known = best else {
          best = (rank, literal)
          continue
        }
        if rank < known.rank || (rank == known.rank && precedes(literal, known.text)) {
          best = (rank, literal)
        }
      }
    }
    guard let best else { return nil }
    let termClass = snapshot.terms.termClass(of: best.text)
    let language = termClass.kind == .tagged ? Snapshot.text(termClass.text) : nil
    return Label(
      text: Snapshot.text(snapshot.terms.text(of: best.text)), language: language,
      isFallback: language.map { own in
        !languages.isEmpty && !languages.contains { own == $0 || own.hasPrefix($0 + "-") }
      } ?? false)
  }

  private func rank(of literal: TermID, _ languages: [String]) -> Int {
    let termClass = vocabulary.snapshot.terms.termClass(of: literal)
    guard termClass.kind == .tagged else { return 60 }
    let own = Snapshot.text(termClass.text)
    if let place = languages.firstIndex(where: { own == $0 || own.hasPrefix($0 + "-") }) {
      return min(place, 40)
    }
    return own == "en" || own.hasPrefix("en-") ? 50 : 70
  }

  /// Bytes decide between two names of equal rank, so that the choice is the same everywhere.
  private func precedes(_ left: TermID, _ right: TermID) -> Bool {
    let terms = vocabulary.snapshot.terms
    return (terms.termClass(of: left).text + terms.text(of: left))
      .lexicographicallyPrecedes(terms.termClass(of: right).text + terms.text(of: right))
  }

  /// A node in words: its label, or its CURIE where it has none.
  public func words(for node: TermID, languages: [String]) -> String {
    label(of: node, languages: languages)?.text ?? vocabulary.snapshot.curie(node)
  }
}
