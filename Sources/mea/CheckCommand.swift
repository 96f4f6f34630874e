// `mea check PATH …`: every fault of every file, not only the first. Syntax first; data whose syntax
// is whole and that declare a vocabulary are then held against their own rules.

internal import Bytes
internal import GraphFormats
internal import GraphStore
internal import GraphVocabulary
internal import WireServer

/// `mea check Graph`.
enum CheckCommand {
  static func run(_ arguments: [String]) -> Int32 {
    let given: Arguments
    let files: [String]
    do {
      given = try Arguments(arguments, valued: ["--queries"], flags: [])
    } catch {
      return Terminal.complain(error)
    }
    let paths = given.paths.isEmpty ? Options.standard.dataPaths : given.paths
    guard !paths.isEmpty else {
      return Terminal.complain(
        Options.Misuse(message: "check needs a file or folder; there is no Graph here or above"))
    }
    do throws(InputFailure) {
      files = try InputFile.list(paths)
      var syntax = SyntaxCheck()
      try syntax.check(files)
      guard syntax.report.count == 0, syntax.declaresVocabulary, !files.contains("-") else {
        return syntax.finish(files.count)
      }
    } catch {
      Terminal.complain(error.message)
      return ExitCode.broken
    }
    return DataCheck.run(paths, queries: given["--queries"])
  }
}

/// The syntax of files.
private struct SyntaxCheck {
  var report = FaultReport()
  /// Whether a file speaks in the words of the model.
  private(set) var declaresVocabulary = false
  private var statements = 0
  private var isStopped = false

  mutating func check(_ files: [String]) throws(InputFailure) {
    for file in files where report.room > 0 { try check(file) }
    isStopped = report.room == 0
  }

  private mutating func check(_ path: String) throws(InputFailure) {
    let input = try InputFile(path)
    let room = report.room
    do throws(InputStop<Never>) {
      var heads = 0
      let reader = try input.read(as: nil) { format in
        var reader = TripleReader(format: format, lenient: true)
        reader.faultLimit = room
        return reader
      } into: { (batch) throws(Never) in
        statements += batch.triples.count
        while heads < batch.heads.count {
          let isModel = batch.heads[heads].elementsEqual(ModelNames.namespace.utf8)
          declaresVocabulary = declaresVocabulary || isModel
          heads += 1
        }
      }
      for fault in reader.faults { report.add(fault.rendered(name: input.name)) }
    } catch {
      // A lenient reader passes over faults.
      if case .input(let failure) = error { throw failure }
    }
  }

  /// Tells the counts; the exit code.
  func finish(_ files: Int) -> Int32 {
    if isStopped {
      Terminal.complain("stopped at \(FaultReport.limit) faults; there may be more")
    }
    var line = FaultReport.count(files, "file") + ", " + FaultReport.count(statements, "statement")
    if report.count > 0 { line += ", " + FaultReport.count(report.count, "fault") }
    let failure = Terminal.write(Array((line + "\n").utf8))
    return failure ?? (report.count > 0 ? ExitCode.refused : ExitCode.whole)
  }
}
