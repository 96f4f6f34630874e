// Whether a graph fits, asked before the machine suffers: the kernel would end the process, or the
// system with it, in the middle of a load. What is needed is known from what has been read; what
// there is, from the limits of the process, of its control group and of the machine.

internal import GraphFormats
internal import Glibc

/// Watches over the memory that loading needs.
struct MemoryRoom: Sendable {
  /// Loads that need less than this are not worth the questions.
  private static let least = 64 << 20
  /// What other work of the process is left.
  private static let spare = 16 << 20

  /// Bytes that the loading may take, where that is told.
  private let budget: Int?
  private var known = 0
  private var asked = 0

  init(budget: Int?) { self.budget = budget }

  /// Refuses files that cannot fit, whatever they say.
  func check(_ sources: [LoadSource]) throws(LoadError) {
    var needed = 0
    for source in sources where source.text == nil {
      // The leanest file per triple is taken: long IRIs that hardly ever are new.
      needed += source.bytes / (source.format == .nTriples || source.format == .nQuads ? 12 : 4)
    }
    let largest = sources.max { $0.bytes < $1.bytes }
    try refuse(largest?.name ?? "", needed)
  }

  /// Refuses a file at the block for which there is no room.
  mutating func check(
    _ path: String, _ terms: borrowing TermDictionary, _ block: TripleBlock
  ) throws(LoadError) {
    let text = block.terms.all.reduce(0) { $0 + Int($1.count) }
    let needed = terms.growth(by: block.terms.count, text: text)
    known += block.rows.count * MemoryLayout<RawTriples.Row>.stride + text
    // Asking costs a few system calls, and a block needs little.
    guard known - asked >= MemoryRoom.least || needed >= MemoryRoom.least || budget != nil else {
      return
    }
    asked = known
    try refuse(path, needed, beside: MemoryRoom.least)
  }

  /// Refuses to sort what there is no room to sort.
  func check(
    _ sources: [LoadSource], building rows: Int, _ terms: Int
  ) throws(LoadError) {
    let largest = sources.max { $0.bytes < $1.bytes }
    // Keys, and columns of four bytes, while the rows are given back; two orders of the terms.
    try refuse(largest?.name ?? "", rows * 12 + terms * 16)
  }

  /// Refuses what needs more than there is, beside what will be needed without another question.
  private func refuse(_ path: String, _ needed: Int, beside more: Int = 0) throws(LoadError) {
    if let budget, needed > budget - known {
      throw .noRoom(path: path, needed: needed, available: max(0, budget - known))
    }
    let all = needed + more
    guard all >= MemoryRoom.least, case let available = MemoryRoom.available,
      all > available - MemoryRoom.spare
    else { return }
    throw .noRoom(path: path, needed: all, available: max(0, available))
  }

  // MARK: What there is

  /// Bytes that this process may still take.
  static var available: Int {
    min(machine ?? .max, group ?? .max, process ?? .max)
  }

  /// What the machine can give without swapping.
  private static var machine: Int? {
    field("MemAvailable:", of: "/proc/meminfo").map { $0 << 10 }
  }

  /// What the limit on addresses (`ulimit -v`) leaves.
  private static var process: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      limit.rlim_cur < rlim_t(Int.max), let pages = numbers("/proc/self/statm").first
    else { return nil }
    return Int(limit.rlim_cur) - pages * Int(getpagesize())
  }

  /// What the control groups that hold the process leave, the tightest of them.
  private static var group: Int? {
    guard let line = text("/proc/self/cgroup").split(separator: "\n").last,
      line.hasPrefix("0::/")
    else { return nil }
    var folder = "/sys/fs/cgroup" + line.dropFirst(3)
    var least: Int?
    while folder.utf8.count >= "/sys/fs/cgroup".utf8.count {
      while folder.hasSuffix("/") { folder.removeLast() }
      if let most = numbers(folder + "/memory.max").first,
        let used = numbers(folder + "/memory.current").first
      {
        // Pages of files that nobody has used for a while are given back when asked for.
        let cache = field("inactive_file", of: folder + "/memory.stat") ?? 0
        least = min(least ?? .max, most - used + cache)
      }
      guard let slash = folder.lastIndex(of: "/") else { break }
      folder = String(folder[..<slash])
    }
    return least
  }

  /// The number behind a word at the start of a line.
  private static func field(_ name: String, of path: String) -> Int? {
    for line in text(path).split(separator: "\n") where line.hasPrefix(name) {
      return line.dropFirst(name.count).split(separator: " ").first.flatMap { Int($0) }
    }
    return nil
  }

  private static func numbers(_ path: String) -> [Int] {
    text(path).split { $0 == " " || $0 == "\n" }.compactMap { Int($0) }
  }

  /// The first bytes of one of the system's small files; empty when it is not there.
  private static func text(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 13)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
