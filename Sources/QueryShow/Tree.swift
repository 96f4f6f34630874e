// `tree`: a lineage, indented. Each line says how the line above leads here; a node that stands in
// full elsewhere is a reference to its number.

internal import Bytes
internal import GraphStore
internal import QueryRun

extension AnswerWriter {
  func writeTree(into output: inout OutputBuffer) throws(FormatFault) {
    let columns = ["depth", "node", "rel", "of", "date", "label"]
    let places = columns.compactMap { answer.columns.firstIndex(of: $0) }
    guard answer.verb == "lineage", places.count == columns.count else {
      throw .notATree(verb: answer.verb)
    }
    guard !answer.rows.isEmpty else { return output.append(Messages.nothing + "\n") }
    let isLast = lastSiblings()
    /// The node at each depth above the current line, and whether it was its parent's last child.
    var above: [(node: Cell, isLast: Bool)] = []
    for (index, row) in answer.rows.enumerated() {
      above.removeLast(max(0, above.count - row.depth))
      var line = ""
      for place in above.dropFirst() { line += place.isLast ? "   " : "│  " }
      if row.depth > 0 { line += isLast[index] ? "└─ " : "├─ " }
      write(line, .dim, into: &output)
      output.append(treeLine(row, index + 1, parent: above.last?.node, places) + "\n")
      above.append((row.cells[places[1]], isLast[index]))
    }
  }

  /// For each row, whether no later one has the same parent.
  private func lastSiblings() -> [Bool] {
    var isLast = [Bool](repeating: true, count: answer.rows.count)
    var later: [Int] = []
    for (index, row) in answer.rows.enumerated().reversed() {
      while let depth = later.last, depth > row.depth { later.removeLast() }
      if later.last == row.depth { isLast[index] = false } else { later.append(row.depth) }
    }
    return isLast
  }

  /// `#3 recalls: Decision X/20 (id:CBD-X-20) 2010 [proposed]`.
  private func treeLine(
    _ row: Answer.Row, _ number: Int, parent: Cell?, _ places: [Int]
  ) -> String {
    guard case .node(let node) = row.cells[places[1]] else { return "" }
    var parts = ["#\(number)"]
    if let statement = row.statements.first, row.cells[places[2]] != .empty {
      parts.append(relation(of: statement, to: node) + ":")
    }
    let name = words.node(node)
    let exact = words.exact(node)
    parts.append(name == exact ? name : "\(name) (\(exact))")
    if case .text(let text) = row.cells[places[5]],
      text.hasPrefix("(see #") || text.hasPrefix("(cycle #")
    {
      parts.append(text)
    } else if row.cells[places[4]] != .empty {
      parts.append(shownText(row.cells[places[4]]))
    }
    if let statement = row.statements.first {
      let status = snapshot.annotations.status(of: statement)
      if status != 0 { parts.append("[\(words.status(status))]") }
    }
    // The line above leads here through one of its parts.
    if case .node(let source) = row.cells[places[3]], let parent, parent != .node(source) {
      parts.append("← \(words.node(source))")
    }
    return parts.joined(separator: " ")
  }

  private func relation(of statement: StatementID, to node: TermID) -> String {
    let predicate = snapshot.predicates[Int(snapshot.relations[Int(statement)])]
    return snapshot.objects[Int(statement)] == node
      ? words.relation(predicate) : words.inverse(of: predicate)
  }
}
