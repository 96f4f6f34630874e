// The longest lines that the protocol lets through, as the parser alone sees them.

internal import QueryParse
internal import TestSupport

extension Benchmarks {
  /// Prints the best of some times for each line, and its ratio to half of the line.
  static func lines() {
    let widths = [28, 9, 9]
    print(Layout.row(["65,000 bytes", "µs", "to half"], widths))
    for (half, whole) in zip(LongLine.all(bytes: 32_500), LongLine.all(bytes: 65_000)) {
      let (before, now) = (best(half), best(whole))
      let grew = Layout.fixed(now * 100 / max(1, before), 2) + "x"
      print(Layout.row([whole.name, Layout.microseconds(now), grew], widths))
    }
  }

  private static func best(_ line: LongLine) -> Int64 {
    (0..<9).map { _ in
      let start = Measure.now()
      _ = try? parseQuery(line.text)
      return Measure.now() - start
    }.min() ?? 0
  }
}
