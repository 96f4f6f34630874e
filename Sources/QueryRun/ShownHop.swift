// The order of steps around a node: by kind, relation, CURIE or text, and language. The first two are
// one number; steps that have it in common are ordered by a number that their texts begin with, and
// texts are compared only where that is equal too.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary

/// Steps that are shown together, in the order of showing.
enum HopGroup: UInt64 {
  case names, classes
  /// Values, then statements out, then statements in.
  case statements
  case parts
}

/// A step with the number that places it.
struct ShownHop: BitwiseCopyable {
  /// Lower comes first: group, kind and relation; of names how proper they are.
  var place: UInt64
  var node: TermID
  var statement: StatementID

  /// Values, nodes out, nodes in.
  private enum Kind: UInt64 { case value, out, into }

  init(
    _ statement: StatementID, _ node: TermID, isForward: Bool, isLiteral: Bool, rank: UInt32,
    group: HopGroup = .statements
  ) {
    let kind: Kind = isLiteral ? .value : isForward ? .out : .into
    place = group.rawValue << 40 | kind.rawValue << 32 | UInt64(rank)
    self.node = node
    self.statement = statement
  }

  /// A name, by how proper it is.
  init(_ statement: StatementID, _ node: TermID, place: UInt64) {
    self.place = place
    self.node = node
    self.statement = statement
  }

  var isForward: Bool { place >> 32 & 0xFF != Kind.into.rawValue }
  var isName: Bool { place >> 40 == HopGroup.names.rawValue }
}

extension Run {
  /// By direction, relation, CURIE or text, and language; values first.
  func ordered(_ hops: [Hop]) -> [Hop] {
    var shown = hops.map { hop in
      ShownHop(
        hop.statement, hop.node, isForward: hop.isForward,
        isLiteral: snapshot.isLiteral(hop.node),
        rank: wordOrder.ranks[Int(snapshot.relations[Int(hop.statement)])])
    }
    sort(&shown)
    return shown.map {
      Hop(statement: $0.statement, node: $0.node, isForward: $0.isForward)
    }
  }

  /// By place; of one place names by language and text, all else by CURIE or text in natural order,
  /// language, and how statements of one triple are ordered.
  func sort(_ hops: inout [ShownHop]) {
    hops.sort { $0.place < $1.place }
    hops.withUnsafeMutableBufferPointer { hops in
      var start = 0
      while start < hops.count {
        var end = start + 1
        while end < hops.count, hops[end].place == hops[start].place { end += 1 }
        if end - start > 1 { sortPlace(UnsafeMutableBufferPointer(rebasing: hops[start..<end])) }
        start = end
      }
    }
  }

  private func sortPlace(_ hops: UnsafeMutableBufferPointer<ShownHop>) {
    var hops = hops
    if hops[0].isName { return hops.sort { namePrecedes($0, $1) } }
    var numbered = keyed(hops)
    numbered.sort { left, right in
      left.key != right.key ? left.key < right.key : precedes(left.hop, right.hop)
    }
    for (index, one) in numbered.enumerated() { hops[index] = one.hop }
  }

  /// Steps with a number in the order of what is shown of their nodes.
  ///
  /// Nodes that are shown with different prefixes, or are no plain ones, all get the same.
  private func keyed(
    _ hops: UnsafeMutableBufferPointer<ShownHop>
  ) -> [(key: UInt64, hop: ShownHop)] {
    let prefix = prefix(of: hops[0].node)
    let isAlike = prefix != 0 && hops.allSatisfy { self.prefix(of: $0.node) == prefix }
    guard isAlike else { return hops.map { (0, $0) } }
    let terms = snapshot.view
    let first = terms.text(of: hops[0].node)
    var shared = first.count
    for hop in hops.dropFirst() {
      shared = NaturalOrder.sharedStart(first, terms.text(of: hop.node), most: shared)
    }
    return hops.map { (NaturalOrder.key(terms.text(of: $0.node), from: shared), $0) }
  }

  private func precedes(_ left: ShownHop, _ right: ShownHop) -> Bool {
    if left.node != right.node {
      let order = naturalOrder(left.node, right.node)
      if order != 0 { return order < 0 }
    }
    return precedes(left.statement, right.statement)
  }

  private func namePrecedes(_ left: ShownHop, _ right: ShownHop) -> Bool {
    let language = snapshot.compareClasses(left.node, right.node, NaturalOrder.byteOrder)
    if language != 0 { return language < 0 }
    let text = byteOrder(left.node, right.node)
    return text != 0 ? text < 0 : precedes(left.statement, right.statement)
  }
}
