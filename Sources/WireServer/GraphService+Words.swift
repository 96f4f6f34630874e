// What the service says about itself: help, capabilities, and what a beginning of a query may go on
// with.

internal import GraphStore
internal import GraphVocabulary
internal import QueryShow
public import WireProtocol

extension GraphService {
  /// The help on a word, or the overview.
  public func help(_ topic: String?, _ settings: SessionSettings) -> Reply {
    let text: String
    if let topic {
      guard let found = HelpText.topic(topic) else {
        return Reply(
          .refused(
            .notFound,
            [
              "msg": "there is no help on that",
              "hint": HelpText.topics.map(\.word).joined(separator: " "),
            ]
          ))
      }
      text = found.text
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

  /// The most completions of one reply.
  private static let mostCompletions = 50

  /// What could stand at the end of a beginning, as rows.
  public func complete(_ text: [UInt8], _ settings: SessionSettings) -> Reply {
    let start = text.lastIndex { $0 == 0x20 || $0 == UInt8(ascii: ",") }.map { $0 + 1 } ?? 0
    let typed = text[start...]
    var found: [[String?]] = []
    for topic in HelpText.topics where topic.word.utf8.starts(with: typed) {
      found.append([topic.word, "word", topic.summary])
    }
    for (name, node) in names.completions(
      of: Array(typed), atMost: GraphService.mostCompletions - min(50, found.count))
    {
      found.append([name, "name", names.vocabulary.snapshot.curie(node)])
    }
    return rows(["text", "kind", "note"], Array(found.prefix(GraphService.mostCompletions)))
  }
}
