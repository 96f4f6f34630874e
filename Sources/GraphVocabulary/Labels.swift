// The name to show for a node: in the asked languages, in their order, then in English, then in
// whatever there is, and then it says which language it fell back to.

internal import Bytes
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

/// Chooses names for one list of languages.
///
/// Remembers how each language met compares with those asked for: there are a few, and every name
/// has one.
public struct LabelChoice {
  /// What is known of the names of one class: of one language, or of none.
  private struct Tongue {
    var number: ClassID
    /// Lower is better, below 100.
    var rank: Int
    var isFallback: Bool
  }

  private let snapshot: Snapshot
  private let namings: [RelationID]
  private let shownNamings: Int
  private let languages: [String]
  private var tongues: [Tongue] = []

  /// A chooser for some languages, the preferred first.
  public init(_ names: Names, languages: [String]) {
    snapshot = names.vocabulary.snapshot
    namings = names.vocabulary.namings
    shownNamings = names.vocabulary.shownNamings
    self.languages = languages
  }

  /// The literal that names a node best; nil for a node without names.
  public mutating func literal(naming node: TermID) -> TermID? {
    let all = snapshot.statements(from: node)
    var best: (rank: Int, text: TermID)?
    for (order, relation) in namings.enumerated() {
      // A name that is only for finding never stands before one that is for showing; in one
      // language the more proper relation decides.
      let base = (order < shownNamings ? 0 : 1_000_000) + min(order, 999)
      if let best, best.rank < base { break }
      for statement in snapshot.statements(among: all, relation) {
        let literal = snapshot.objects[Int(statement)]
        guard snapshot.isLiteral(literal) else { continue }
        let rank = base + tongue(of: literal).rank * 1_000
        if let best, rank > best.rank || (rank == best.rank && !precedes(literal, best.text)) {
          continue
        }
        best = (rank, literal)
      }
    }
    return best?.text
  }

  /// The name of a node in the first of the languages that has one; nil for a node without names.
  public mutating func label(of node: TermID) -> Label? {
    guard let literal = literal(naming: node) else { return nil }
    let termClass = snapshot.terms.termClass(of: literal)
    return Label(
      text: snapshot.string(of: literal),
      language: termClass.kind == .tagged ? Snapshot.text(termClass.text) : nil,
      isFallback: isFallback(literal))
  }

  /// Whether a name is in none of the languages asked for.
  public mutating func isFallback(_ literal: TermID) -> Bool { tongue(of: literal).isFallback }

  /// How far down the languages asked for that of a name stands, below 100: those first, in their
  /// order, then English, names without a language, and all others.
  public mutating func rank(of literal: TermID) -> Int { tongue(of: literal).rank }

  private mutating func tongue(of literal: TermID) -> Tongue {
    let number = snapshot.classNumber(of: literal)
    for tongue in tongues where tongue.number == number { return tongue }
    let tongue = newTongue(number, snapshot.terms.termClass(of: literal))
    // Data may have as many languages as literals; the first few are those that matter.
    if tongues.count < 16 { tongues.append(tongue) }
    return tongue
  }

  private func newTongue(_ number: ClassID, _ termClass: TermClass) -> Tongue {
    guard termClass.kind == .tagged else {
      return Tongue(number: number, rank: 60, isFallback: false)
    }
    let own = Snapshot.text(termClass.text)
    let place = languages.firstIndex { own == $0 || own.hasPrefix($0 + "-") }
    let rank = place.map { min($0, 40) } ?? (own == "en" || own.hasPrefix("en-") ? 50 : 70)
    return Tongue(
      number: number, rank: rank, isFallback: !languages.isEmpty && place == nil)
  }

  /// Bytes decide between two names of equal rank, so that the choice is the same everywhere: those
  /// of the language and the text as one.
  private func precedes(_ left: TermID, _ right: TermID) -> Bool {
    if snapshot.classNumber(of: left) == snapshot.classNumber(of: right) {
      return snapshot.compareTexts(left, right, NaturalOrder.byteOrder) < 0
    }
    let terms = snapshot.terms
    return (terms.termClass(of: left).text + terms.text(of: left))
      .lexicographicallyPrecedes(terms.termClass(of: right).text + terms.text(of: right))
  }
}

extension Names {
  /// The name of a node in the first of some languages that has one; nil for a node without names.
  public func label(of node: TermID, languages: [String]) -> Label? {
    var choice = LabelChoice(self, languages: languages)
    return choice.label(of: node)
  }

  /// A node in words: its label, or its CURIE where it has none.
  public func words(for node: TermID, languages: [String]) -> String {
    label(of: node, languages: languages)?.text ?? vocabulary.snapshot.curie(node)
  }
}
