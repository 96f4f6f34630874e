// What stands between the terms: blanks, line ends and comments; and the labels of blank nodes.

internal import GraphModel

extension Reading {
  /// Passes blanks, line ends and comments of the Turtle family.
  @inline(__always)
  mutating func skipBlanks(_ at: inout UnsafeRawPointer) throws(Halt) {
    while true {
      let byte = try byte(at)
      if byte > 0x20 {
        if byte != 0x23 { return }
        try skipComment(&at)
      } else if byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D {
        at += 1
      } else {
        return
      }
    }
  }

  /// Passes blanks inside a line of N-Triples.
  @inline(__always)
  func skipLineBlanks(_ at: inout UnsafeRawPointer) throws(Halt) {
    while case let byte = try byte(at), byte == 0x20 || byte == 0x09 { at += 1 }
  }

  /// Passes a comment up to its line end; what came of it need not be kept.
  @inline(never)
  mutating func skipComment(_ at: inout UnsafeRawPointer) throws(Halt) {
    let end = ByteScan.find(0x0A, or: 0x0D, from: at, to: limit)
    if end == limit, !isLast { throw .starved }
    at = end
  }

  /// Passes what stands before a step begins, once and for all: it will not be read again.
  @inline(__always)
  mutating func passBlanks() throws(Halt) {
    if limit - cursor >= 17, !isInComment {
      let next = (cursor + 1).load(as: UInt8.self)
      if cursor.load(as: UInt8.self) == 0x0A, next > 0x20, next != 0x23 {
        cursor += 1
        return
      }
      let at = cursor + ByteScan.first(.!ByteScan.blanks(ByteScan.load(cursor)))
      if case let byte = at.load(as: UInt8.self), byte > 0x20, byte != 0x23 {
        cursor = at
        return
      }
    }
    try passManyBlanks()
  }

  @inline(never)
  private mutating func passManyBlanks() throws(Halt) {
    var at = cursor
    while true {
      if isInComment {
        at = ByteScan.find(0x0A, or: 0x0D, from: at, to: limit)
        cursor = at
        if at == limit, !isLast { throw .starved }
        isInComment = false
      }
      while at < limit, case let byte = at.load(as: UInt8.self),
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
      {
        at += 1
      }
      cursor = at
      guard try byte(at) == 0x23 else { return }
      isInComment = true
    }
  }

  /// BLANK_NODE_LABEL.
  ///
  /// `at` is at `_` and moves behind the label.
  @inline(__always)
  mutating func blank(_ at: inout UnsafeRawPointer) throws(Halt) -> TermSpan {
    let start = at + 2
    if limit - start >= 16, (at + 1).load(as: UInt8.self) == 0x3A {
      let length = ByteScan.first(.!ByteScan.nameBytes(ByteScan.load(start)))
      if length > 0, length < 16, start.load(as: UInt8.self) != 0x2D {
        let next = (start + length).load(as: UInt8.self)
        if next < 0x80, next != 0x2E {
          at = start + length
          let label = UnsafeRawBufferPointer(start: start, count: length)
          return TermSpan(kind: .blank, head: 0, text: isTurtleFamily ? unlikeMade(label) : label)
        }
      }
    }
    return try slowBlank(&at)
  }

  @inline(never)
  private mutating func slowBlank(_ at: inout UnsafeRawPointer) throws(Halt) -> TermSpan {
    guard try byte(at + 1) == 0x3A else { throw fail(.wanted(.blankLabel), at) }
    let start = at + 2
    let first = try scalar(start)
    guard NameCharacters.isStart(first.value) else { throw fail(.wanted(.blankLabel), at, start) }
    let end = try nameEnd(start + first.length)
    at = end
    let label = UnsafeRawBufferPointer(start: start, count: end - start)
    return TermSpan(kind: .blank, head: 0, text: isTurtleFamily ? unlikeMade(label) : label)
  }

  /// Where a name ends that goes on at an address: behind the last of PN_CHARS and inner dots.
  func nameEnd(_ from: UnsafeRawPointer) throws(Halt) -> UnsafeRawPointer {
    var at = from
    var end = from
    while true {
      let plain = plainBytes(at)
      if plain > 0 {
        at += plain
        end = at
        if plain == 16 { continue }
      }
      let next = try scalar(at)
      if next.value == 0x2E {
        at += 1
      } else if NameCharacters.isInner(next.value) {
        at += next.length
        end = at
      } else {
        return end
      }
    }
  }

  /// The character at an address and its length; 0 of length 0 at the end of the file.
  func scalar(_ at: UnsafeRawPointer) throws(Halt) -> (value: UInt32, length: Int) {
    let first = try byte(at)
    if first < 0x80 { return (UInt32(first), at < limit ? 1 : 0) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    // The window ends between characters; only bytes that were passed over as wrong do not fit.
    guard limit - at >= length else { return (0xFFFF, 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for index in 1..<length {
      value = value << 6 | UInt32((at + index).load(as: UInt8.self) & 63)
    }
    return (value, length)
  }

  /// A new blank node with a label that the file cannot hold: `anon` and a number.
  mutating func freshBlank() -> TermSpan {
    blankCount += 1
    // Every annotation block makes one, so the digits are written without a String between.
    let label = withUnsafeTemporaryAllocation(byteCount: 24, alignment: 1) { bytes in
      var start = bytes.count
      var rest = blankCount
      repeat {
        start -= 1
        bytes[start] = 0x30 + UInt8(rest % 10)
        rest /= 10
      } while rest > 0
      start -= 4
      bytes[start..<(start + 4)].copyBytes(from: [0x61, 0x6E, 0x6F, 0x6E])
      return scratch.copy(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }
    return TermSpan(kind: .blank, head: 0, text: label)
  }

  /// A label of the file, with an `x` more if it looks like one of ours: `anon7` is `anonx7`, and
  /// `anonx7` is `anonxx7`, so that different labels stay different.
  @inline(__always)
  private func unlikeMade(_ label: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard label.count > 4, label[0] == 0x61, label[1] == 0x6E else { return label }
    return slowUnlikeMade(label)
  }

  @inline(never)
  private func slowUnlikeMade(_ label: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard label.starts(with: "anon".utf8),
      case let tail = label.dropFirst(4).drop(while: { $0 == 0x78 }), !tail.isEmpty,
      tail.allSatisfy({ (0x30...0x39).contains($0) })
    else { return label }
    return scratch.copy(Array("anonx".utf8) + label.dropFirst(4))
  }
}
