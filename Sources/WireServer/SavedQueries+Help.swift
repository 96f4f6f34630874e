// The saved queries for people: what each asks, what it must be given, and a query that runs it.

internal import Bytes
internal import GraphModel
internal import QueryParse

extension SavedQueries {
  /// The list as text, each line ended; empty when nothing is saved.
  public var help: String {
    let sorted = queries.values.sorted { $0.name < $1.name }
    return sorted.map { query in
      let parameters = query.parameters.map(SavedQueries.line)
      let width = parameters.reduce(0) { max($0, displayWidth($1.form)) }
      var lines = ["  " + query.name, "      " + visible(query.summary)]
      for (form, note) in parameters {
        let gap = String(repeating: " ", count: width - displayWidth(form) + 2)
        lines.append("        " + (note.isEmpty ? form : form + gap + note))
      }
      if let example = query.examples.first { lines.append("      " + visible(example)) }
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// `a=NODE`, in brackets where a value stands without it.
  private static func line(_ parameter: SavedQuery.Parameter) -> (form: String, note: String) {
    let form = "\(parameter.name)=\(parameter.kind.rawValue.uppercased())"
    guard let value = parameter.defaultValue else { return (form, visible(parameter.note)) }
    let note = visible(parameter.note)
    return ("[\(form)]", (note.isEmpty ? "" : note + ", ") + "else " + visible(text(of: value)))
  }

  private static func text(of value: TermSyntax) -> String {
    switch value {
    case .variable(let variable): return "?" + variable.name
    case .anything: return "_"
    case .name(let name):
      switch name.form {
      case .word(let text), .iri(let text), .string(let text, _), .parameter(let text):
        return text
      }
    case .value(let value, _):
      switch value {
      case .string(let text, _, _): return text
      case .integer(let number): return String(number)
      case .decimal(let number): return String(number)
      case .date(let date): return date.description
      case .boolean(let truth): return String(truth)
      }
    }
  }
}
