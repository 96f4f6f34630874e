// The program. One page for each subcommand; this one only decides which page it is.

internal import Glibc

/// `mea serve`, `mea check`, `mea help`, another subcommand, or a query.
@main
enum Mea {
  static let version = "0.1.0"

  /// The words that begin no query.
  static let subcommands = ["serve", "check", "convert", "help"]

  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    let rest = Array(words.dropFirst())
    switch words.first {
    case "serve": exit(ServeCommand.run(rest))
    case "check": exit(CheckCommand.run(rest))
    case "convert": exit(ConvertCommand.run(rest))
    case "help": exit(HelpCommand.run(rest))
    default: exit(AskCommand.run(words))
    }
  }
}
