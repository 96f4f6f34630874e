// Writes into a pipe that is full, and into one that nobody reads.

import Bytes
import Glibc
import Testing

@Suite struct FileOutputTests {
  @Test func everythingArrivesThroughAFullPipe() async throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let (reading, writing) = (ends[0], ends[1])
    for end in ends { #expect(fcntl(end, F_SETFL, O_NONBLOCK) == 0) }
    let sent = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    let received = Task.detached { () -> [UInt8] in
      var all: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 5_000)
      while all.count < 300_000 {
        let count = read(reading, &piece, piece.count)
        if count > 0 { all += piece[..<count] }
        if count < 0, errno == EAGAIN { usleep(100) }
      }
      return all
    }
    var buffer = OutputBuffer()
    buffer.append(sent)
    try FileOutput(descriptor: writing).flush(&buffer)
    #expect(buffer.isEmpty)
    #expect(await received.value == sent)
    close(reading)
    close(writing)
  }

  @Test func failuresAreToldWithTheirReason() {
    var buffer = OutputBuffer()
    buffer.append(0x41)
    do throws(WriteFailure) {
      try FileOutput(descriptor: -1).flush(&buffer)
      Issue.record("a closed descriptor took bytes")
    } catch {
      #expect(error.code == EBADF)
      #expect(!error.isClosedPipe)
      #expect(error.reason.contains("descriptor"))
    }
    #expect(buffer.count == 1)
  }
}
