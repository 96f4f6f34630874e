// The words in which people read an answer: names of nodes, relations and statuses in the languages
// asked for. Text from the data becomes visible here and nowhere else.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary

/// Names of one snapshot in some languages.
struct Words: Sendable {
  let names: Names
  let languages: [String]
  private let snapshot: Snapshot

  init(_ names: Names, _ settings: ShowSettings) {
    self.names = names
    languages = settings.languages
    snapshot = names.vocabulary.snapshot
  }

  /// A node's name, marked `[en]` when it is in none of the asked languages; its CURIE without one.
  func node(_ term: TermID) -> String {
    guard let label = names.label(of: term, languages: languages) else {
      return Words.line(snapshot.curie(term))
    }
    guard label.isFallback, let language = label.language else { return Words.line(label.text) }
    return Words.line(label.text) + " [\(language)]"
  }

  /// A node's CURIE, or a literal's text.
  func exact(_ term: TermID) -> String { Words.line(snapshot.curie(term)) }

  /// A node in words, or a literal's text.
  func term(_ term: TermID) -> String {
    snapshot.terms.isLiteral(term) ? exact(term) : node(term)
  }

  /// A relation's name from its subject to its object.
  func relation(_ predicate: TermID) -> String {
    Words.line(names.words(for: predicate, languages: languages))
  }

  /// A relation's name from its object to its subject: `has member` for `member of`.
  func inverse(of predicate: TermID) -> String {
    if let relation = names.vocabulary.relation(predicate), relation.traits.contains(.symmetric) {
      return self.relation(predicate)
    }
    guard let inverse = names.wording.inverseLabel else { return self.relation(predicate) + " ←" }
    let literals = snapshot.statements(from: predicate, inverse).map {
      snapshot.objects[Int($0)]
    }
    for language in languages + ["en"] {
      for literal in literals {
        let termClass = snapshot.terms.termClass(of: literal)
        if termClass.kind == .tagged, Snapshot.text(termClass.text) == language {
          return exact(literal)
        }
      }
    }
    return self.relation(predicate) + " ←"
  }

  /// A status as queries write it; no status is `stated`.
  func status(_ status: TermID) -> String {
    status == 0 ? "stated" : Words.line(Snapshot.text(snapshot.terms.text(of: status)))
  }

  /// A status in words; as queries write it where it has no name.
  func statusName(_ status: TermID) -> String {
    names.label(of: status, languages: languages) == nil ? self.status(status) : node(status)
  }

  /// A text on one line with nothing hidden in it.
  static func line(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }) else {
      return visible(text)
    }
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\t": line.append(" ")
      case "\r": continue
      default: line.unicodeScalars.append(scalar)
      }
    }
    return visible(line)
  }
}
