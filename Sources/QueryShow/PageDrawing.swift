// A page as it was written holds the text of its picture; drawn, it holds the drawing in its place.

/// The place of the drawing in a page.
public struct PageDrawing {
  static let start = "<pre id=\"dot\">"
  static let end = "</pre>"

  private let page: [UInt8]
  private let place: Range<Int>
  /// The picture, for Graphviz.
  public let dot: [UInt8]

  /// Finds the place; nil in what is no page of ours.
  public init?(_ page: [UInt8]) {
    guard let start = PageDrawing.index(of: PageDrawing.start, in: page[...]),
      let end = PageDrawing.index(of: PageDrawing.end, in: page[start...])
    else { return nil }
    self.page = page
    place = start..<end + PageDrawing.end.utf8.count
    dot = PageDrawing.plain(page[start + PageDrawing.start.utf8.count..<end])
  }

  /// The page with a drawing: an SVG as Graphviz writes it, prolog and all; nil for what is none.
  public func page(with svg: [UInt8]) -> [UInt8]? {
    guard let start = PageDrawing.index(of: "<svg", in: svg[...]) else { return nil }
    var drawn = Array(page[..<place.lowerBound])
    drawn += svg[start...]
    drawn += page[place.upperBound...]
    return drawn
  }

  private static func index(of mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let mark = Array(mark.utf8)
    var index = bytes.startIndex
    while index + mark.count <= bytes.endIndex {
      if bytes[index] == mark[0], bytes[index..<index + mark.count].elementsEqual(mark) {
        return index
      }
      index += 1
    }
    return nil
  }

  /// Text of which the five characters of markup are written as they are.
  private static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let entities: [(name: [UInt8], byte: UInt8)] = [
      (Array("&quot;".utf8), 0x22), (Array("&amp;".utf8), 0x26), (Array("&#39;".utf8), 0x27),
      (Array("&lt;".utf8), 0x3C), (Array("&gt;".utf8), 0x3E),
    ]
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var rest = text
    while let byte = rest.first {
      if byte == 0x26, let entity = entities.first(where: { rest.starts(with: $0.name) }) {
        plain.append(entity.byte)
        rest = rest.dropFirst(entity.name.count)
      } else {
        plain.append(byte)
        rest = rest.dropFirst()
      }
    }
    return plain
  }
}
