// The program. One page for each subcommand; this one only decides which page it is.

internal import Glibc

/// `mea serve`, `mea check`, `mea help`, another subcommand, or a query.
@main
enum Mea {
  static let version = "0.1.0"
  /// When the manual was last changed.
  static let date = "November 21, 2026"

  /// The words that begin no query.
  static let subcommands = [
    "serve", "check", "convert", "install", "uninstall", "completion", "man", "help",
  ]

  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    let rest = Array(words.dropFirst())
    switch words.first {
    case "serve": exit(ServeCommand.run(rest))
    case "check": exit(CheckCommand.run(rest))
    case "convert": exit(ConvertCommand.run(rest))
    case "install": exit(InstallCommand.install(rest))
    case "uninstall": exit(InstallCommand.uninstall(rest))
    case "completion": exit(CompletionCommand.run(rest))
    case "complete": exit(CompleteCommand.run(rest))
    case "man": exit(ManCommand.run(rest))
    case "help": exit(HelpCommand.run(rest))
    default: exit(AskCommand.run(words))
    }
  }
}
