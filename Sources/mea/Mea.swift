// The program. One page for each subcommand; this one only decides which page it is.

internal import Glibc

/// `mea serve`, `mea check`, `mea convert`, `mea help`, or a query.
@main
enum Mea {
  static let version = "0.1.0"

  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    switch words.first {
    case "serve": exit(ServeCommand.run(Array(words.dropFirst())))
    case "check": exit(CheckCommand.run(Array(words.dropFirst())))
    case "convert": exit(ConvertCommand.run(Array(words.dropFirst())))
    case "help": exit(HelpCommand.run(Array(words.dropFirst())))
    default: exit(AskCommand.run(words))
    }
  }
}
