// What a reader hands to whoever asked: batches of statements as flat columns of spans over bytes,
// pushed. A batch, because a call for every triple across a module boundary costs as much as
// reading the triple; spans, because a term is text that already lies somewhere. Everything in a
// batch is valid only during the call that hands it over.

/// What kind of term a span holds (RDF 1.2 Concepts, section 3).
public enum TermKind: UInt8, Sendable {
  /// An absolute IRI: `head` then `text`, joined. Readers cut it behind its last `/`, `#` or `:`; a
  /// file with very many namespaces, or very long ones, has IRIs with the empty head.
  case iri
  /// A blank node: `text` is its label, unique within the file and legal in every format; no head.
  case blank
  /// A string without language: `text` is the lexical form; no head.
  case string
  /// A literal of the datatype whose IRI is `head`.
  case typed
  /// A string in the language `head`, lower case, with `--ltr` or `--rtl` behind it if it has a
  /// base direction.
  case tagged
  /// A triple term: `nested` is the index of its parts in `TripleBatch.nested`.
  case triple
}

/// One term of a batch: where its bytes lie.
public struct TermSpan {
  /// What the bytes are.
  public var kind: TermKind
  /// Index of the namespace, datatype or language in `TripleBatch.heads`; 0 is the empty head.
  ///
  /// For a triple term the index of its parts in `TripleBatch.nested`, which counts from 0.
  public var head: UInt32
  /// The term's own bytes, escapes decoded, valid UTF-8.
  ///
  ///
  public var text: UnsafeRawBufferPointer

  /// Makes a span.
  public init(kind: TermKind, head: UInt32, text: UnsafeRawBufferPointer) {
    self.kind = kind
    self.head = head
    self.text = text
  }
}

/// One statement of a batch.
public struct TripleSpans {
  /// The subject: an IRI or a blank node.
  public var subject: TermSpan
  /// The predicate: an IRI.
  public var predicate: TermSpan
  /// The object: any term.
  public var object: TermSpan
  /// The name of the graph that holds the triple; nil in the default graph.
  public var graph: TermSpan?
  /// Where the triple begins to be said, in bytes from the start of the file: its object, or for
  /// the triples of an annotation the `{|` or `~` that makes the reifier.
  public var offset: Int

  /// Makes a statement.
  public init(
    subject: TermSpan, predicate: TermSpan, object: TermSpan, graph: TermSpan?, offset: Int
  ) {
    self.subject = subject
    self.predicate = predicate
    self.object = object
    self.graph = graph
    self.offset = offset
  }
}

/// Statements in the order of the file, with the tables their spans point into.
public struct TripleBatch {
  /// The statements; like the spans in them they are there only while the batch is handed over.
  public var triples: UnsafeBufferPointer<TripleSpans>
  /// Namespaces, datatype IRIs and language tags met so far in this file; entry 0 is empty.
  ///
  /// Grows,
  /// and never changes an entry, so that a consumer may keep a parallel table of its own numbers.
  public var heads: [[UInt8]]
  /// The bytes of `heads` by number, at addresses that stay while the batch is handed over.
  public var headTexts: UnsafeBufferPointer<UnsafeRawBufferPointer>
  /// The parts of the triple terms of this batch; inner ones come before those that hold them.
  ///
  ///
  public var nested: [TripleSpans]
  /// Prefixes declared so far, name without colon and IRI, in the order of the file.
  public var prefixes: [(name: [UInt8], iri: [UInt8])]

  /// An empty batch.
  public init() {
    triples = UnsafeBufferPointer(start: nil, count: 0)
    heads = [[]]
    headTexts = UnsafeBufferPointer(start: nil, count: 0)
    nested = []
    prefixes = []
  }
}
