// Every call of the server to the kernel goes through here: interrupted calls are repeated, errno
// is kept together with the name of the call, "would block" is a value and not an error, and no
// descriptor is left open to a child process or blocking. One door, so that tests can put a
// failure behind it.

internal import CLinux
internal import Glibc

/// A call to the kernel that failed.
struct SystemError: Error, Equatable {
  /// The name of the call.
  let call: String
  /// The value of errno.
  let code: Int32

  /// What the kernel says about it.
  var reason: String { String(cString: strerror(code)) }
}

/// The calls the server makes.
enum SystemCalls {
  /// Makes a call until it is not interrupted; -1 becomes an error.
  private static func check<R: FixedWidthInteger & SignedInteger>(
    _ call: String, _ body: () -> R
  ) throws(SystemError) -> R {
    try check(call, moving: 0) { _ in body() }
  }

  /// As above, for a call that moves bytes; `body` is told how many it may move.
  @inline(__always)
  private static func check<R: FixedWidthInteger & SignedInteger>(
    _ call: String, moving count: Int, _ body: (Int) -> R
  ) throws(SystemError) -> R {
    while true {
      var code: Int32 = 0
      var count = count
      switch SystemFaults.next(call) {
      case .fails(let fault): code = fault
      case .short: count = min(count, 1)
      case nil: break
      }
      if code == 0 {
        let result = body(count)
        if result >= 0 { return result }
        code = errno
      }
      if code != EINTR { throw SystemError(call: call, code: code) }
    }
  }

  /// As `check`, but nil when the call would have to wait.
  private static func checkOrWait<R: FixedWidthInteger & SignedInteger>(
    _ call: String, moving count: Int = 0, _ body: (Int) -> R
  ) throws(SystemError) -> R? {
    do throws(SystemError) {
      return try check(call, moving: count, body)
    } catch {
      if error.code == EAGAIN || error.code == EWOULDBLOCK { return nil }
      throw error
    }
  }

  // MARK: Descriptors

  /// Closes a descriptor; there is nothing to do about a failure.
  static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

  /// Opens a file to read it, without following a last link.
  static func openToRead(_ path: String) throws(SystemError) -> Int32 {
    try check("open") { open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
  }

  /// A descriptor to hold back for when there are none left.
  static func openNothing() throws(SystemError) -> Int32 {
    try check("open") { open("/dev/null", O_RDONLY | O_CLOEXEC) }
  }

  /// Kind, mode and owner of an open file.
  static func status(_ descriptor: Int32) throws(SystemError) -> stat {
    var status = stat()
    _ = try check("fstat") { fstat(descriptor, &status) }
    return status
  }

  /// Kind, mode and owner of a file, of a link itself; nil when there is none.
  static func status(path: String) throws(SystemError) -> stat? {
    var status = stat()
    do throws(SystemError) {
      _ = try check("lstat") { lstat(path, &status) }
      return status
    } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
  }

  /// All bytes of a file, at most `limit` (EFBIG above it).
  static func readAll(_ descriptor: Int32, limit: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = try check("read", moving: part.count) { read(descriptor, &part, $0) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: part[..<count])
      if bytes.count > limit { throw SystemError(call: "read", code: EFBIG) }
    }
  }

  /// Removes a file; there is nothing to do about a failure.
  static func remove(_ path: String) { _ = try? check("unlink") { unlink(path) } }

  /// Writes one log line to stderr, once and whole; there is nothing to do about a failure.
  static func writeLog(_ line: [UInt8]) {
    _ = try? check("write", moving: line.count) { write(2, line, $0) }
  }

  // MARK: Sockets

