// Work that is split between threads for as long as one call lasts.

internal import Glibc

/// Calls a body for each number below `count`, each on a thread of its own, and returns when all
/// are done; the first on this thread, and where a thread cannot be had, its part behind that.
func onThreads(_ count: Int, _ body: (Int) -> Void) {
  withoutActuallyEscaping(body) { body in
    let errands = (1..<max(1, count)).map { Errand(part: $0, body) }
    let threads = errands.map(start)
    body(0)
    for (errand, thread) in zip(errands, threads) {
      if let thread { pthread_join(thread, nil) } else { body(errand.part) }
    }
  }
}

/// What a thread is given.
///
/// Unchecked because the compiler cannot see that the parts share nothing that changes.
private final class Errand: @unchecked Sendable {
  let part: Int
  let body: (Int) -> Void

  init(part: Int, _ body: @escaping (Int) -> Void) {
    self.part = part
    self.body = body
  }
}

private func start(_ errand: Errand) -> pthread_t? {
  var thread = pthread_t()
  let started = pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { return nil }
      let errand = Unmanaged<Errand>.fromOpaque(argument).takeUnretainedValue()
      errand.body(errand.part)
      return nil
    }, Unmanaged.passUnretained(errand).toOpaque())
  return started == 0 ? thread : nil
}

/// The n-th of some parts of a range, about as long as the others.
func part(_ index: Int, of count: Int, _ range: Range<Int>) -> Range<Int> {
  let start = range.lowerBound
  return (start + range.count * index / count)..<(start + range.count * (index + 1) / count)
}
