// All open connections by number. A number is never used twice, so a piece that comes back late
// cannot reach the connection that took its place.

/// The open connections of a server, and how many each address has.
struct ConnectionTable {
  private var slots: [Connection?] = []
  private var free: [Int] = []
  private var generation: UInt64 = 0
  private var perAddress: [String: Int] = [:]

  /// How many are open.
  private(set) var count = 0

  /// The number for the next connection; its low half is a slot.
  mutating func nextID() -> UInt64 {
    generation = (generation &+ 1) & 0x3FFF_FFFF
    let slot = free.popLast() ?? slots.count
    if slot == slots.count { slots.append(nil) }
    return generation << 32 | UInt64(slot)
  }

  /// How many connections this peer's address has; Unix sockets are not counted.
  func count(of peer: Peer) -> Int { peer.isUnix ? 0 : perAddress[peer.name, default: 0] }

  /// The connection with this number, if it is still open.
  subscript(id: UInt64) -> Connection? {
    let slot = Int(id & 0xFFFF_FFFF)
    guard slot < slots.count, let connection = slots[slot], connection.id == id else { return nil }
    return connection
  }

  /// Adds a connection under its number.
  mutating func insert(_ connection: Connection) {
    slots[Int(connection.id & 0xFFFF_FFFF)] = connection
    count += 1
    if !connection.peer.isUnix { perAddress[connection.peer.name, default: 0] += 1 }
  }

  /// Gives a number back that was not used.
  mutating func giveBack(_ id: UInt64) { free.append(Int(id & 0xFFFF_FFFF)) }

  /// Forgets a connection.
  mutating func remove(_ connection: Connection) {
    guard self[connection.id] != nil else { return }
    slots[Int(connection.id & 0xFFFF_FFFF)] = nil
    giveBack(connection.id)
    count -= 1
    guard !connection.peer.isUnix else { return }
    let left = perAddress[connection.peer.name, default: 1] - 1
    perAddress[connection.peer.name] = left > 0 ? left : nil
  }

  /// All open connections, in no order that means anything.
  var all: [Connection] { slots.compactMap(\.self) }
}
