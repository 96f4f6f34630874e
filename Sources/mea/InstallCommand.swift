// `mea install` and `mea uninstall`: the program, its data, queries, manual and completions below a
// prefix, with a list of what was put there. What others put there is neither overwritten nor removed.

internal import Bytes
internal import Glibc

/// `mea install --prefix /usr/local`.
enum InstallCommand {
  static let usage = """
    mea install [--prefix DIR] [--data PATH]
    mea uninstall [--prefix DIR]

      Puts the program, data, saved queries, manual pages and completion scripts below
      DIR (/usr/local), or takes them away again.

        swift build -c release --product mea -Xswiftc -static-executable
        .build/release/mea install --prefix ~/.local
        mea uninstall --prefix ~/.local

      --prefix DIR  DIR/bin, DIR/share/mea, DIR/share/man, and where shells look for
                    completions below DIR/share
      --data PATH   the folder to install as data (the nearest Graph); Queries beside
                    it comes along

      What was put there is listed in DIR/share/mea/manifest. A file that is in the way
      and not on the list, or was changed since, is never overwritten: then nothing is
      done. A file that was changed is not removed either, and told.

    """

  private static func prefix(_ arguments: Arguments) throws(Options.Misuse) -> String {
    guard arguments.paths.isEmpty else {
      throw Options.Misuse(message: "\(visible(arguments.paths[0])) is no option", hint: "--prefix")
    }
    var prefix = arguments["--prefix"] ?? "/usr/local"
    guard !prefix.isEmpty, !prefix.hasPrefix("~") else {
      throw Options.Misuse(
        message: "--prefix takes a folder; the shell did not replace ~", hint: "--prefix ~/.local")
    }
    while prefix.count > 1, prefix.hasSuffix("/") { prefix.removeLast() }
    return prefix
  }

  // MARK: Install

  static func install(_ arguments: [String]) -> Int32 {
    let prefix: String
    var options = Options.standard
    do throws(Options.Misuse) {
      let given = try Arguments(arguments, valued: ["--prefix", "--data"], flags: ["--help"])
      if given.has("--help") { return Terminal.explain(usage) ?? ExitCode.whole }
      prefix = try self.prefix(given)
      if let data = given["--data"] { options.data = [data] }
    } catch {
      return Terminal.complain(error)
    }
    do throws(InputFailure) {
      let files = try InstalledFiles.all(options)
      let list = InstallList(prefix: prefix)
      var entries = try list.read()
      let blocked = try list.obstacles(to: files, entries)
      guard blocked.isEmpty else {
        for line in blocked { Terminal.complain(line) }
        Terminal.complain("nothing was installed")
        return ExitCode.refused
      }
      try list.put(files, &entries)
      Terminal.complain(
        "installed \(files.count) files below \(visible(prefix)); "
          + "mea uninstall --prefix \(visible(prefix)) takes them away")
      if files.contains(where: { $0.isDynamicProgram }) {
        Terminal.complain(
          "this program needs the Swift libraries of this machine; one that was built with "
            + "-Xswiftc -static-executable needs none")
      }
      tellPath(prefix)
      return ExitCode.whole
    } catch {
      Terminal.complain(error.message)
      return ExitCode.broken
    }
  }

  private static func tellPath(_ prefix: String) {
    let folders = getenv("PATH").map { String(cString: $0).split(separator: ":") } ?? []
    let folder = InstallList.absolute(prefix) + "/bin"
    guard !folders.contains(where: { $0 == folder }) else { return }
    Terminal.complain("\(visible(folder)) is not in PATH")
  }

  // MARK: Uninstall

  static func uninstall(_ arguments: [String]) -> Int32 {
    let prefix: String
    do throws(Options.Misuse) {
      let given = try Arguments(arguments, valued: ["--prefix"], flags: ["--help"])
      if given.has("--help") { return Terminal.explain(usage) ?? ExitCode.whole }
      prefix = try self.prefix(given)
    } catch {
      return Terminal.complain(error)
    }
    do throws(InputFailure) {
      let list = InstallList(prefix: prefix)
      let entries = try list.read()
      guard !entries.isEmpty else {
        Terminal.complain("nothing of mea is installed below \(visible(prefix))")
        return ExitCode.refused
      }
      let kept = try list.remove(entries)
      for path in kept {
        Terminal.complain("\(visible(path)) was changed since it was installed and stays")
      }
      Terminal.complain("removed what was installed below \(visible(prefix))")
      return kept.isEmpty ? ExitCode.whole : ExitCode.partial
    } catch {
      Terminal.complain(error.message)
      return ExitCode.broken
    }
  }
}
