// What travels between the loop and the workers: a question out, a piece of its reply back. The
// rest of a big reply travels with the piece, so a worker never waits for a slow reader: it gives
// the rest back and takes another job, and the loop sends the rest again when there is room.

internal import WireProtocol

/// What is asked of the service.
public enum Question: Equatable, Sendable {
  case query([UInt8])
  case savedQueries
  case complete([UInt8])
  case help(topic: String?)
  case capabilities
}

/// A piece of work for one worker; it belongs to the snapshot it was made with.
public struct Job: Sendable {
  /// A question of a run.
  struct Item {
    let question: Question
    let tag: String?
    let cancellation: Cancellation
  }

  /// What is to be done.
  enum Task {
    /// Questions that were sent one behind the other, in their order; never empty.
    case start([Item])
    case goOn(ReplyEncoder)
  }

  /// How many wire bytes are made before others get their turn.
  static let pieceBytes = 256 << 10
  /// How many questions are handed over together at most.
  static let runLength = 16
  /// How long a worker begins questions of one run before others get their turn.
  private static let runNanoseconds: Int64 = 1_000_000

  let service: any QueryService
  let settings: SessionSettings
  let task: Task
  var lane = Lane.quick

  /// Does the work, or as much of it as others can wait for; called on a worker.
  public func run() -> Piece {
    var piece = Piece()
    switch task {
    case .goOn(var rest): piece.write(&rest, nanoseconds: nil)
    case .start(let items):
      let end = Clock.now() + Self.runNanoseconds
      for item in items {
        guard answer(item, &piece) else { break }
        if piece.rest != nil || piece.bytes.count >= Self.pieceBytes || Clock.now() >= end {
          break
        }
      }
    }
    return piece
  }

  /// The processor time a question may use; nil is without end.
  private var slice: Int64? {
    lane == .quick ? Clock.nanoseconds(milliseconds: settings.limits.quickMilliseconds) : nil
  }

  /// Writes the answer; false when the question has outgrown the lane.
  private func answer(_ item: Item, _ piece: inout Piece) -> Bool {
    let cancellation = item.cancellation
    cancellation.start(milliseconds: settings.limits.milliseconds, slice: slice)
    let reply =
      cancellation.isRequested
      ? Reply.refused(.cancelled) : answer(item.question, cancellation)
    if cancellation.hasOutgrownLane {
      piece.hasOutgrownLane = true
      return false
    }
    let nanoseconds = cancellation.elapsedNanoseconds
    var encoder = ReplyEncoder(reply, tag: item.tag, byteLimit: settings.limits.replyBytes)
    piece.write(&encoder, nanoseconds: nanoseconds)
    return true
  }

  private func answer(_ question: Question, _ cancellation: Cancellation) -> Reply {
    switch question {
    case .query(let text): service.answer(text, settings, cancellation)
    case .savedQueries: service.savedQueries(settings)
    case .complete(let text): service.complete(text, settings)
    case .help(let topic): service.help(topic, settings)
    case .capabilities: service.capabilities(settings)
    }
  }
}

/// Wire bytes of one reply or several, and what makes the rest of the last.
public struct Piece: Sendable {
  /// A part of the bytes that belongs to one request.
  struct Part {
    let range: Range<Int>
    /// How the reply ended; nil when its rest is still to come.
    let ending: Status.Word?
    /// How long the answer took, with its first part.
    let nanoseconds: Int64?
  }

  /// Whole lines.
  private(set) var bytes: [UInt8] = []
  /// One for each request that was begun, in their order.
  private(set) var parts: [Part] = []
  /// What makes the rest of the last reply; nil when it has ended.
  private(set) var rest: ReplyEncoder?
  /// Whether the first request that has no part was begun and is to begin again in the long lane.
  fileprivate(set) var hasOutgrownLane = false

  /// Appends what there is room for.
  mutating func write(_ encoder: inout ReplyEncoder, nanoseconds: Int64?) {
    let start = bytes.count
    encoder.encode(into: &bytes, room: max(Job.pieceBytes - start, 1))
    parts.append(
      Part(range: start..<bytes.count, ending: encoder.ending?.word, nanoseconds: nanoseconds))
    rest = encoder.isFinished ? nil : encoder
  }
}
