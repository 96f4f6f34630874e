// Random sessions against a server over the graph of this repository, with a reload now and then, for
// as long as one likes. Ends with 1 when a reply was wrong, or when memory went on growing after the
// first tenth of the time. How to run it stands in ../README.md.

import Foundation
import WireServer
import WireTestSupport

@main
enum SessionFuzz {
  static func main() throws {
    var seconds = 60.0
    var seed: UInt64 = 1
    var arguments = CommandLine.arguments.dropFirst()
    while let name = arguments.popFirst(), let value = arguments.popFirst() {
      switch name {
      case "--seconds": seconds = Double(value) ?? seconds
      case "--seed": seed = UInt64(value) ?? seed
      default: break
      }
    }
    signal(SIGPIPE, SIG_IGN)
    let server = try LiveServer(load(), options(), reload: { () throws(ReloadError) in try load() })
    let crowd = SessionCrowd(server.addresses[0], queries: RandomSession.graphQueries, seed: seed)
    let isFlat = watch(server, crowd, seconds: seconds)
    crowd.stop()
    server.stop()
    for fault in crowd.faults.prefix(20) { print(fault) }
    let isLeft = !server.hasEnded
    print("\(crowd.count) sessions, \(crowd.faults.count) faults, memory flat: \(isFlat)")
    exit(crowd.faults.isEmpty && isFlat && !isLeft ? 0 : 1)
  }

  private static func options() -> ServerOptions {
    var options = LiveServer.options()
    options.queryLimits.milliseconds = 500
    options.queryLimits.millisecondsCeiling = 1_000
    return options
  }

  private static func load() throws(ReloadError) -> any QueryService {
    try GraphService.load(["Graph"], queries: "Queries")
  }

  /// Tells the memory now and then; false when it grew by a quarter after the first tenth.
  private static func watch(_ server: LiveServer, _ crowd: SessionCrowd, seconds: Double) -> Bool {
    var early = 0
    var latest = 0
    let steps = 60
    for step in 1...steps {
      Thread.sleep(forTimeInterval: seconds / Double(steps))
      if step % 6 == 0 { server.control.reload() }
      latest = residentBytes
      if step <= steps / 10 { early = max(early, latest) }
      print("\(crowd.count) sessions, \(latest >> 20) MiB, \(crowd.faults.count) faults")
      fflush(nil)
    }
    return latest < early + early / 4
  }

  /// The memory of this process.
  private static var residentBytes: Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(getpagesize())
  }
}
