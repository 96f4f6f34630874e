// A file or standard input, read in pieces through the triple reader: whatever its size, one piece is
// in memory.

internal import Bytes
internal import Glibc
internal import GraphFormats
internal import GraphStore

/// What the system refused, and for which path.
struct InputFailure: Error {
  var path: String
  var reason: String

  /// What the system said last about a path.
  static func last(_ path: String) -> InputFailure {
    InputFailure(path: path, reason: String(cString: strerror(errno)))
  }

  var message: String { "\(visible(path)): \(reason)" }
}

/// One open input.
struct InputFile: ~Copyable {
  /// Bytes read in one go.
  private static let pieceSize = 256 << 10
  /// Bytes by which a format is told.
  private static let sniffSize = 4 << 10

  /// What it is called in messages.
  let name: String
  private let path: String
  private let descriptor: Int32
  private let buffer: UnsafeMutableRawBufferPointer

  /// Opens a path; `-` is standard input.
  init(_ path: String) throws(InputFailure) {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(path) }
    self.path = path
    name = path == "-" ? "<stdin>" : path
    self.descriptor = descriptor
    buffer = .allocate(byteCount: InputFile.pieceSize, alignment: 16)
  }

  deinit {
    if path != "-" { close(descriptor) }
    buffer.deallocate()
  }

  /// Makes the reader that a file needs from its format.
  typealias Setup = (GraphFormat) -> TripleReader

  /// Reads the file to its end or to the fault that ends the reading; gives the reader back.
  ///
  /// The format is the one given, else that of the name, else what the first bytes look like.
  func read<E: Error>(
    as format: GraphFormat?, _ setup: Setup,
    into consume: (borrowing TripleBatch) throws(E) -> Void
  ) throws(InputStop<E>) -> TripleReader {
    let known = format ?? GraphFormat(fileName: path)
    var piece = try next(atLeast: known == nil ? InputFile.sniffSize : 1, E.self)
    var reader = setup(known ?? GraphFormat(sniffing: piece))
    while !reader.isStopped {
      do throws(ReadStop<E>) {
        try reader.read(piece, isLast: piece.isEmpty, into: consume)
      } catch {
        switch error {
        case .fault(let fault): throw .fault(fault)
        case .consumer(let error): throw .consumer(error)
        }
      }
      if piece.isEmpty { break }
      piece = try next(atLeast: 1, E.self)
    }
    return reader
  }

  /// All of it at once.
  func readAll() throws(InputStop<Never>) -> [UInt8] {
    var text: [UInt8] = []
    while true {
      let piece = try next(atLeast: 1, Never.self)
      if piece.isEmpty { return text }
      text += piece
    }
  }

  /// The next bytes, at least so many unless fewer are left; none at the end.
  private func next<E: Error>(
    atLeast least: Int, _: E.Type
  ) throws(InputStop<E>) -> UnsafeRawBufferPointer {
    var filled = 0
    while filled < least {
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = Glibc.read(descriptor, room.baseAddress, room.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .input(.last(path))
      }
      if count == 0 { break }
      filled += count
    }
    return UnsafeRawBufferPointer(rebasing: buffer[..<filled])
  }
}

extension InputFile {
  /// The files that paths stand for: a folder is every triple file below it.
  static func list(_ paths: [String]) throws(InputFailure) -> [String] {
    var files: [String] = []
    for path in paths {
      let found = try list(path)
      guard !found.isEmpty else {
        throw InputFailure(path: path, reason: "holds no triple file (.ttl, .nt, .trig, .nq)")
      }
      files += found
    }
    return files
  }

  private static func list(_ path: String) throws(InputFailure) -> [String] {
    if path == "-" { return [path] }
    do { return try FileList.files(of: path) } catch {
      throw InputFailure(path: error.path, reason: error.reason)
    }
  }
}

/// Why an input was not read to its end.
enum InputStop<Consumer: Error>: Error {
  /// The system refused.
  case input(InputFailure)
  /// The text is faulty.
  case fault(TripleFault)
  /// Whoever takes the batches does not want more.
  case consumer(Consumer)
}
