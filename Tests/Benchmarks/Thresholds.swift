// What may not be exceeded: a line for each count, `what`, `most at 10,000 triples and more`.

internal import Glibc

/// The most of each count.
struct Thresholds {
  private var most: [String: Int] = [:]
  /// What was too much.
  private(set) var exceeded: [String] = []

  private static let folder = #filePath.split(separator: "/").dropLast().reduce("") {
    $0 + "/" + $1
  }
  /// The words of the generated graphs.
  static let vocabulary = folder + "/vocabulary.ttl"

  init() {
    guard let file = fopen(Thresholds.folder + "/thresholds.tsv", "r") else { return }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let bytes = line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
      let fields = String(decoding: bytes, as: UTF8.self).split(separator: "\t")
      if fields.count == 2, let count = Int(fields[1]) { most[String(fields[0])] = count }
    }
  }

  /// Compares a count with the most of it; one without a line is too much.
  mutating func check(_ what: String, _ size: Int, _ count: Int) {
    // A small graph has fixed costs that say nothing of its triples.
    if what == "bytes", size < 1_000_000 { return }
    guard let most = most[what] else {
      exceeded.append("\(what): no line in thresholds.tsv")
      return
    }
    if count > most { exceeded.append("\(what) at \(size): \(count), at most \(most)") }
  }
}
