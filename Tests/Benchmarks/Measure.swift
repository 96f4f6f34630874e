// How long, how often, how much: the clock, the allocations and the memory of this process.

internal import AllocationCount
internal import Glibc

/// What the machine says.
enum Measure {
  /// Nanoseconds of the monotonic clock.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// How often memory was asked for so far.
  static func allocations() -> Int { Int(allocation_count()) }

  /// A line of `/proc/self/status` that counts in kB, in bytes: `VmRSS`, `VmHWM`.
  static func memory(_ key: String) -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix(key + ":") else { continue }
      return (Int(text.filter(\.isNumber)) ?? 0) * 1_024
    }
    return 0
  }

  /// Gives back what was freed, so that memory held is memory needed.
  static func trim() { allocation_trim() }
}

/// Times of many questions, in nanoseconds.
struct Times {
  private var sorted: [Int64]

  init(_ times: [Int64]) { sorted = times.sorted() }

  var median: Int64 { sorted.isEmpty ? 0 : sorted[sorted.count / 2] }

  /// The time that one in a hundred exceeds.
  var slow: Int64 { sorted.isEmpty ? 0 : sorted[sorted.count * 99 / 100] }
}

/// How much slower each kind of question is than on the graph measured before.
struct Growth {
  private var before: [String: Times] = [:]

  /// The ratios of medians and of the slow ones, in two fields; empty for the first graph.
  mutating func since(_ kind: String, _ times: Times) -> [String] {
    defer { before[kind] = times }
    guard let other = before[kind] else { return ["", ""] }
    return [(times.median, other.median), (times.slow, other.slow)].map { now, then in
      Layout.fixed(now * 100 / max(1, then), 2) + "x"
    }
  }
}

/// Columns of text, aligned.
enum Layout {
  /// Microseconds with as many decimals as they deserve.
  static func microseconds(_ nanoseconds: Int64) -> String {
    if nanoseconds >= 100_000 { return String((nanoseconds + 500) / 1_000) }
    let tenths = nanoseconds >= 10_000 ? (nanoseconds + 50) / 100 * 10 : (nanoseconds + 5) / 10
    return fixed(tenths, nanoseconds >= 10_000 ? 1 : 2)
  }

  /// Hundredths with one or two decimals.
  static func fixed(_ hundredths: Int64, _ decimals: Int) -> String {
    let fraction = hundredths % 100
    let digits = fraction < 10 ? "0\(fraction)" : "\(fraction)"
    return "\(hundredths / 100).\(digits.prefix(decimals))"
  }

  /// The first field to the left, all others to the right.
  static func row(_ fields: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, field) in fields.enumerated() {
      let padding = String(repeating: " ", count: max(0, widths[index] - field.count))
      line += index == 0 ? field + padding : "  " + padding + field
    }
    return line
  }
}
