// What holds for any bytes at all: how they are cut does not matter, lenient reading only adds to
// strict reading, and what is written says the same when it is read again.

internal import Bytes
public import GraphFormats
internal import SeededNumbers

/// A property of reading and writing that some bytes break.
public struct BrokenProperty: Error, CustomStringConvertible {
  /// What was read one way and the other.
  public var description: String
}

/// Reads bytes in every way and holds the results against one another.
public func checkProperties(of text: [UInt8], _ format: GraphFormat) throws(BrokenProperty) {
  let check = PropertyCheck(text: text, format: format)
  try check.cuts(isLenient: false)
  try check.cuts(isLenient: true)
  try check.leniency()
  try check.messages()
  try check.lines()
  try check.pretty()
}

private struct PropertyCheck {
  static let base = "http://base.example/folder/file"
  let text: [UInt8]
  let format: GraphFormat
  let strict: Outcome
  let lenient: Outcome

  init(text: [UInt8], format: GraphFormat) {
    self.text = text
    self.format = format
    strict = read(text, format, base: PropertyCheck.base)
    lenient = read(text, format, base: PropertyCheck.base, lenient: true)
  }

  private func hold(_ isTrue: Bool, _ what: @autoclosure () -> String) throws(BrokenProperty) {
    if !isTrue { throw BrokenProperty(description: what()) }
  }

  func cuts(isLenient: Bool) throws(BrokenProperty) {
    let whole = isLenient ? lenient : strict
    var random = SplitMix64(seed: UInt64(text.count * 2 + (isLenient ? 1 : 0)))
    let most = [4, 40, 400][random.below(3)]
    let cut = read(text, format, base: PropertyCheck.base, lenient: isLenient) {
      1 + random.below(most)
    }
    try hold(cut == whole, "cut: \(cut)\nwhole: \(whole)")
  }

  func leniency() throws(BrokenProperty) {
    try hold(
      strict.faults == Array(lenient.faults.prefix(1)),
      "strict: \(strict.faults)\nlenient: \(lenient.faults)")
    try hold(
      lenient.lines.utf8.starts(with: strict.lines.utf8),
      "strict: \(strict.lines)\nlenient: \(lenient.lines)")
    try hold(lenient.offsets.allSatisfy { 0...text.count ~= $0 }, "\(lenient.offsets)")
  }

  /// A message points into the text and is safe on a terminal.
  func messages() throws(BrokenProperty) {
    for fault in lenient.faults {
      try hold(fault.error.range.upperBound <= text.count, "\(fault) of \(text.count)")
      let message = fault.rendered(name: "file")
      let isSafe = message.utf8.allSatisfy { $0 == 0x0A || $0 >= 0x20 && $0 != 0x7F }
      try hold(isSafe, message.debugDescription)
    }
  }

  /// Canonical lines are read as they were written.
  func lines() throws(BrokenProperty) {
    let again = read(Array(lenient.lines.utf8), .nQuads)
    try hold(again.faults.isEmpty, "\(again.faults)")
    try hold(again.lines == lenient.lines, "again: \(again.lines)\nlines: \(lenient.lines)")
  }

  /// Pretty text says the same, up to the labels of blank nodes.
  func pretty() throws(BrokenProperty) {
    let pretty = convert(text, format, to: .trig, base: PropertyCheck.base, lenient: true)
    let cut = convert(
      text, format, to: .trig, base: PropertyCheck.base, piece: 1 + text.count / 3, lenient: true)
    try hold(cut == pretty, "cut: \(cut)\nwhole: \(pretty)")
    let again = read(Array(pretty.utf8), .trig)
    try hold(again.faults.isEmpty, "\(again.faults)\n\(pretty)")
    try hold(
      numbered(again.lines) == numbered(lenient.lines),
      "again: \(again.lines)\nlines: \(lenient.lines)\npretty: \(pretty)")
  }
}

/// Canonical lines with their blank nodes numbered in the order they come.
private func numbered(_ lines: String) -> [UInt8] {
  var numbers: [ArraySlice<UInt8>: Int] = [:]
  let bytes = Array(lines.utf8)
  var result: [UInt8] = []
  var index = 0
  while index < bytes.count {
    let start = index
    switch bytes[index] {
    case 0x22:
      index += 1
      while index < bytes.count, bytes[index] != 0x22 { index += bytes[index] == 0x5C ? 2 : 1 }
      index += 1
    case 0x3C where bytes[index...].starts(with: "<<(".utf8): index += 3
    case 0x3C: index = (bytes[index...].firstIndex(of: 0x3E) ?? bytes.count - 1) + 1
    case 0x5F:
      index = bytes[index...].firstIndex(of: 0x20) ?? bytes.count
      let label = bytes[start..<index]
      let number = numbers[label] ?? numbers.count
      numbers[label] = number
      result += Array("_:\(number)".utf8)
      continue
    default: index += 1
    }
    result += bytes[start..<index]
  }
  return result
}
