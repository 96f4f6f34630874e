// What loading has gathered before anything is sorted: triples as rows of numbers, and beside them
// the reifications, that is, which statement an annotation block or a named graph speaks of and
// where in which file it stands. Triple terms behind rdf:reifies never enter the dictionary: they
// would be one term for each annotated statement and nobody asks for them.

internal import Glibc

/// Triples and reifications in the order of the files.
struct RawTriples {
  /// One triple.
  struct Row: Sendable {
    var subject: TermID
    var predicate: TermID
    var object: TermID
  }

  /// One reifier of one triple, or the graph that holds it.
  struct Reification: Sendable {
    var triple: Row
    /// A term, or a number with `MadeBlanks.reifierMark`; 0 when a named graph alone speaks.
    var reifier: UInt32
    /// The named graph; 0 in the default graph.
    var graph: TermID
    /// Index into the loaded files.
    var file: UInt32
    /// The line, from 1.
    var line: UInt32
  }

  /// Nearly all, in runs of some length, so that none is ever copied to grow.
  private(set) var runs: [Run] = []
  /// How many triples there are.
  private(set) var count = 0
  /// Where the next goes in the last run, and where that ends.
  private var next: UnsafeMutablePointer<Row>?
  private var end: UnsafeMutablePointer<Row>?
  var reifications: [Reification] = []
  /// What reifiers that are no terms say of their statements; the marked number is the subject.
  var annotating: [Row] = []
  /// How many reifiers are no terms.
  var reifierCount: UInt32 = 0

  /// Whether so many more of anything can still be numbered in four bytes.
  func hasRoom(for more: Int) -> Bool {
    max(count, annotating.count, reifications.count) < Int(UInt32.max) - more
  }

  /// Makes room for so many triples, if they are few.
  mutating func reserve(_ count: Int) {
    if runs.isEmpty, count > 0 { open(min(count, Run.length)) }
  }

  /// Adds a triple.
  @inline(__always)
  mutating func append(_ row: Row) {
    if next == end { open(runs.isEmpty ? 256 : Run.length) }
    next.unsafelyUnwrapped.initialize(to: row)
    next = next.unsafelyUnwrapped + 1
    count += 1
  }

  private mutating func open(_ capacity: Int) {
    close()
    let run = Run(capacity: capacity)
    runs.append(run)
    next = run.base
    end = run.base + capacity
  }

  /// Ends the last run, so that it knows how many it holds.
  mutating func close() {
    if let last = runs.last, let next { last.count = next - last.base }
    next = end
  }

  /// Moves the triples of which something holds out.
  mutating func remove(where holds: (Row) -> Bool) -> [Row] {
    var removed: [Row] = []
    for run in runs {
      let before = run.count
      run.count = 0
      for index in 0..<before {
        let row = run.base[index]
        if holds(row) {
          removed.append(row)
        } else {
          run.base[run.count] = row
          run.count += 1
        }
      }
    }
    count -= removed.count
    return removed
  }

  /// A new reifier that is no term; nil when there are too many.
  mutating func makeReifier() -> UInt32? {
    guard reifierCount < MadeBlanks.reifierMark - 1 else { return nil }
    defer { reifierCount += 1 }
    return reifierCount | MadeBlanks.reifierMark
  }
}

/// Some triples in a row, in memory that goes back to the system when it is let go: what `free` gets
/// may stay in the heap, behind what is still in use.
final class Run {
  /// Rows in a run, but for the first of few.
  static let length = 1 << 16

  let base: UnsafeMutablePointer<RawTriples.Row>
  /// 0 once the memory is gone.
  private(set) var capacity: Int
  var count = 0
  private let isMapped: Bool

  init(capacity: Int) {
    let bytes = capacity * MemoryLayout<RawTriples.Row>.stride
    let mapped =
      capacity < Run.length
      ? MAP_FAILED
      : mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    self.capacity = capacity
    if let mapped, mapped != MAP_FAILED {
      base = mapped.bindMemory(to: RawTriples.Row.self, capacity: capacity)
      isMapped = true
    } else {
      base = .allocate(capacity: capacity)
      isMapped = false
    }
  }

  var rows: UnsafeMutableBufferPointer<RawTriples.Row> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }

  /// Gives the memory back; the run is empty for good.
  func giveBack() {
    guard capacity > 0 else { return }
    if isMapped {
      munmap(base, capacity * MemoryLayout<RawTriples.Row>.stride)
    } else {
      base.deallocate()
    }
    (capacity, count) = (0, 0)
  }

  deinit { giveBack() }
}
