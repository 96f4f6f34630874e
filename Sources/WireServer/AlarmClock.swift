// The loop's next look at the time, as a descriptor to wait for. A time-out given with every wait
// would set and clear a timer of the machine each time, which costs more than answering a ping;
// this one is set a few times a second.

/// Rings once at a moment.
struct AlarmClock {
  /// The descriptor that rings.
  let descriptor: Int32
  private var setTo: Int64 = 0

  init() throws(SystemError) { descriptor = try SystemCalls.createTimer() }

  /// Sets the clock to a moment, nil for never; false when it could not be set.
  mutating func set(_ moment: Int64?) -> Bool {
    let moment = moment.map { max($0, 1) } ?? 0
    guard moment != setTo else { return true }
    guard (try? SystemCalls.setTimer(descriptor, moment)) != nil else { return false }
    setTo = moment
    return true
  }

  /// Notes that it has rung, and silences it.
  mutating func silence() {
    if (try? SystemCalls.setTimer(descriptor, 0)) != nil { setTo = 0 }
  }

  /// Gives the descriptor back.
  func close() { SystemCalls.close(descriptor) }
}
