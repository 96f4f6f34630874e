// Loading by way of an image: read what was kept, else parse. Either way the snapshot is the same.

extension GraphLoader {
  /// A snapshot, and where it may be kept or was kept.
  public struct Loaded: Sendable {
    /// The graph.
    public let snapshot: Snapshot
    /// Nil when no image is worth while or none can be.
    public let image: SnapshotImage?
    /// Whether the snapshot was parsed, so that the image has yet to be written.
    public let isParsed: Bool

    /// Keeps a snapshot that was parsed for the next start.
    public func keep() {
      if isParsed { image?.keep(snapshot) }
    }
  }

  /// As `load(_:)`, with the images of a folder; nil is no folder.
  public static func load(
    _ paths: [String], imagesIn folder: String?, _ options: LoadOptions = LoadOptions()
  ) throws(LoadError) -> Loaded {
    let files = try list(paths)
    // An image is of whole files: of one that is not, somebody wants to be told each time.
    let folder = options.isLenient ? nil : folder
    // Before the first file is read, so that a change meanwhile is one that the stamp lacks.
    let image = folder.flatMap { SnapshotImage(of: files, in: $0) }
    if let snapshot = image?.snapshot(of: files) {
      return Loaded(snapshot: snapshot, image: image, isParsed: false)
    }
    return Loaded(snapshot: try load(files: files, options), image: image, isParsed: true)
  }
}

extension SnapshotImage {
  /// The snapshot kept; nil when there is none of these files as they are.
  func snapshot(of files: [String]) -> Snapshot? {
    var parts = SnapshotBuilder.Parts(
      terms: TermDictionary(), curies: Curies(), files: files, contentHash: 0)
    guard read(.graph, { parts.visitColumns(&$0) && parts.isSound }) else { return nil }
    parts.numberPredicates()
    return Snapshot(parts)
  }

  /// Keeps a snapshot.
  func keep(_ snapshot: Snapshot) {
    var parts = SnapshotBuilder.Parts(of: snapshot)
    write(.graph) { _ = parts.visitColumns(&$0) }
  }
}
