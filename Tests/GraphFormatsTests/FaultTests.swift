// Every message as an analyst reads it: one golden file for each kind of fault, and the same
// message however the file is cut.

import FormatsTestSupport
import GraphFormats
import Testing

@Suite struct FaultTests {
  @Test(arguments: Golden.names("bad")) func saysWhatToMend(_ name: String) throws {
    let text = try Golden.text("bad", name)
    let format = try #require(GraphFormat(fileName: name))
    let outcome = read(text, format, lenient: true)
    #expect(!outcome.faults.isEmpty)
    let messages = outcome.faults.map { $0.rendered(name: name) + "\n" }.joined()
    try Golden.check(messages, "bad", name + ".message")
    let strict = read(text, format)
    #expect(strict.faults == Array(outcome.faults.prefix(1)))
    for piece in 1...40 {
      #expect(read(text, format, piece: piece, lenient: true) == outcome, "pieces of \(piece)")
      #expect(read(text, format, piece: piece) == strict, "pieces of \(piece)")
    }
  }
}
