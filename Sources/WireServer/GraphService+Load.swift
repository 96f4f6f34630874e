// Files → service, and every failure as one line that names the file and the place.

internal import Bytes
internal import GraphFormats
public import GraphStore
internal import QueryParse

extension GraphService {
  /// Loads data and, if a folder is named, saved queries.
  public static func load(
    _ paths: [String], queries: String?, _ options: LoadOptions = LoadOptions()
  ) throws(ReloadError) -> GraphService {
    try load(paths, queries: queries, imagesIn: nil, options).service
  }

  /// Loads data by way of the images in a folder, and tells what to keep there for the next start
  /// once the questions are answered.
  public static func load(
    _ paths: [String], queries: String?, imagesIn folder: String?,
    _ options: LoadOptions = LoadOptions()
  ) throws(ReloadError) -> (service: GraphService, loaded: GraphLoader.Loaded) {
    guard !paths.isEmpty else {
      throw ReloadError("no data: there is no folder Graph here or above; name it with --data PATH")
    }
    let loaded: GraphLoader.Loaded
    do { loaded = try GraphLoader.load(paths, imagesIn: folder, options) } catch {
      throw ReloadError(describe(error))
    }
    var saved = SavedQueries()
    if let queries {
      do { saved = try SavedQueries(folder: queries) } catch { throw ReloadError(describe(error)) }
    }
    return (GraphService(loaded.snapshot, saved: saved, image: loaded.image), loaded)
  }

  /// A failure to load as one line.
  public static func describe(_ error: LoadError) -> String {
    switch error {
    case .unreadable(let path, let reason): "\(visible(path)): \(reason)"
    case .empty(let path):
      "\(visible(path)): holds no triple file (.ttl, .nt, .trig, .nq)"
    case .tooLarge(let path):
      "\(visible(path)): more terms or text than this version can number"
    case .noRoom(let path, let needed, let available):
      "\(visible(path)): needs \(megabytes(needed)) MB more of memory, and there are "
        + "\(megabytes(available)) MB"
    case .syntax(let path, let fault):
      "\(visible(path)):\(fault.line):\(fault.column): \(fault.error.sentence)"
        + (fault.error.hint.map { " (\($0))" } ?? "")
    }
  }

  /// Bytes as whole megabytes, rounded up.
  private static func megabytes(_ bytes: Int) -> Int { (bytes + (1 << 20) - 1) >> 20 }

  private static func describe(_ failure: SavedQueries.Failure) -> String {
    switch failure {
    case .unreadable(let path, let reason): return "\(visible(path)): \(reason)"
    case .faulty(let path, let text, let fault):
      let refusal = Refusal(fault)
      let place = text.withUnsafeBytes { TextPosition(of: fault.range.lowerBound, in: $0) }
      return "\(visible(path)):\(place.line):\(place.column): \(refusal.message)"
        + (refusal.hint.map { " (\($0))" } ?? "")
    }
  }
}
