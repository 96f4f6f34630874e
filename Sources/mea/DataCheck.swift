// The rules of the data on files whose syntax is whole: faults and notes in the order of the files.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary
internal import WireServer

/// The data of some paths held against the rules of their vocabulary.
enum DataCheck {
  static func run(_ paths: [String], queries: String?) -> Int32 {
    let service: GraphService
    do throws(ReloadError) {
      service = try GraphService.load(paths, queries: queries ?? queriesBeside(paths))
    } catch {
      FaultReport.tell(error.reason)
      return ExitCode.refused
    }
    let vocabulary = service.names.vocabulary
    let rules = DataRules(vocabulary)
    let all = rules.faults()
    let faults = report(all.filter { !$0.isNote }, rules, vocabulary.snapshot, prefix: "")
    let notes = report(all.filter(\.isNote), rules, vocabulary.snapshot, prefix: "note: ")
    for kept in [faults, notes] where kept.count > kept.told {
      Terminal.complain("and \(kept.count - kept.told) more")
    }
    let line = counts(rules, vocabulary.snapshot, service) + ends(faults.count, notes.count)
    return Terminal.write(Array(line.utf8))
      ?? (faults.count > 0 ? ExitCode.refused : ExitCode.whole)
  }

  /// The saved queries that belong to the data: a folder beside them.
  private static func queriesBeside(_ paths: [String]) -> String? {
    guard let first = paths.first, let options = try? Options(["--data", first]) else { return nil }
    return options.queriesPath
  }

  /// Tells faults in the order of the files, those without a place last.
  private static func report(
    _ faults: [DataFault], _ rules: DataRules, _ snapshot: Snapshot, prefix: String
  ) -> FaultReport {
    var report = FaultReport()
    var places = FaultPlaces(snapshot)
    let shown = places.find(Array(faults.prefix(FaultReport.limit)))
    for (fault, place) in shown {
      var message = place.map { $0.name + ": " } ?? ""
      message += prefix + rules.sentence(fault)
      if let excerpt = place?.excerpt { message += "\n" + excerpt.rendered() }
      if let hint = rules.hint(fault) { message += "\n  hint: \(hint)" }
      report.add(message)
    }
    for _ in faults.dropFirst(shown.count) { report.add("") }
    return report
  }

  private static func counts(
    _ rules: DataRules, _ snapshot: Snapshot, _ service: GraphService
  ) -> String {
    let queries = service.saved.queries.count
    return FaultReport.count(snapshot.files.count, "file") + ", "
      + FaultReport.count(snapshot.statementCount, "statement") + ", "
      + FaultReport.count(rules.nodeCount, "node") + ", "
      + FaultReport.count(snapshot.annotations.sources.count, "source")
      + (queries > 0 ? ", \(queries) saved queries" : "")
  }

  private static func ends(_ faults: Int, _ notes: Int) -> String {
    (faults > 0 ? ", " + FaultReport.count(faults, "fault") : "")
      + (notes > 0 ? ", " + FaultReport.count(notes, "note") : "") + "\n"
  }
}
