// The way into the loop from every other thread: put a message down, ring the bell once.

internal import Synchronization

/// Messages for the loop's thread.
final class Mailbox: Sendable {
  enum Message: Sendable {
    case piece(Piece, connection: UInt64)
    case reloaded(any QueryService)
    case reloadFailed(ReloadError)
    case reload
    case kill(connection: UInt64)
    case stop
  }

  /// The event counter that rings; its number means nothing, so it is watched for edges and never
  /// read.
  let bell: Int32
  private let messages = Mutex<[Message]>([])

  init() throws(SystemError) { bell = try SystemCalls.createCounter() }

  deinit { SystemCalls.close(bell) }

  /// Puts a message down; from any thread.
  func post(_ message: Message) {
    let isFirst = messages.withLock { messages in
      messages.append(message)
      return messages.count == 1
    }
    if isFirst { SystemCalls.increment(bell) }
  }

  /// Takes all messages in their order; from the loop.
  func takeAll() -> [Message] {
    messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
