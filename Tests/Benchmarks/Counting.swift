// A file read and forgotten: what the readers alone cost.

internal import Glibc
internal import GraphFormats
internal import GraphStore

/// Counting cannot fail.
private enum Nothing: Error {}

extension Benchmarks {
  /// Prints the number of triples of a file; false when it cannot be read.
  static func count(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, let format = GraphFormat(fileName: path) else { return false }
    defer { close(descriptor) }
    var reader = TripleReader(format: format)
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { piece.deallocate() }
    var triples = 0
    while true {
      let size = read(descriptor, piece.baseAddress, piece.count)
      guard size >= 0 else { return false }
      do {
        try reader.read(UnsafeRawBufferPointer(rebasing: piece[..<size]), isLast: size == 0) {
          (batch) throws(Nothing) in triples += batch.triples.count
        }
      } catch {
        print("\(path): \(error)")
        return false
      }
      if size == 0 { break }
    }
    print(triples)
    return true
  }

  /// Prints the number of triples of a file, read by the loader on so many threads; false when it
  /// cannot be read.
  static func count(_ path: String, threads: Int) -> Bool {
    var options = LoadOptions()
    options.threads = threads
    do { print(try GraphLoader.count([path], options)) } catch {
      print("\(path): \(error)")
      return false
    }
    return true
  }
}
