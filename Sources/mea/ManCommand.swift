// `mea man`: the manual pages, made of the texts of `mea help`.

internal import WireServer

/// The manual.
enum ManCommand {
  static let usage = """
    mea man [PAGE]

      Prints a manual page; without PAGE, the names of all.

        mea man mea-query.7 | man -l -

    """

  static var pages: [ManPage] {
    let commands = Mea.subcommands.compactMap { name in
      HelpCommand.usage(of: name).map { usage in
        ManPage("mea-\(name).1", HelpCommand.summary(of: name), usage: usage)
      }
    }
    return [main] + commands + [query]
  }

  static func run(_ arguments: [String]) -> Int32 {
    guard let name = arguments.first else {
      return Terminal.write(Array(pages.map { $0.name + "\n" }.joined().utf8)) ?? ExitCode.whole
    }
    guard let page = pages.first(where: { $0.name == name || $0.name.hasPrefix(name + ".") }) else {
      return Terminal.complain(
        Options.Misuse(
          message: "there is no such page",
          hint: pages.map(\.name).joined(separator: ", ")))
    }
    return Terminal.write(Array(page.text.utf8)) ?? ExitCode.whole
  }

  private static var main: ManPage {
    ManPage(
      "mea.1", HelpCommand.title,
      [
        ("DESCRIPTION", HelpCommand.examples + "\n" + HelpCommand.options),
        ("THE PROMPT", HelpCommand.prompt), ("ENVIRONMENT", HelpCommand.environment),
        ("FILES", HelpCommand.files), ("EXIT STATUS", HelpCommand.exits),
        ("SEE ALSO", "mea-query(7), mea-serve(1), mea-check(1), mea-convert(1), mea-install(1)"),
      ])
  }

  private static var query: ManPage {
    ManPage(
      "mea-query.7", "the query language of mea",
      [("DESCRIPTION", HelpText.overview)]
        + HelpText.topics.map { ($0.word.uppercased(), $0.summary + "\n\n" + $0.text) }
        + [("SEE ALSO", "mea(1)")])
  }
}
