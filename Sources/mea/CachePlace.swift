// Where the command keeps images of parsed data: the cache folder of the XDG Base Directory
// Specification, whose paths count only if they are absolute.

internal import Glibc

/// The folder of images.
enum CachePlace {
  /// Nil when `MEA_CACHE=off` or the environment names no place.
  static var folder: String? {
    if variable("MEA_CACHE") == "off" { return nil }
    if let cache = variable("XDG_CACHE_HOME"), cache.hasPrefix("/") { return cache + "/mea" }
    if let home = variable("HOME"), home.hasPrefix("/") { return home + "/.cache/mea" }
    return nil
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
