// Where a run of bytes stands in the text of all terms, which lies in one piece: sixteen places are
// compared at a time, by the first and the last byte, so that a search costs as much as reading the
// text. An index of pairs of characters was weighed: it costs as much memory as the text itself.

extension Snapshot {
  /// Calls `take` with each of some terms whose text holds a run of bytes, ascending, each once.
  ///
  /// The run is not empty and in lower case; ASCII letters in the text match in any case.
  public func visitTerms(
    holding run: [UInt8], among ids: Range<TermID>, _ take: (TermID) -> Void
  ) {
    let ids = ids.clamped(to: 1..<TermID(max(1, terms.count)))
    guard !run.isEmpty, !ids.isEmpty else { return }
    terms.withAllText { text in
      let search = RunSearch(run)
      let text = UnsafeRawBufferPointer(rebasing: text[..<terms.textEnd(of: ids.upperBound - 1)])
      var id = ids.lowerBound - 1
      var place = terms.textEnd(of: id)
      while let found = search.first(in: text, from: place) {
        id = term(holding: found, after: id)
        let end = terms.textEnd(of: id)
        guard found + run.count <= end else {
          place = found + 1
          continue
        }
        take(id)
        place = end
      }
    }
  }

  /// The term whose text a place belongs to, in leaps from one before it.
  private func term(holding place: Int, after id: TermID) -> TermID {
    var lower = id
    var leap: TermID = 1
    let last = TermID(terms.count - 1)
    while lower < last, terms.textEnd(of: min(last, lower + leap)) <= place {
      lower = min(last, lower + leap)
      leap *= 2
    }
    var upper = min(last, lower + leap)
    while lower + 1 < upper {
      let middle = lower + (upper - lower) / 2
      if terms.textEnd(of: middle) <= place { lower = middle } else { upper = middle }
    }
    return upper
  }
}

/// Searches for one run of bytes.
struct RunSearch {
  private let run: [UInt8]
  private let first: SIMD16<UInt8>
  private let last: SIMD16<UInt8>

  init(_ run: [UInt8]) {
    self.run = run
    first = SIMD16(repeating: run[0] | 0x20)
    last = SIMD16(repeating: run[run.count - 1] | 0x20)
  }

  /// The first place of the run from a place on.
  func first(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = text.baseAddress else { return nil }
    let distance = run.count - 1
    let end = text.count - distance
    let small = SIMD16<UInt8>(repeating: 0x20)
    let none = SIMD16<UInt8>(repeating: 0)
    var place = start
    while place + 16 <= end {
      let here: SIMD16<UInt8> = base.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
      let there: SIMD16<UInt8> = base.loadUnaligned(
        fromByteOffset: place + distance, as: SIMD16<UInt8>.self)
      // Bit 0x20 is the case of ASCII letters; what it makes alike by mistake is looked at again.
      let difference: SIMD16<UInt8> = ((here | small) ^ first) | ((there | small) ^ last)
      let mask: SIMDMask<SIMD16<Int8>> = difference .== none
      let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
      if halves.x | halves.y != 0 {
        if let found = check(halves.x, place, base) { return found }
        if let found = check(halves.y, place + 8, base) { return found }
      }
      place += 16
    }
    while place < end {
      if matches(base + place) { return place }
      place += 1
    }
    return nil
  }

  /// The first of eight places that is one of the run.
  private func check(_ lanes: UInt64, _ place: Int, _ base: UnsafeRawPointer) -> Int? {
    var lanes = lanes
    while lanes != 0 {
      let lane = lanes.trailingZeroBitCount >> 3
      if matches(base + place + lane) { return place + lane }
      lanes &= ~(0xFF << UInt64(lane * 8))
    }
    return nil
  }

  private func matches(_ text: UnsafeRawPointer) -> Bool {
    for (index, byte) in run.enumerated() {
      var own = text.load(fromByteOffset: index, as: UInt8.self)
      if (0x41...0x5A).contains(own) { own |= 0x20 }
      if own != byte { return false }
    }
    return true
  }
}
