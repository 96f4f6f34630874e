// `as html`: the page comes with the text of its picture; Graphviz, run here, draws it.

internal import Bytes
internal import Glibc
internal import QueryShow

/// Draws the picture of a page.
enum PageRun {
  /// Why there is no drawing.
  struct Failure: Error {
    var message: String
  }

  /// Pictures are capped at some hundred nodes, which take seconds at the most.
  private static let mostSeconds = 120
  private static let mostBytes = 64 << 20

  /// The page with its drawing.
  static func drawn(_ page: [UInt8]) throws(Failure) -> [UInt8] {
    guard let drawing = PageDrawing(page) else {
      throw Failure(message: "the answer is no page")
    }
    let svg = try graphviz(drawing.dot)
    guard let drawn = drawing.page(with: svg) else {
      throw Failure(message: "Graphviz drew nothing")
    }
    return drawn
  }

  /// What `dot -Tsvg` makes of a picture.
  private static func graphviz(_ dot: [UInt8]) throws(Failure) -> [UInt8] {
    // A file that has no name: a pipe would have to be written and read at once.
    guard let input = tmpfile() else { throw Failure(message: "no temporary file: \(reason)") }
    defer { fclose(input) }
    guard fwrite(dot, 1, dot.count, input) == dot.count, fflush(input) == 0,
      fseek(input, 0, SEEK_SET) == 0
    else { throw Failure(message: "cannot write a temporary file: \(reason)") }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure(message: "no pipe: \(reason)") }
    defer { close(ends[0]) }
    let process = start(input: fileno(input), output: ends[1], unused: ends[0])
    close(ends[1])
    let child = try process.get()
    let svg = read(ends[0], from: child)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard let svg else { throw Failure(message: "Graphviz did not end in \(mostSeconds) seconds") }
    guard status == 0 else { throw Failure(message: "Graphviz (dot) failed on this picture") }
    return svg
  }

  private static var reason: String { String(cString: strerror(errno)) }

  private static func start(
    input: Int32, output: Int32, unused: Int32
  ) -> Result<pid_t, Failure> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, unused)
    // Its warnings name labels as the data have them, which may not reach a terminal raw.
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let words: [UnsafeMutablePointer<CChar>?] = [strdup("dot"), strdup("-Tsvg"), nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, "dot", &actions, nil, words, environ)
    guard failure == 0 else {
      return .failure(
        Failure(
          message: failure == ENOENT
            ? "a page is drawn by Graphviz, and there is no program dot on this PATH; "
              + "install it (apt-get install graphviz)"
            : "cannot start dot: \(String(cString: strerror(failure)))"))
    }
    return .success(child)
  }

  /// All that a program writes; nil when it takes too long or writes too much, and then it is ended.
  private static func read(_ descriptor: Int32, from child: pid_t) -> [UInt8]? {
    let deadline = ContinuousClock.now + .seconds(mostSeconds)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while ContinuousClock.now < deadline, bytes.count <= mostBytes {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 1_000) > 0 else { continue }
      let count = piece.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return bytes }
      bytes += piece[..<count]
    }
    kill(child, SIGKILL)
    return nil
  }
}
