// Dates as treaties give them: 1973, 2011-09, 2014-08-16. A partial date is a span of days, and
// all comparison is between spans (XML Schema's gYear, gYearMonth and date without their time
// zones, which no source of this field states). Four bytes, so that a statement's columns are plain
// integers.

/// A year, a month of a year, or a day, in the proleptic Gregorian calendar.
public struct PartialDate: Hashable, Sendable {
  /// One integer that gives the date back, in the order of first days; 0 is no date.
  public let packed: Int32

  /// The year, 1 to 9999.
  public var year: Int { Int(packed >> 9) }
  /// The month, 1 to 12; nil when only the year is known.
  public var month: Int? { packed >> 5 & 15 == 0 ? nil : Int(packed >> 5 & 15) }
  /// The day of the month, from 1; nil when it is not known.
  public var day: Int? { packed & 31 == 0 ? nil : Int(packed & 31) }

  /// Makes a date; nil where the calendar has no such day (2023-02-29, 1992-13, year 0).
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard (1...9999).contains(year) else { return nil }
    if let month {
      guard (1...12).contains(month) else { return nil }
      if let day {
        guard day >= 1, day <= PartialDate.days(inMonth: month, of: year) else { return nil }
      }
    } else if day != nil {
      return nil
    }
    packed = Int32(year << 9 | (month ?? 0) << 5 | (day ?? 0))
  }

  /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; nil for anything else.
  @inlinable
  public init?(bytes: some Collection<UInt8>) {
    var fields = (0, 0, 0)
    var field = 0
    var digits = 0
    for byte in bytes {
      switch byte {
      case 0x30...0x39:
        digits += 1
        guard digits <= 4 else { return nil }
        let digit = Int(byte - 0x30)
        switch field {
        case 0: fields.0 = fields.0 * 10 + digit
        case 1: fields.1 = fields.1 * 10 + digit
        default: fields.2 = fields.2 * 10 + digit
        }
      case 0x2D:
        guard digits == (field == 0 ? 4 : 2), field < 2 else { return nil }
        field += 1
        digits = 0
      default:
        return nil
      }
    }
    guard digits == (field == 0 ? 4 : 2) else { return nil }
    self.init(
      year: fields.0, month: field > 0 ? fields.1 : nil, day: field > 1 ? fields.2 : nil)
  }

  /// The first day of the span, in days since 1970-01-01.
  public var firstDay: Int32 { PartialDate.ordinal(year, month ?? 1, day ?? 1) }

  /// The last day of the span, in days since 1970-01-01.
  public var lastDay: Int32 {
    let month = month ?? 12
    return PartialDate.ordinal(year, month, day ?? PartialDate.days(inMonth: month, of: year))
  }

  /// The date that `packed` made; nil for 0 and for what no date packs to.
  public init?(packed: Int32) {
    guard packed > 0 else { return nil }
    let month = Int(packed >> 5 & 15)
    let day = Int(packed & 31)
    self.init(
      year: Int(packed >> 9), month: month == 0 ? nil : month, day: day == 0 ? nil : day)
  }

  /// Days in a month of a year of the Gregorian calendar.
  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01, by the count of 400-year eras (no table, no loop).
  private static func ordinal(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }
}

extension PartialDate: CustomStringConvertible {
  /// The date as ISO 8601 writes it, as far as it is known: `2011-09`.
  public var description: String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let years = String(repeating: "0", count: max(0, 4 - String(year).utf8.count)) + String(year)
    guard let month else { return years }
    guard let day else { return "\(years)-\(two(month))" }
    return "\(years)-\(two(month))-\(two(day))"
  }
}
