// Dates of the naive engine: a span of days written as eight digits, 20120229. Digits compare as the
// days do, which is all that is asked of them.

/// A year, a month or a day.
package struct PlainDate: Hashable, Sendable {
  /// As written: `2012`, `2012-02`, `2012-02-29`.
  package let text: String
  /// The first day of the span.
  package let first: Int
  /// The last day of the span.
  package let last: Int
  /// Whether it is a single day.
  package let isDay: Bool

  /// Reads a date; nil for text that is none.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...3).contains(parts.count), let year = parts[0], text.utf8.count % 3 == 1 else {
      return nil
    }
    self.text = text
    isDay = parts.count == 3
    let month = parts.count > 1 ? parts[1] : nil
    let day = parts.count > 2 ? parts[2] : nil
    first = year * 10_000 + (month ?? 1) * 100 + (day ?? 1)
    last = year * 10_000 + (month ?? 12) * 100 + (day ?? PlainDate.days(month ?? 12, year))
  }

  private static func days(_ month: Int, _ year: Int) -> Int {
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// The datatype it has in a file.
  var datatype: String {
    isDay ? "xsd:date" : text.utf8.count == 4 ? "xsd:gYear" : "xsd:gYearMonth"
  }
}
