// Any bytes, read in one format: never a crash, a hang or a property broken. How to run it stands in
// ../README.md.

import FormatsTestSupport
import Glibc
import GraphFormats

/// The format of all inputs, by its short name in `FORMAT`: nt, nq, ttl or trig.
private let format: GraphFormat = {
  guard let name = getenv("FORMAT"), let format = GraphFormat(name: String(cString: name)) else {
    fatalError("FORMAT takes nt, nq, ttl or trig")
  }
  return format
}()

/// What libFuzzer calls with each input.
@c(LLVMFuzzerTestOneInput)
public func readerFuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = Array(UnsafeBufferPointer(start: start, count: count))
  text.withUnsafeBytes { _ = GraphFormat(sniffing: $0) }
  do throws(BrokenProperty) { try checkProperties(of: text, format) } catch {
    fatalError(error.description)
  }
  return 0
}
