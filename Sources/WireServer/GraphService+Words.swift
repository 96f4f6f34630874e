// What the service says about itself: help, saved queries, capabilities.

internal import QueryShow
public import WireProtocol

extension GraphService {
  /// Answers a text that is about the service and asks nothing of the data: `help`, `queries`,
  /// `capabilities`, `complete`, and `run` alone; nil for any other.
  public func word(_ text: [UInt8], _ settings: SessionSettings) -> Reply? {
    let start = text.firstIndex { $0 != 0x20 } ?? text.count
    let end = text[start...].firstIndex(of: 0x20) ?? text.count
    let rest = text[min(end + 1, text.count)...]
    let argument = String(decoding: rest, as: UTF8.self).split(separator: " ").joined(
      separator: " ")
    switch String(decoding: text[start..<end], as: UTF8.self).lowercased() {
    case "help": return help(argument.isEmpty ? nil : argument, settings)
    case "complete": return complete(Array(rest), settings)
    case "queries" where argument.isEmpty: return savedQueries(settings)
    case "capabilities" where argument.isEmpty: return capabilities(settings)
    case "run" where argument.isEmpty: return help("run", settings)
    default: return nil
    }
  }

  /// Whether a text is `run` and no more, which asks what there is to run.
  static func isRunAlone(_ text: [UInt8]) -> Bool {
    let word = text.drop { $0 == 0x20 }
    return word.count < 16
      && String(decoding: word, as: UTF8.self).lowercased().prefix { $0 != " " } == "run"
      && word.dropFirst(3).allSatisfy { $0 == 0x20 }
  }

  /// The help on a word, or the overview; `run` lists what is saved.
  public func help(_ topic: String?, _ settings: SessionSettings) -> Reply {
    let text: String
    if let topic {
      guard let found = HelpText.topic(topic) else {
        return Reply(.refused(.notFound, ["msg": HelpText.noTopic, "hint": HelpText.near(topic)]))
      }
      text = HelpText.text(of: found, saved)
    } else {
      text = HelpText.overview
    }
    return Reply(Opener(.text, ["format": "text"]), .lines(Array(text.utf8)), .end())
  }

  /// Words, formats and limits, as rows.
  public func capabilities(_ settings: SessionSettings) -> Reply {
    var found: [[String?]] = HelpText.topics.map { ["word", $0.word, $0.summary] }
    found += AnswerFormat.allCases.map { ["format", $0.rawValue, nil] }
    found += [
      ["limit", "rows", String(settings.limits.rowsCeiling)],
      ["limit", "milliseconds", String(settings.limits.millisecondsCeiling)],
    ]
    return rows(["kind", "name", "note"], found)
  }
}
