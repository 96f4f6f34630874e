// Faults of files on standard error, in the form that editors jump by: FILE:LINE:COLUMN first. What
// tells a hundred faults has told enough.

internal import Bytes

/// Tells faults and counts them.
struct FaultReport {
  /// After how many faults the rest is only counted.
  static let limit = 100

  /// How many faults were told.
  private(set) var told = 0
  /// How many faults there were.
  private(set) var count = 0

  /// How many more are told.
  var room: Int { FaultReport.limit - told }

  /// Tells one fault, if there is room.
  mutating func add(_ message: @autoclosure () -> String) {
    count += 1
    guard room > 0 else { return }
    told += 1
    FaultReport.tell(message())
  }

  /// A number with its noun.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// Tells something of several lines without a name before it.
  static func tell(_ message: String) {
    var buffer = OutputBuffer()
    buffer.append(message + "\n")
    // If standard error is gone there is nobody left to tell.
    try? FileOutput.standardError.flush(&buffer)
  }
}