  /// A new stream socket, non-blocking.
  static func socket(_ family: Int32) throws(SystemError) -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    return try check("socket") { Glibc.socket(family, kind, 0) }
  }

  /// Sets a socket option that is a number.
  static func setOption(
    _ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32
  ) throws(SystemError) {
    var value = value
    _ = try check("setsockopt") {
      setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
  }

  /// Gives a socket its address.
  static func bind(_ descriptor: Int32, _ address: SocketAddress) throws(SystemError) {
    _ = try address.withPointer { pointer, length throws(SystemError) in
      try check("bind") { Glibc.bind(descriptor, pointer, length) }
    }
  }

  /// Connects; EAGAIN when the listener has no room.
  static func connect(_ descriptor: Int32, _ address: SocketAddress) throws(SystemError) {
    _ = try address.withPointer { pointer, length throws(SystemError) in
      try check("connect") { Glibc.connect(descriptor, pointer, length) }
    }
  }

  /// Begins to listen.
  static func listen(_ descriptor: Int32) throws(SystemError) {
    _ = try check("listen") { Glibc.listen(descriptor, 1_024) }
  }

  /// The next waiting connection and who it is; nil when none waits.
  static func accept(_ listener: Int32) throws(SystemError) -> (Int32, SocketAddress)? {
    var address = SocketAddress()
    let descriptor = try checkOrWait("accept4") { _ in
      address.withMutablePointer { clinux_accept(listener, $0, $1) }
    }
    return descriptor.map { ($0, address) }
  }

  /// The address a socket is bound to.
  static func localAddress(_ descriptor: Int32) throws(SystemError) -> SocketAddress {
    var address = SocketAddress()
    _ = try check("getsockname") {
      address.withMutablePointer { getsockname(descriptor, $0, $1) }
    }
    return address
  }

  /// Takes what has come; 0 at the end of the stream, nil when nothing has come.
  static func receive(
    _ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int? {
    try checkOrWait("recv", moving: buffer.count) { recv(descriptor, buffer.baseAddress, $0, 0) }
  }

  /// Sends what there is room for, without SIGPIPE; nil when there is none.
  static func send(
    _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer
  ) throws(SystemError) -> Int? {
    try checkOrWait("send", moving: bytes.count) {
      Glibc.send(descriptor, bytes.baseAddress, $0, Int32(MSG_NOSIGNAL))
    }
  }

  /// A new Unix socket for datagrams, non-blocking.
  static func datagramSocket() throws(SystemError) -> Int32 {
    let kind = Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    return try check("socket") { Glibc.socket(AF_UNIX, kind, 0) }
  }

  /// Sends one datagram whole.
  static func sendDatagram(
    _ descriptor: Int32, _ bytes: [UInt8], to address: SocketAddress
  ) throws(SystemError) {
    _ = try address.withPointer { pointer, length throws(SystemError) in
      try check("sendto") {
        sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), pointer, length)
      }
    }
  }

  /// Makes an inherited socket like one of ours; false when it does not listen for streams.
  static func adoptListener(_ descriptor: Int32) throws(SystemError) -> Bool {
    guard try option(descriptor, SO_TYPE) == SOCK_STREAM.rawValue,
      try option(descriptor, SO_ACCEPTCONN) == 1
    else { return false }
    let flags = try check("fcntl") { fcntl(descriptor, F_GETFL) }
    _ = try check("fcntl") { fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) }
    _ = try check("fcntl") { fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return true
  }

  private static func option(_ descriptor: Int32, _ name: Int32) throws(SystemError) -> UInt32 {
    var value: UInt32 = 0
    var length = socklen_t(MemoryLayout<UInt32>.size)
    _ = try check("getsockopt") {
      getsockopt(descriptor, SOL_SOCKET, name, &value, &length)
    }
    return value
  }

  /// Says that nothing more will be sent.
  static func shutdownSending(_ descriptor: Int32) throws(SystemError) {
    _ = try check("shutdown") { shutdown(descriptor, Int32(SHUT_WR)) }
  }

  // MARK: Files of sockets

  /// Sets the permission bits of a file.
  static func setMode(_ path: String, _ mode: UInt32) throws(SystemError) {
    _ = try check("chmod") { chmod(path, mode) }
  }

  /// Runs `body` while new files belong to this user alone; for the time before other threads.
  static func withPrivateFiles(_ body: () throws(SystemError) -> Void) throws(SystemError) {
    let old = umask(0o177)
    defer { umask(old) }
    try body()
  }

  // MARK: Events

  /// A new epoll descriptor.
  static func createPoll() throws(SystemError) -> Int32 {
    try check("epoll_create1") { clinux_epoll_create() }
  }

  /// Begins to watch a descriptor.
  static func watch(
    _ poll: Int32, _ descriptor: Int32, _ events: UInt32, token: UInt64
  ) throws(SystemError) {
    _ = try check("epoll_ctl") {
      clinux_epoll_control(poll, EPOLL_CTL_ADD, descriptor, events, token)
    }
  }

  /// Changes what is watched for.
  static func rewatch(
    _ poll: Int32, _ descriptor: Int32, _ events: UInt32, token: UInt64
  ) throws(SystemError) {
    _ = try check("epoll_ctl") {
      clinux_epoll_control(poll, EPOLL_CTL_MOD, descriptor, events, token)
    }
  }

  /// Waits for events, at most `milliseconds` (-1: without end); returns how many there are.
  static func wait(
    _ poll: Int32, _ events: inout [epoll_event], milliseconds: Int32
  ) throws(SystemError) -> Int {
    Int(try check("epoll_wait") { epoll_wait(poll, &events, Int32(events.count), milliseconds) })
  }

  /// A new event counter.
  static func createCounter() throws(SystemError) -> Int32 {
    try check("eventfd") { clinux_eventfd() }
  }

  /// Adds one to an event counter, which wakes who watches it; a failure is tried again, because
  /// a message whose bell did not ring would wait for the next one.
  static func increment(_ counter: Int32) {
    var one: UInt64 = 1
    for _ in 0..<8 where (try? check("write") { write(counter, &one, 8) }) != nil { return }
  }

  /// A new timer that does not run.
  static func createTimer() throws(SystemError) -> Int32 {
    try check("timerfd_create") { clinux_timer() }
  }

  /// Rings a timer at a moment of `Clock`, 0 for never; what it rang before is forgotten.
  static func setTimer(_ timer: Int32, _ moment: Int64) throws(SystemError) {
    _ = try check("timerfd_settime") { clinux_timer_set(timer, moment) }
  }

  // MARK: Signals

  /// Keeps signals from interrupting, and returns a descriptor that reads them.
  static func catchSignals(_ signals: [Int32]) throws(SystemError) -> Int32 {
    var mask = sigset_t()
    sigemptyset(&mask)
    for signal in signals { sigaddset(&mask, signal) }
    _ = try check("pthread_sigmask") { negated(pthread_sigmask(SIG_BLOCK, &mask, nil)) }
    return try check("signalfd") { clinux_signalfd(&mask) }
  }

  /// The next signal that came; nil when none has.
  static func nextSignal(_ descriptor: Int32) -> Int32? {
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    let count = try? checkOrWait("read") { _ in read(descriptor, &info, size) }
    return count == size ? Int32(info.ssi_signo) : nil
  }

  // MARK: Threads

  /// Starts a detached thread.
  static func startThread(
    _ attributes: inout pthread_attr_t, _ argument: UnsafeMutableRawPointer,
    _ body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
  ) throws(SystemError) {
    var thread = pthread_t()
    _ = try check("pthread_create") {
      negated(pthread_create(&thread, &attributes, body, argument))
    }
  }

  /// Lets every other thread go before the calling one, from now on; without the right to, it goes
  /// on as one of them.
  static func giveWay() { _ = try? check("sched_setscheduler") { clinux_give_way() } }

  /// The result of a call that returns its error instead of setting errno.
  private static func negated(_ code: Int32) -> Int32 {
    guard code != 0 else { return 0 }
    errno = code
    return -1
  }

  // MARK: The machine

  /// Whether stderr is the stream of the journal that `JOURNAL_STREAM` names (`device:inode`).
  static func isJournal(_ stream: UnsafePointer<CChar>?) -> Bool {
    guard let stream, let status = try? status(2) else { return false }
    return String(cString: stream) == "\(status.st_dev):\(status.st_ino)"
  }

  /// How many cores this process may use, at least one.
  static func coreCount() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Raises the number of descriptors to what is allowed, and returns it.
  static func raiseDescriptorLimit() -> Int {
    var limit = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(kind, &limit) == 0 else { return 1_024 }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(kind, &limit)
    guard getrlimit(kind, &limit) == 0 else { return 1_024 }
    return Int(clamping: limit.rlim_cur)
  }
}
