// Edges of a picture: line and colour by the family of the relation, a hollow arrow where what they
// say is less than stated.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary

extension DOTWriter {
  func writeEdge(_ index: Int, into output: inout OutputBuffer) {
    let edge = picture.edges[index]
    let frame = layout.frame(of: index)
    var attributes = DOTAttributes()
    var ends = [writer.snapshot.curie(edge.subject), writer.snapshot.curie(edge.object)]
    let isBackwards = isDrawnBackwards(edge)
    if isBackwards { ends.reverse() }
    attributes.set("minlen", length(of: edge))
    // The edges of a frame that are not seen keep its leaves in one column.
    if let frame, !frame.isDrawn {
      attributes.set("style", "invis")
      return output.append(dot: ends, attributes)
    }
    var label = edge.label(writer)
    if let frame {
      let leaves = layout.frames[frame.number].leaves
      label += " ×\(leaves.count)"
      let isTail = leaves.contains(isBackwards ? edge.object : edge.subject)
      attributes.set(isTail ? "ltail" : "lhead", "cluster_alike_\(frame.number)")
    }
    attributes.set("id", ids?.edges[index])
    attributes.set("label", label)
    attributes.set("style", edge.isStated ? DOTWriter.known(line: edge.line) : "dashed")
    attributes.set("color", edge.colour.flatMap { Colour($0) }?.shade)
    if !edge.isStated { attributes.set(isBackwards ? "arrowtail" : "arrowhead", "onormal") }
    if isBackwards { attributes.set("dir", "back") }
    if ids == nil {
      let shown = frame.map { layout.frames[$0.number].edges } ?? [index]
      let tooltip = tooltip(of: shown.flatMap { picture.edges[$0].statements })
      attributes.set("tooltip", tooltip)
      attributes.set("labeltooltip", tooltip)
    }
    output.append(dot: ends, attributes)
  }

  /// The line styles of Graphviz that a vocabulary may name.
  private static func known(line: String?) -> String? {
    guard let line else { return nil }
    let styles = line.split(separator: ",")
    let isKnown = styles.allSatisfy {
      ["solid", "dashed", "dotted", "bold"].contains(String($0))
    }
    return isKnown ? line : nil
  }

  /// How many columns an edge goes to the side, if more than one.
  private func length(of edge: Picture.Edge) -> String? {
    guard layout.flow == .around, let subject = layout.order[edge.subject],
      let object = layout.order[edge.object], abs(subject - object) > 1
    else { return nil }
    return String(Int(abs(subject - object)))
  }

  /// Whether the object has to stand before the subject.
  private func isDrawnBackwards(_ edge: Picture.Edge) -> Bool {
    guard let subject = layout.order[edge.subject], let object = layout.order[edge.object] else {
      return false
    }
    return subject > object
  }
}

extension Picture.Edge {
  /// Its relations and their status: `concerns (para 17) [proposed]`.
  func label(_ writer: AnswerWriter) -> String {
    phrases(writer, from: subject).map { DOTText.label($0, width: DOTWriter.edgeWidth) }
      .joined(separator: ",\n")
  }

  /// The same, one phrase for each relation, as read from one of its ends.
  func phrases(_ writer: AnswerWriter, from end: TermID) -> [String] {
    let snapshot = writer.snapshot
    var names: [(name: String, parts: [String])] = []
    for statement in statements {
      let predicate = snapshot.predicates[Int(snapshot.relations[Int(statement)])]
      let word =
        end == subject ? writer.words.relation(predicate) : writer.words.inverse(of: predicate)
      let name = word + writer.statusMark(of: [statement])
      let place = names.firstIndex { $0.name == name } ?? names.count
      if place == names.count { names.append((name, [])) }
      guard let part = parts[statement] else { continue }
      let whole = snapshot.objects[Int(statement)] == part ? object : subject
      names[place].parts.append(shortName(of: part, in: whole, writer))
    }
    return names.map { name, parts in
      guard !parts.isEmpty else { return name }
      let most = 2
      let more = parts.count > most ? [Messages.nodesBeyondCap(parts.count - most)] : []
      let list = (parts.prefix(most) + more).joined(separator: ", ")
      return "\(name) (\(list))"
    }
  }

  /// The name of a part without that of its whole: `para 17` of `CBD XI/6 para 17`.
  private func shortName(of part: TermID, in whole: TermID, _ writer: AnswerWriter) -> String {
    let name = writer.words.node(part)
    let prefix = writer.words.node(whole)
    let isLonger = name.count > prefix.count + 1 && name.hasPrefix(prefix)
    let rest = String(name.dropFirst(isLonger ? prefix.count : 0).drop { $0 == " " || $0 == "," })
    return TextWrap.shortened(rest, fitting: DOTText.labelWidth)
  }
}

extension AnswerWriter {
  /// ` [proposed]` if some statements are less than stated.
  func statusMark(of statements: [StatementID]) -> String {
    var found: [String] = []
    for statement in statements {
      let status = snapshot.annotations.status(of: statement)
      guard !vocabulary.isStated(status) else { continue }
      let word = words.statusName(status)
      if !found.contains(word) { found.append(word) }
    }
    return found.isEmpty ? "" : " [\(found.joined(separator: ", "))]"
  }
}
