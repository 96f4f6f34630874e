// Questions asked in this process, from the text of the query to the bytes of the answer, and each
// stage by itself.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan
internal import QueryRun
internal import QueryShow
internal import WireServer

/// What one kind of question cost.
struct Cost {
  var name: String
  var whole: Times
  var plan: Times
  var run: Times
  var show: Times
  /// Allocations for one question, on average.
  var allocations: Int
  var rows: Int
  var bytes: Int
}

/// Asks a loaded graph.
struct Asking {
  let service: GraphService
  /// How often everything is asked; each question counts with its median.
  let rounds: Int

  /// The cost of some questions; nil when one is refused, which is said.
  func cost(_ name: String, _ questions: [String]) -> Cost? {
    var rows = 0
    var bytes = 0
    var stages: [[[Int64]]] = questions.map { _ in [[], [], [], []] }
    var allocations = 0
    for round in 0...rounds {
      rows = 0
      bytes = 0
      let before = Measure.allocations()
      for (index, question) in questions.enumerated() {
        guard let asked = ask(Array(question.utf8)) else { return nil }
        rows += asked.rows
        bytes += asked.bytes
        guard round > 0 else { continue }
        for stage in 0..<3 { stages[index][stage].append(asked.stages[stage]) }
        stages[index][3].append(asked.stages.reduce(0, +))
      }
      allocations = (Measure.allocations() - before) / questions.count
    }
    func times(_ stage: Int) -> Times { Times(stages.map { Times($0[stage]).median }) }
    return Cost(
      name: name, whole: times(3), plan: times(0), run: times(1), show: times(2),
      allocations: allocations, rows: rows, bytes: bytes)
  }

  private func ask(_ text: [UInt8]) -> (stages: [Int64], rows: Int, bytes: Int)? {
    let start = Measure.now()
    do {
      let plan = try service.plan(text, SessionSettings())
      let planned = Measure.now()
      let answer = service.run(plan, QueryLimits()) { false }
      let ran = Measure.now()
      var writer = AnswerWriter(
        answer, names: service.names, settings: service.showSettings(of: plan))
      var output = OutputBuffer()
      try writer.write(.tsv, into: &output)
      let shown = Measure.now()
      return (
        [planned - start, ran - planned, shown - ran], answer.rows.count, output.count
      )
    } catch {
      print("\(String(decoding: text, as: UTF8.self)): \(error)")
      return nil
    }
  }

  /// The cost of finding who bears a name, without a query around it.
  func nameCost(_ names: [(text: String, language: String)]) -> Times {
    var found: [[Int64]] = names.map { _ in [] }
    for _ in 0..<rounds {
      for (index, name) in names.enumerated() {
        let start = Measure.now()
        let named = service.names.node(name.text, languages: [name.language])
        let end = Measure.now()
        if case .unknown = named { print("\(name.text) is not found") }
        found[index].append(end - start)
      }
    }
    return Times(found.map { Times($0).median })
  }
}
