// The test suites of the W3C as they lie beside the checkout: flat tables of what to read and what
// must come of it.

import Bytes
import GraphFormats
import Testing

/// One test of a suite.
struct SuiteTest: Sendable, CustomTestStringConvertible {
  var suite: String
  var id: String
  var type: String
  var action: [UInt8]
  var result: [UInt8]?
  var base: [UInt8]
  var format: GraphFormat

  var testDescription: String { "\(suite)#\(id)" }
}

/// What a reader made of a text: its statements as canonical lines, or its fault.
struct Outcome: Equatable {
  var statements = Statements()
  var lines: [UInt8] = []
  var fault: String?
}

/// Reads a text in pieces of a size.
func read(
  _ text: [UInt8], _ format: GraphFormat, base: [UInt8]?, piece: Int = .max, lenient: Bool = false
)
  -> Outcome
{
  var reader = TripleReader(format: format, base: base, lenient: lenient)
  var outcome = Outcome()
  let writer = LineWriter(hasGraphs: true)
  var output = OutputBuffer()
  func take(_ batch: borrowing TripleBatch) {
    writer.write(batch, to: &output)
    outcome.statements.add(batch)
  }
  text.withUnsafeBytes { bytes in
    var start = 0
    repeat {
      let end = piece >= bytes.count - start ? bytes.count : start + piece
      let part = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      do throws(ReadStop<Never>) {
        try reader.read(part, isLast: end == bytes.count, into: take)
      } catch {
        if case .fault(let fault) = error { outcome.fault = fault.rendered() }
        return
      }
      start = end
    } while start < bytes.count
  }
  if lenient, reader.faultCount > 0 {
    outcome.fault = reader.faults.map { $0.rendered() }.joined(separator: "\n")
  }
  outcome.lines = output.bytes
  return outcome
}

/// Reads a text and writes it as TriG.
func rewrite(_ text: [UInt8], _ format: GraphFormat, base: [UInt8]) -> [UInt8] {
  var reader = TripleReader(format: format, base: base)
  var writer = TripleWriter(format: .trig)
  var output = OutputBuffer()
  text.withUnsafeBytes { bytes in
    try? reader.read(whole: bytes) { writer.write($0, to: &output) }
  }
  writer.finish(to: &output)
  return output.bytes
}
