// What a reader says about a faulty file: the error in the user's terms with its place, and the
// line, since the file may be gone when somebody looks.

public import Bytes

/// A fault of a triple file.
public struct TripleFault: Error, Equatable, Sendable {
  /// What was found, what was expected; its range counts from the start of the file.
  public var error: SyntaxError
  /// The line, from 1, and the byte in it, from 1.
  public var position: TextPosition
  /// The faulty line, or the part of it around the fault.
  public var excerpt: Excerpt

  /// The line, from 1.
  public var line: Int { position.line }
  /// The byte in the line, from 1.
  public var column: Int { position.column }

  /// The whole message: place and sentence, the line with a marker, the hint; no line end behind.
  public func rendered(name: String? = nil) -> String {
    error.rendered(at: position, excerpt, name: name)
  }
}

/// Why reading stopped before the end.
public enum ReadStop<Consumer: Error>: Error {
  /// The file is faulty.
  case fault(TripleFault)
  /// Whoever takes the batches does not want more.
  case consumer(Consumer)
}
