// Every test of every suite, and each file again in every cut.

import Foundation
import GraphFormats
import Testing

@Suite struct ConformanceTests {
  @Test func theSuitesAreThere() {
    #expect(
      SuiteFiles.promised > 1_000 && SuiteFiles.all.count == SuiteFiles.promised,
      "the W3C suites are expected in \(SuiteFiles.root.path)")
  }

  @Test(arguments: SuiteFiles.all) func reads(_ test: SuiteTest) {
    let outcome = read(test.action, test.format, base: test.base)
    switch test.type {
    case "negative-syntax":
      #expect(outcome.fault != nil, "accepted")
    case "positive-syntax":
      #expect(outcome.fault == nil)
    case "c14n":
      #expect(outcome.fault == nil)
      #expect(
        String(decoding: outcome.lines, as: UTF8.self)
          == String(decoding: test.result ?? [], as: UTF8.self))
    default:
      #expect(outcome.fault == nil)
      let format: GraphFormat = test.format == .trig ? .nQuads : .nTriples
      let expected = read(test.result ?? [], format, base: nil)
      #expect(expected.fault == nil)
      #expect(
        outcome.statements.isSame(as: expected.statements),
        "\(String(decoding: outcome.lines, as: UTF8.self))")
    }
  }

  @Test(arguments: SuiteFiles.all) func readsTheSameInEveryCut(_ test: SuiteTest) {
    for isLenient in [false, true] {
      let whole = read(test.action, test.format, base: test.base, lenient: isLenient)
      for piece in [1, 2, 3, 7, 64] {
        let cut = read(
          test.action, test.format, base: test.base, piece: piece, lenient: isLenient)
        #expect(cut.lines == whole.lines, "pieces of \(piece)")
        #expect(cut.fault == whole.fault, "pieces of \(piece)")
      }
    }
  }

  @Test(arguments: SuiteFiles.all.filter { !$0.type.hasPrefix("negative") })
  func whatIsWrittenPrettySaysTheSame(_ test: SuiteTest) {
    let whole = read(test.action, test.format, base: test.base)
    let pretty = rewrite(test.action, test.format, base: test.base)
    let again = read(pretty, .trig, base: nil)
    #expect(again.fault == nil)
    #expect(
      again.statements.isSame(as: whole.statements), "\(String(decoding: pretty, as: UTF8.self))")
  }
}
