// Numbers that literals write, as they were read last: the years of ten thousand decisions are thirty
// literals, and each is read for a test, for an order and to be shown.

internal import GraphStore

/// The numbers of some literals, each where its term's number says.
struct KnownNumbers {
  private var terms: [TermID] = []
  /// Not a number for a term that writes none.
  private var numbers: [Double] = []

  private static let most = 64

  /// The number that a term writes, if it is a literal of a kind of number; nil for any other.
  @inline(__always)
  mutating func number(of term: TermID, _ run: Run) -> Double? {
    let place = Int(term) & (KnownNumbers.most - 1)
    guard place < terms.count, terms[place] == term else { return read(term, run) }
    let number = numbers[place]
    return number.isNaN ? nil : number
  }

  @inline(never)
  private mutating func read(_ term: TermID, _ run: Run) -> Double? {
    // Nodes are not kept: they are many, and known for what they are at once.
    guard run.literalKind(of: term) == .number else { return nil }
    let number = run.number(term)
    if terms.isEmpty {
      terms = [TermID](repeating: 0, count: KnownNumbers.most)
      numbers = [Double](repeating: 0, count: KnownNumbers.most)
    }
    let place = Int(term) & (KnownNumbers.most - 1)
    terms[place] = term
    numbers[place] = number ?? .nan
    return number
  }
}
