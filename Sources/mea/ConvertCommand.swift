// `mea convert PATH …`: triple files of any format to one of any other. Batches go from the reader
// to the writer; no graph is held, so the size of the files does not matter.

internal import Bytes
internal import GraphFormats

/// `mea convert big.nt --to ttl`.
enum ConvertCommand {
  static func run(_ arguments: [String]) -> Int32 {
    let options: ConvertOptions
    do { options = try ConvertOptions(arguments) } catch { return Terminal.complain(error) }
    let files: [String]
    do { files = try InputFile.list(options.paths) } catch {
      Terminal.complain(error.message)
      return ExitCode.broken
    }
    do throws(InputFailure) {
      var conversion = Conversion(options, output: try ConvertOutput(options.output), files.count)
      return conversion.run(files)
    } catch {
      Terminal.complain(error.message)
      return ExitCode.broken
    }
  }
}

/// One run of `mea convert`.
private struct Conversion: ~Copyable {
  private let options: ConvertOptions
  private let hasManyFiles: Bool
  private var output: ConvertOutput
  private var writer: TripleWriter
  /// Statements whose graph the format written cannot name.
  private var graphless = 0
  private var leftOut = 0

  init(_ options: ConvertOptions, output: consuming ConvertOutput, _ fileCount: Int) {
    self.options = options
    self.output = output
    hasManyFiles = fileCount > 1
    writer = TripleWriter(format: options.to)
  }

  mutating func run(_ files: [String]) -> Int32 {
    do throws(InputStop<WriteFailure>) {
      for (number, file) in files.enumerated() { try convert(file, number) }
      writer.finish(to: &output.buffer)
      try output.commit()
    } catch {
      return fail(error)
    }
    if graphless > 0 {
      Terminal.complain(
        "\(graphless) statements were written without the name of their graph; "
          + "--to nq or trig keeps it")
    }
    // What was asked for is there; it is still a part.
    return leftOut > 0 ? ExitCode.partial : ExitCode.whole
  }

  private mutating func convert(_ path: String, _ number: Int) throws(InputStop<WriteFailure>) {
    let input: InputFile
    do { input = try InputFile(path) } catch { throw .input(error) }
    writer.beginFile()
    if hasManyFiles { writer.blankPrefix = Array("f\(number)-".utf8) }
    let (base, isLenient) = (options.base, options.isLenient)
    let keepsGraphs = options.to == .nQuads || options.to == .trig
    do {
      let reader = try input.read(as: options.from) { format in
        TripleReader(format: format, base: base, lenient: isLenient)
      } into: { (batch) throws(WriteFailure) in
        if !keepsGraphs { graphless += batch.triples.count { $0.graph != nil } }
        writer.write(batch, to: &output.buffer)
        try output.relieve()
      }
      tell(reader, input.name)
    } catch {
      if case .fault(let fault) = error { FaultReport.tell(fault.rendered(name: input.name)) }
      throw error
    }
  }

  /// Tells what a lenient reading has left out.
  private mutating func tell(_ reader: borrowing TripleReader, _ name: String) {
    guard let first = reader.faults.first else { return }
    leftOut += reader.faultCount
    FaultReport.tell(first.rendered(name: name))
    Terminal.complain(
      "\(visible(name)): left out \(FaultReport.count(reader.faultCount, "faulty statement"))"
        + (reader.faultCount == 1 ? "" : ", the first at \(first.line):\(first.column)"))
  }

  private mutating func fail(_ stop: InputStop<WriteFailure>) -> Int32 {
    switch stop {
    case .fault:
      output.abandon()
      return ExitCode.refused
    case .input(let failure):
      output.abandon()
      Terminal.complain(failure.message)
      return ExitCode.broken
    case .consumer(let failure):
      if failure.isClosedPipe { return ExitCode.brokenPipe }
      Terminal.complain("cannot write the triples: \(failure.reason)")
      return ExitCode.broken
    }
  }
}
