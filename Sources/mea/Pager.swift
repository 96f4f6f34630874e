// A pager for answers that are longer than the screen: $MEA_PAGER, $PAGER, or less. It is a command of
// the user's own shell; nothing of the data is in it.

internal import Bytes
internal import Glibc

/// The program that shows long answers.
enum Pager {
  /// Quits if one screen is enough, leaves colours and the screen alone.
  private static let standard = "command -v less >/dev/null || exit 127; exec less -FRX"

  /// The command, or nil when none is wanted.
  private static var command: String? {
    for name in ["MEA_PAGER", "PAGER"] {
      guard let value = getenv(name).map({ String(cString: $0) }) else { continue }
      let isNone = value.allSatisfy { $0 == " " } || value == "cat"
      return isNone ? nil : value
    }
    return standard
  }

  /// Whether bytes do not fit the screen and a pager is set.
  static func isWanted(for bytes: [UInt8]) -> Bool {
    let lines = bytes.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
    return lines >= Terminal.height && command != nil
  }

  /// Shows bytes; the exit code of a failure.
  ///
  /// Without the pager they are written as they are.
  static func show(_ bytes: [UInt8]) -> Int32? {
    guard let command, let (child, input) = start(command) else { return Terminal.write(bytes) }
    // Ctrl-C is for the pager, and one that was left early is no fault.
    var ignored = sigaction()
    ignored.__sigaction_handler.sa_handler = SIG_IGN
    var interrupt = sigaction()
    var pipe = sigaction()
    sigaction(SIGINT, &ignored, &interrupt)
    sigaction(SIGPIPE, &ignored, &pipe)
    defer {
      sigaction(SIGINT, &interrupt, nil)
      sigaction(SIGPIPE, &pipe, nil)
    }
    var buffer = OutputBuffer()
    buffer.append(bytes)
    try? FileOutput(descriptor: input).flush(&buffer)
    close(input)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    // 127 is the shell's word for a command that is not there.
    return status >> 8 & 0xFF == 127 ? Terminal.write(bytes) : nil
  }

  /// Starts the shell with the command; its process and where to write to.
  private static func start(_ command: String) -> (pid_t, Int32)? {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
    var child = pid_t()
    let words: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(command)]
    defer { for word in words { free(word) } }
    let code = posix_spawn(&child, "/bin/sh", &actions, nil, words + [nil], environ)
    close(ends[0])
    guard code == 0 else {
      close(ends[1])
      return nil
    }
    return (child, ends[1])
  }
}
