// int, date = YYYY[-MM[-DD]], and the places where a parameter may stand for one of them.

import GraphModel

extension QueryParser {
  /// `int`, not negative, with no word right behind it.
  mutating func int(_ expected: Expected = .count) throws(QueryFault) -> Int {
    let value = try digits(expected)
    guard !lexer.isWord(at: lexer.position) else {
      throw fault(expected, at: wholeWord())
    }
    return value
  }

  /// Digits, whatever follows them.
  mutating func digits(_ expected: Expected) throws(QueryFault) -> Int {
    lexer.skipSpace()
    let start = lexer.position
    let end = lexer.digitsEnd(from: start)
    guard end > start else {
      throw fault(expected, hint: lexer.byte(start) == .dollar ? .noParameterHere : nil)
    }
    guard let value = integer(lexer.text[start..<end]) else {
      throw fault(.int64, at: start..<end)
    }
    lexer.position = end
    return value
  }

  /// The word around the digits that were just read.
  private func wholeWord() -> Range<Int> {
    var start = lexer.position
    while start > lexer.start, lexer.byte(start - 1).isDigit { start -= 1 }
    return start..<lexer.wordEnd(from: start, .plain)
  }

  /// Digits with or without a sign as a number of 64 bits; nil if there are others or too many.
  func integer(_ bytes: ArraySlice<UInt8>) -> Int? {
    let isSigned = bytes.first == .hyphen || bytes.first == .plus
    let digits = isSigned ? bytes.dropFirst() : bytes
    guard !digits.isEmpty else { return nil }
    // Below zero, where there is one number more.
    var value = 0
    for digit in digits {
      guard digit.isDigit else { return nil }
      let (tenfold, isTooLong) = value.multipliedReportingOverflow(by: 10)
      let (sum, isTooMuch) = tenfold.subtractingReportingOverflow(Int(digit - 0x30))
      guard !isTooLong, !isTooMuch else { return nil }
      value = sum
    }
    return bytes.first == .hyphen ? value : value == .min ? nil : -value
  }

  /// `int | param`.
  mutating func count(_ expected: Expected = .count) throws(QueryFault) -> Clauses.Count {
    guard peek() == .dollar else { return .number(try int(expected)) }
    let parameter = try parameter()
    return .parameter(parameter.name, parameter.range)
  }

  /// Whether an integer or a parameter is next.
  mutating func nextIsCount() -> Bool {
    let sign = peek()
    return sign.isDigit || sign == .dollar
  }

  /// `date | param`.
  mutating func timePoint() throws(QueryFault) -> Clauses.TimePoint {
    guard peek() == .dollar else { return .date(try date()) }
    let parameter = try parameter()
    return .parameter(parameter.name, parameter.range)
  }

  /// `date`.
  mutating func date() throws(QueryFault) -> PartialDate {
    lexer.skipSpace()
    let start = lexer.position
    var end = start
    while lexer.byte(end).isDigit || lexer.byte(end) == .hyphen { end += 1 }
    guard end > start, !lexer.isWord(at: end) else {
      let range = tokenRange()
      throw fault(.date, at: range, hint: dateHint(range))
    }
    guard let date = PartialDate(bytes: lexer.text[start..<end]) else {
      throw wrongDate(start..<end)
    }
    lexer.position = end
    return date
  }

  /// Digits and hyphens that are no date of the calendar.
  mutating func wrongDate(_ range: Range<Int>) -> QueryFault {
    guard let fields = dateFields(range) else {
      return fault(.date, at: range, hint: dateHint(range))
    }
    if let padded = padded(fields), padded.description.utf8.count != range.count {
      return fault(.date, at: range, hint: .write(padded.description))
    }
    return fault(.calendarDate, at: range, hint: monthHint(fields))
  }

  /// The numbers of `Y-M` or `Y-M-D`, of four and at most two digits.
  private func dateFields(_ range: Range<Int>) -> [Int]? {
    let parts = lexer.text[range].split(separator: .hyphen, omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].count == 4 else { return nil }
    guard parts.dropFirst().allSatisfy({ (1...2).contains($0.count) }) else { return nil }
    let numbers = parts.compactMap { integer($0) }
    return numbers.count == parts.count ? numbers : nil
  }

  private func padded(_ fields: [Int]) -> PartialDate? {
    PartialDate(
      year: fields[0], month: fields.count > 1 ? fields[1] : nil,
      day: fields.count > 2 ? fields[2] : nil)
  }

  private func monthHint(_ fields: [Int]) -> Hint? {
    guard fields.count == 3 else { return nil }
    for days in [31, 30, 29, 28]
    where PartialDate(year: fields[0], month: fields[1], day: days) != nil {
      return .daysOfMonth(days)
    }
    return nil
  }

  /// Two years with a hyphen are a period; dates in other orders begin with a digit.
  private func dateHint(_ range: Range<Int>) -> Hint? {
    let typed = lexer.text[range]
    guard typed.first?.isDigit == true, !typed.allSatisfy(\.isDigit) else { return nil }
    let parts = typed.split(separator: .hyphen, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 4 && $0.allSatisfy(\.isDigit) }) else {
      return .isoDate
    }
    return .write(parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".."))
  }
}
