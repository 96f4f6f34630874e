// What a vocabulary is made of, while the words it is made of are read.

internal import GraphStore

extension Vocabulary {
  /// A vocabulary while it is compiled.
  struct Parts {
    let snapshot: Snapshot
    var relations: [Relation] = []
    var classes: [TermID: NodeClass] = [:]
    var families: [TermID] = []
    var paths: [(term: TermID, text: [UInt8])] = []
    var annotations: [TermID: AnnotationRole?] = [:]
    var statuses: [TermID: Bool] = [:]
    var firmStatuses: Set<TermID> = []
    var plainStatus: TermID?
    var type: RelationID?
    var namings: [RelationID] = []
    var shownNamings = 0
    var nodeDates: [RelationID] = []
    var actsFor: [RelationID] = []
    var parts: [RelationID] = []
    var traits: [RelationTraits] = []
    var walked = RelationSet(below: 0)
    var weights: [Double] = []
    var orders: [Int] = []
    var linkingClasses: Set<TermID> = []
    var countedNodes = NodeSet()
    var countsArePlain = true
    var actingNodes = NodeSet()
    var indexes: [TermID: Int] = [:]
    var descendants: [TermID: [TermID]] = [:]

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// What is known of a predicate.
    func relation(_ term: TermID) -> Relation? { indexes[term].map { relations[$0] } }
  }
}
