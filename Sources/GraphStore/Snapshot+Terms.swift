// What is asked of a term or a statement a thousand times for one answer. Asked of the snapshot and
// not of its parts: another module that calls a function of a struct copies the struct for it, and
// a dictionary is a dozen references to count.

public import GraphModel

extension Snapshot {
  /// Whether a term is a literal.
  @inlinable
  public func isLiteral(_ id: TermID) -> Bool { view.isLiteral(id) }

  /// The kind of a term.
  @inlinable
  public func kind(of id: TermID) -> TermClass.Kind { view.kind(of: id) }

  /// The number of a term's class.
  @inlinable
  public func classNumber(of id: TermID) -> ClassID { view.classNumber(of: id) }

  /// Whether a term is a whole number without a sign, and which; nil for all other terms' texts.
  public func digits(of term: TermID) -> Double? {
    terms.withText(of: term) { text in
      guard (1...15).contains(text.count) else { return nil }
      var number = 0
      for byte in text {
        guard (0x30...0x39).contains(byte) else { return nil }
        number = number * 10 + Int(byte - 0x30)
      }
      return Double(number)
    }
  }

  /// Calls `body` with the text of a term: the local part, lexical form or label.
  public func visitText(of id: TermID, _ body: (UnsafeRawBufferPointer) -> Void) {
    body(view.text(of: id))
  }

  /// Compares the texts of two terms.
  public func compareTexts(
    _ left: TermID, _ right: TermID,
    _ order: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int
  ) -> Int {
    order(view.text(of: left), view.text(of: right))
  }

  /// Compares the texts of the classes of two terms: namespaces, datatypes, languages.
  public func compareClasses(
    _ left: TermID, _ right: TermID,
    _ order: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int
  ) -> Int {
    guard classNumber(of: left) != classNumber(of: right) else { return 0 }
    return terms.termClass(of: left).text.withUnsafeBytes { first in
      terms.termClass(of: right).text.withUnsafeBytes { order(first, $0) }
    }
  }

  /// Whether a term's text can be the local part of a CURIE as it is.
  public func isPlain(_ id: TermID) -> Bool { Curies.isPlain(view.text(of: id)) }

  /// Whether a source, date, status or detail is known of a statement.
  @inlinable
  public func isAnnotated(_ statement: StatementID) -> Bool { annotations.isAnnotated(statement) }
}

extension Snapshot {
  /// The date a literal writes.
  public func date(_ id: TermID) -> PartialDate? {
    guard view.isLiteral(id) else { return nil }
    let text = view.text(of: id)
    // `YYYY-MM-DD` is what almost all are.
    guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D else { return terms.date(id) }
    func two(_ place: Int) -> Int {
      let (tens, ones) = (text[place] &- 0x30, text[place + 1] &- 0x30)
      return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : -1
    }
    let (century, year, month, day) = (two(0), two(2), two(5), two(8))
    guard century | year | month | day >= 0 else { return nil }
    return PartialDate(year: century * 100 + year, month: month, day: day)
  }

  /// The text of a term: the local part, lexical form or label.
  public func string(of id: TermID) -> String {
    terms.withText(of: id) { String(decoding: $0, as: UTF8.self) }
  }
}
