// Durations are measured on the monotonic clock alone, so that no correction of the wall clock
// can end a query early or keep a connection for a year. The wall clock appears in logs only.

internal import Glibc

/// Time for the server.
enum Clock {
  /// Nanoseconds since some fixed moment; never goes back.
  static func now() -> Int64 { read(CLOCK_MONOTONIC) }

  /// Nanoseconds that the calling thread has spent on a processor.
  static func processorTime() -> Int64 { read(CLOCK_THREAD_CPUTIME_ID) }

  /// Nanoseconds of `milliseconds`, at most a century.
  static func nanoseconds(milliseconds: Int) -> Int64 {
    Int64(clamping: min(max(milliseconds, 0), 3_155_760_000_000)) * 1_000_000
  }

  /// The wall clock as `2026-08-01T12:00:00.000Z`.
  static func timestamp() -> String {
    let nanoseconds = read(CLOCK_REALTIME)
    var seconds = time_t(nanoseconds / 1_000_000_000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let fields = [parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
      .map { padded(Int64($0), 2) }
    let fraction = padded(nanoseconds / 1_000_000 % 1_000, 3)
    let date = "\(parts.tm_year + 1_900)-\(fields[0])-\(fields[1])"
    return "\(date)T\(fields[2]):\(fields[3]):\(fields[4]).\(fraction)Z"
  }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
