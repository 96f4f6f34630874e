// IRIs as bytes: their parts, and relative references resolved against a base as RFC 3986, section
// 5.2, has it; strictly, and without any other normalisation, since in RDF two IRIs are the same
// only if their characters are.

/// The five parts of an IRI or a relative reference, as ranges of its bytes (RFC 3986, appendix B).
public struct IRIParts: Equatable, Sendable {
  /// Without the colon; nil for a relative reference.
  public var scheme: Range<Int>?
  /// Without the two slashes.
  public var authority: Range<Int>?
  /// May be empty.
  public var path: Range<Int>
  /// Without the question mark.
  public var query: Range<Int>?
  /// Without the number sign.
  public var fragment: Range<Int>?

  /// Takes a reference apart; every text has parts.
  public init(_ text: UnsafeRawBufferPointer) {
    var start = 0
    let schemeEnd = IRI.schemeLength(text)
    if schemeEnd > 0 {
      scheme = 0..<(schemeEnd - 1)
      start = schemeEnd
    }
    func end(of stops: [UInt8], from index: Int) -> Int {
      text[index...].firstIndex(where: stops.contains) ?? text.count
    }
    if text.count - start >= 2, text[start] == 0x2F, text[start + 1] == 0x2F {
      let stop = end(of: [0x2F, 0x3F, 0x23], from: start + 2)
      authority = (start + 2)..<stop
      start = stop
    }
    path = start..<end(of: [0x3F, 0x23], from: start)
    start = path.upperBound
    if start < text.count, text[start] == 0x3F {
      let stop = end(of: [0x23], from: start + 1)
      query = (start + 1)..<stop
      start = stop
    }
    if start < text.count { fragment = (start + 1)..<text.count }
  }
}

/// What can be asked of the bytes of an IRI.
public enum IRI {
  /// Length of the scheme with its colon; 0 if the text has none and so is relative.
  public static func schemeLength(_ text: UnsafeRawBufferPointer) -> Int {
    for (index, byte) in text.enumerated() {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A: continue
      case 0x30...0x39, 0x2B, 0x2D, 0x2E: if index == 0 { return 0 }
      case 0x3A: return index == 0 ? 0 : index + 1
      default: return 0
      }
    }
    return 0
  }

  /// Whether a byte may not stand in an IRI (RDF 1.2 N-Triples, terminal IRIREF).
  public static func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D: true
    default: false
    }
  }

  /// Where an IRI is cut into head and text: behind the last `/`, `#` or `:`; 0 if there is none.
  public static func cut(_ text: UnsafeRawBufferPointer) -> Int {
    (text.lastIndex { $0 == 0x2F || $0 == 0x23 || $0 == 0x3A } ?? -1) + 1
  }

  /// The absolute IRI that a reference stands for where `base`, an absolute IRI, is the base.
  public static func resolve(
    _ reference: UnsafeRawBufferPointer, against base: UnsafeRawBufferPointer
  ) -> [UInt8] {
    let r = IRIParts(reference)
    let b = IRIParts(base)
    var result: [UInt8] = []
    result.reserveCapacity(reference.count + base.count)
    var path: [UInt8]
    var authority = r.authority.map { reference[$0] }
    var query = r.query.map { reference[$0] }
    if r.scheme != nil || r.authority != nil {
      path = withoutDots(Array(reference[r.path]))
    } else {
      authority = b.authority.map { base[$0] }
      if r.path.isEmpty {
        path = Array(base[b.path])
        if query == nil { query = b.query.map { base[$0] } }
      } else if reference[r.path.lowerBound] == 0x2F {
        path = withoutDots(Array(reference[r.path]))
      } else {
        path = withoutDots(merged(base, b, reference[r.path]))
      }
    }
    if let scheme = r.scheme {
      result += reference[scheme]
    } else if let scheme = b.scheme {
      result += base[scheme]
    }
    result.append(0x3A)
    if let authority { result += [0x2F, 0x2F] + authority }
    result += path
    if let query { result += [0x3F] + query }
    if let fragment = r.fragment { result += [0x23] + reference[fragment] }
    return result
  }

  /// The reference's path behind the base's last segment (RFC 3986, 5.2.3).
  private static func merged(
    _ base: UnsafeRawBufferPointer, _ parts: IRIParts,
    _ path: Slice<UnsafeRawBufferPointer>
  ) -> [UInt8] {
    if parts.authority != nil, parts.path.isEmpty { return [0x2F] + path }
    let kept = base[parts.path]
    let end = kept.lastIndex(of: 0x2F).map { $0 + 1 } ?? kept.startIndex
    return Array(kept[kept.startIndex..<end]) + path
  }

  /// A path without its `.` and `..` segments (RFC 3986, 5.2.4).
  private static func withoutDots(_ path: [UInt8]) -> [UInt8] {
    guard path.contains(0x2E) else { return path }
    var output: [UInt8] = []
    output.reserveCapacity(path.count)
    var segments = path.split(separator: 0x2F, omittingEmptySubsequences: false)[...]
    let isRooted = path.first == 0x2F
    if isRooted { segments = segments.dropFirst() }
    var isFirst = true
    while let segment = segments.popFirst() {
      let isLast = segments.isEmpty
      if segment.elementsEqual([0x2E]) {
        if isLast, isRooted || !isFirst { output.append(0x2F) }
      } else if segment.elementsEqual([0x2E, 0x2E]) {
        output.removeSubrange((output.lastIndex(of: 0x2F) ?? 0)...)
        if isLast, isRooted || !output.isEmpty { output.append(0x2F) }
      } else {
        if isRooted || !isFirst { output.append(0x2F) }
        output += segment
      }
      isFirst = false
    }
    return output
  }
}
