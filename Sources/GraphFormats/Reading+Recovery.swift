// Steps in a row, and what happens after a fault: a line of N-Triples is passed over whole; in
// Turtle the end of the faulty statement is guessed, so that one mistake gives one message.

/// Why a run of steps came to a pause.
enum Pause {
  /// More bytes are needed.
  case starved
  /// The batch is full.
  case full
  /// `Reading.failure` says what is wrong.
  case fault
  /// The file is read to its end.
  case finished
}

extension Reading {
  /// Statements in a batch; few enough to stay in the nearest cache.
  static let batchSize = 512
  /// More statements than this are never said by one step: a cell, its member and what annotates it
  /// are four.
  static let rowRoom = 16

  /// Takes steps until something else has to be done.
  mutating func advance() -> Pause {
    while true {
      if rowCount >= Reading.batchSize { return .full }
      let nestedBefore = batch.nested.count
      let blanksBefore = blankCount
      do throws(Halt) {
        if isTurtleFamily { try turtle() } else { try line() }
        if cursor == limit, isLast, state == .document, !isInGraph { return .finished }
      } catch {
        if batch.nested.count > nestedBefore {
          batch.nested.removeLast(batch.nested.count - nestedBefore)
        }
        blankCount = blanksBefore
        switch error {
        case .starved: return .starved
        case .full: return .full
        case .fault: return .fault
        }
      }
    }
  }

  /// After a fault: drops what is open and looks for the next statement.
  mutating func beginRecovery(atLineStart: Bool) {
    // Nothing but a comment is faulty.
    if isInComment { return }
    // What stands at the start of a line behind a whole object is rather the next statement
    // behind a forgotten dot than part of this one.
    let isForgottenDot = atLineStart && state == .afterObject && frames.isEmpty
    frames.removeAll()
    settledFrames = 0
    locatedFrames = 0
    top = Frame(kind: .statement, offset: offset(cursor))
    state = isForgottenDot ? .document : .recovery
  }

  /// One piece of a faulty statement.
  mutating func recover() throws(Halt) {
    guard isTurtleFamily else { return try recoverLine() }
    try recoverPart()
    if state == .document, offset(cursor) <= recoveryFloor, !(cursor == limit && isLast) {
      state = .recovery
    }
  }

  private mutating func recoverPart() throws(Halt) {
    var at = cursor
    let byte = try byte(at)
    if at == limit {
      state = .document
      isInGraph = false
      return
    }
    switch byte {
    case 0x2E:
      let next = try self.byte(at + 1)
      at += 1
      if at < limit, next <= 0x20 || next == 0x23 { state = .document }
    case 0x7D where isInGraph: return endGraph(at + 1)
    case 0x7C: at += try self.byte(at + 1) == 0x7D ? 2 : 1
    case 0x22, 0x27: try passString(&at, byte)
    case 0x3C: try passIRI(&at)
    case 0x23: try skipComment(&at)
    case 0x0A:
      at += 1
      if try self.byte(at) == 0x40 { state = .document }
    default: at += 1
    }
    cursor = at
  }

  private mutating func recoverLine() throws(Halt) {
    cursor = ByteScan.find(0x0A, or: 0x0D, from: cursor, to: limit)
    if cursor == limit, !isLast { throw .starved }
    state = .document
  }

  /// Passes a string, or the rest of a line if it is not closed there.
  private mutating func passString(_ at: inout UnsafeRawPointer, _ quote: UInt8) throws(Halt) {
    var isLong = false
    if try byte(at + 1) == quote { isLong = try byte(at + 2) == quote }
    at += isLong ? 3 : 1
    var lastSeen: UInt8 = 0
    while at < limit || !isLast {
      let byte = try byte(at)
      if byte == quote {
        at += 1
        if !isLong { return }
        if try self.byte(at) == quote, try self.byte(at + 1) == quote {
          at += 2
          return
        }
        continue
      }
      if byte == 0x0A, !isLong {
        if lastSeen == 0x2E { state = .document }
        return
      }
      if byte > 0x20 { lastSeen = byte }
      at += 1
      if byte == 0x5C, at < limit { at += 1 }
    }
    at = limit
  }

  /// Passes an IRI, or only its `<` if no `>` follows on the line.
  private func passIRI(_ at: inout UnsafeRawPointer) throws(Halt) {
    var end = at + 1
    while case let byte = try byte(end), end < limit, byte != 0x0A {
      end += 1
      if byte == 0x3E {
        at = end
        return
      }
    }
    at += 1
  }
}
