// Who is next to whom, whatever the relation: what a search for paths asks thousands of times. A
// statement tells it by way of four columns that lie far apart, so most of a search was waiting for
// memory; here the neighbours of a node lie side by side. Two numbers for each statement that is
// walked, one for each term: made when paths are searched for a second time, and never for less.

public import GraphStore
internal import Synchronization

/// The neighbours of each node over the relations that walks follow unless told, in both directions.
public struct Neighbours: Sendable {
  /// By term: where its neighbours begin in `nodes`; one longer than there are terms.
  @usableFromInline let starts: [UInt32]
  /// The neighbours, those over several statements several times.
  public let nodes: [TermID]

  init(_ vocabulary: Vocabulary) {
    let snapshot = vocabulary.snapshot
    var counts = [UInt32](repeating: 0, count: snapshot.terms.count + 1)
    Neighbours.visitLinks(vocabulary) { subject, object in
      counts[Int(subject)] += 1
      counts[Int(object)] += 1
    }
    // From how many each has to where each ends; filling moves the ends down to the starts.
    var sum: UInt32 = 0
    for index in counts.indices {
      sum += counts[index]
      counts[index] = sum
    }
    var nodes = [TermID](repeating: 0, count: Int(sum))
    Neighbours.visitLinks(vocabulary) { subject, object in
      counts[Int(subject)] -= 1
      nodes[Int(counts[Int(subject)])] = object
      counts[Int(object)] -= 1
      nodes[Int(counts[Int(object)])] = subject
    }
    starts = counts
    self.nodes = nodes
  }

  private static func visitLinks(_ vocabulary: Vocabulary, _ take: (TermID, TermID) -> Void) {
    let snapshot = vocabulary.snapshot
    for statement in 0..<snapshot.statementCount
    where vocabulary.walked.contains(snapshot.relations[statement]) {
      let object = snapshot.objects[statement]
      if !snapshot.isLiteral(object) { take(snapshot.subjects[statement], object) }
    }
  }

  /// Where the neighbours of a node stand in `nodes`.
  @inlinable
  public func places(of node: TermID) -> Range<Int> {
    Int(starts[Int(node)])..<Int(starts[Int(node) + 1])
  }
}

extension Names {
  /// The neighbours of all nodes; nil for the first search, which takes less time than making them.
  public var neighbours: Neighbours? {
    adjacent.withLock { adjacent in
      adjacent.searches += 1
      // Twice as many places as statements are counted in four bytes.
      if adjacent.searches == 2, vocabulary.snapshot.statementCount < 1 << 31 {
        adjacent.neighbours = Neighbours(vocabulary)
      }
      return adjacent.neighbours
    }
  }
}
