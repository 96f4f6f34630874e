// Who bears a name, whatever its case and accents: statements that name a node, by the hash of the
// folded name. The folded names are not kept, and a name is folded again where it is compared: kept
// and sorted they were forty bytes a name, and sorting them took longer than loading the graph. Built
// when the first question needs a fold: an exact name needs none.

internal import GraphStore

/// The naming statements of a snapshot by folded name.
struct NameIndex: Sendable {
  /// By bucket: its first statement in `statements`; one longer.
  private var starts: [UInt32] = [0]
  /// Naming statements, those of a bucket side by side.
  private var statements: [StatementID] = []

  /// The names as an image keeps them, else folded now and kept.
  init(_ vocabulary: Vocabulary, _ image: SnapshotImage?) {
    if let image, image.read(.names, { visitColumns(&$0) && isSound(vocabulary.snapshot) }) {
      return
    }
    self = NameIndex(vocabulary)
    image?.write(.names) { _ = visitColumns(&$0) }
  }

  private init(_ vocabulary: Vocabulary) {
    var hashes: [UInt32] = []
    var found: [StatementID] = []
    vocabulary.visitNames { statement, folded in
      hashes.append(NameIndex.hash(folded))
      found.append(statement)
    }
    starts = [UInt32](repeating: 0, count: found.count / 2 + 2)
    for hash in hashes { starts[bucket(of: hash) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    statements = found
    var next = starts
    for (index, hash) in hashes.enumerated() {
      let bucket = bucket(of: hash)
      statements[Int(next[bucket])] = found[index]
      next[bucket] += 1
    }
  }

  private mutating func visitColumns(_ visitor: inout some ImageVisitor) -> Bool {
    visitor.visit(&starts)
    visitor.visit(&statements)
    return true
  }

  /// Whether every bucket lies among the statements, and these are there.
  private func isSound(_ snapshot: Snapshot) -> Bool {
    guard starts.count > 1, starts[0] == 0, Int(starts[starts.count - 1]) == statements.count,
      zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return false }
    return statements.allSatisfy { Int($0) < snapshot.statementCount }
  }

  /// The statements that name a node so after folding, in no order.
  func statements(naming folded: [UInt8], _ snapshot: Snapshot) -> [StatementID] {
    let bucket = bucket(of: NameIndex.hash(folded[...]))
    var room: [UInt8] = []
    return statements[Int(starts[bucket])..<Int(starts[bucket + 1])].filter { statement in
      snapshot.terms.withText(of: snapshot.objects[Int(statement)]) {
        PlainFolding.folded($0, in: &room) == folded[...]
      }
    }
  }

  private func bucket(of hash: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(hash) &* UInt64(starts.count - 1)) >> 32)
  }

  private static func hash(_ folded: ArraySlice<UInt8>) -> UInt32 {
    folded.withUnsafeBytes { TermHash.hash($0) }
  }
}

extension Vocabulary {
  /// Calls `body` with every statement that names a node, and the name as names are compared.
  func visitNames(_ body: (StatementID, ArraySlice<UInt8>) -> Void) {
    var room: [UInt8] = []
    for relation in namings {
      for statement in snapshot.statements(with: relation) {
        let name = snapshot.objects[Int(statement)]
        guard snapshot.terms.isLiteral(name) else { continue }
        snapshot.terms.withText(of: name) { body(statement, PlainFolding.folded($0, in: &room)) }
      }
    }
  }
}
