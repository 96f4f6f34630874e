// The same questions over loopback: one connection, one question at a time.

internal import Glibc
internal import WireProtocol
internal import WireServer

/// A server in this process and one client.
struct Serving {
  private let descriptor: Int32
  private let control: ServerControl

  /// Starts a server and connects; nil when the system refuses.
  init?(_ service: GraphService) {
    var options = ServerOptions()
    options.listen = [.tcp(host: "127.0.0.1", port: 0)]
    options.handlesSignals = false
    options.isLogging = false
    let reload: @Sendable () throws(ReloadError) -> any QueryService = {
      () throws(ReloadError) in service
    }
    guard let server = try? Server(service, options, reload: reload),
      case .tcp(_, let port)? = server.addresses.first
    else { return nil }
    control = server.control
    Serving.start(server)
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var one: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    inet_pton(AF_INET, "127.0.0.1", &name.sin_addr)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isConnected = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
    }
    guard isConnected, readReply() else { return nil }
  }

  private static func start(_ server: Server) {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { raw in
        guard let raw else { return nil }
        _ = try? Unmanaged<Server>.fromOpaque(raw).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(server).toOpaque())
  }

  /// Ends server and connection.
  func stop() {
    control.stop()
    control.stop()
    close(descriptor)
  }

  /// The times of some questions, each asked some times; empty when the server hung up.
  func times(_ questions: [String], rounds: Int) -> Times {
    var found: [Int64] = []
    for round in 0...rounds {
      for question in questions {
        let line = Array((question + "\n").utf8)
        let start = Measure.now()
        guard send(descriptor, line, line.count, 0) == line.count, readReply() else {
          return Times([])
        }
        if round > 0 { found.append(Measure.now() - start) }
      }
    }
    return Times(found)
  }

  /// Reads up to the line that ends a reply, which begins with `+` or `-`; no data line does.
  private func readReply() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var isLineStart = true
    var isLast = false
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return false }
      for byte in buffer[..<count] {
        if isLineStart { isLast = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }
        isLineStart = byte == UInt8(ascii: "\n")
        if isLineStart, isLast { return true }
      }
    }
  }
}
