// Many random sessions against a real server, from several threads: read to the end, read slowly,
// left in the middle, or reset. What comes back is checked wherever it is read.

internal import Foundation
internal import SeededNumbers
internal import Synchronization
public import WireProtocol

/// Clients that send random sessions.
public final class SessionCrowd: Sendable {
  private let address: Address
  private let queries: [String]
  private let seed: UInt64
  private let next = Atomic<UInt64>(0)
  private let isStopped = Atomic<Bool>(false)
  private let found = Mutex<[String]>([])
  private let group = DispatchGroup()

  /// How many sessions were begun.
  public var count: Int { Int(next.load(ordering: .relaxed)) }
  /// What was wrong, with the seed of the session it was wrong in.
  public var faults: [String] { found.withLock { $0 } }

  /// Starts `clients` threads, which end after `sessions` sessions or when stopped.
  public init(
    _ address: Address, queries: [String], seed: UInt64, clients: Int = 4, sessions: Int = .max
  ) {
    self.address = address
    self.queries = queries
    self.seed = seed
    for _ in 0..<clients {
      group.enter()
      Thread.detachNewThread {
        while !self.isStopped.load(ordering: .relaxed) {
          let number = self.next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard number < sessions else { break }
          self.talk(seed &+ number)
        }
        self.group.leave()
      }
    }
  }

  /// Waits until all clients have ended.
  public func wait() { group.wait() }

  /// Lets the clients end their sessions.
  public func stop() {
    isStopped.store(true, ordering: .relaxed)
    wait()
  }

  private func talk(_ seed: UInt64) {
    let session = RandomSession(seed: seed, queries: queries)
    var random = SplitMix64(seed: ~seed)
    do {
      let client = try RawClient(address)
      var received: [UInt8] = []
      let leavesAfter = random.once(in: 5) ? random.below(session.pieces().count + 1) : .max
      for (index, piece) in session.pieces().enumerated() {
        if index == leavesAfter { return leave(client, session, received, random) }
        // Not taken when the server has closed already, which is its right.
        guard client.send(Array(piece)) else { break }
        if random.once(in: 10) { received += client.readWhatCame() }
      }
      client.endSending()
      received += client.readToEnd()
      note(SessionCheck.fault(sent: session.bytes, received: received, .whole), seed)
    } catch {
      note("\(error)", seed)
    }
  }

  /// Goes away in the middle, rudely or not.
  private func leave(
    _ client: RawClient, _ session: RandomSession, _ received: [UInt8], _ random: SplitMix64
  ) {
    var random = random
    if random.once(in: 2) { client.abort() }
    note(SessionCheck.fault(sent: session.bytes, received: received, .left), seed)
  }

  private func note(_ fault: String?, _ seed: UInt64) {
    guard let fault else { return }
    found.withLock { $0.append("seed \(seed): \(fault)") }
  }
}
