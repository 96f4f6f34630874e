// Answers from data that this process has loaded.

internal import Bytes
internal import GraphStore
internal import QueryPlan
internal import QueryRun
internal import QueryShow
internal import WireClient
internal import WireProtocol
internal import WireServer

/// The engine within the command.
final class LocalSource: AnswerSource {
  private let service: GraphService
  private let loaded: GraphLoader.Loaded
  private let paths: [String]

  init(_ service: GraphService, _ loaded: GraphLoader.Loaded, paths: [String]) {
    self.service = service
    self.loaded = loaded
    self.paths = paths
  }

  var title: String { paths.map { visible($0) }.joined(separator: " ") + " " + service.dataHash }

  func ask(
    _ text: String, _ look: Look, _ take: ([UInt8], String?) -> Void
  ) throws(ConnectionError) -> (status: Status, notes: [String]) {
    let bytes = Array(text.utf8)
    if let byte = TextCheck.firstBadByte(bytes, in: bytes.indices) {
      let refusal = Refusal(
        code: .encoding, range: byte..<(byte + 1), message: "a query is one line of plain text")
      return (refusal.status(in: bytes), [])
    }
    if let reply = service.word(bytes, settings(look)) { return (print(reply, look, take), []) }
    do throws(Refusal) {
      return try answer(bytes, look, take)
    } catch {
      return (error.status(in: bytes), [])
    }
  }

  func rows(_ text: String) throws(ConnectionError) -> (fields: Fields, rows: [[String?]]) {
    guard let reply = service.word(Array(text.utf8), SessionSettings()),
      case .lines(let lines) = reply.body
    else { return ([:], []) }
    return (reply.opener?.fields ?? [:], WordText.rows(lines))
  }

  func keep() { loaded.keep() }

  private func settings(_ look: Look) -> SessionSettings {
    var settings = SessionSettings()
    settings.language = look.language
    settings.format = look.format
    return settings
  }

  private func answer(
    _ text: [UInt8], _ look: Look, _ take: ([UInt8], String?) -> Void
  ) throws(Refusal) -> (status: Status, notes: [String]) {
    let settings = settings(look)
    let plan = try service.plan(text, settings)
    let format = try service.format(plan.format ?? look.format, nil)
    let cancellation = Cancellation()
    cancellation.start(milliseconds: settings.limits.milliseconds)
    let answer = service.run(plan, settings.limits) { Interrupt.count > 0 }
    let found = service.status(of: answer)
    // A search that ended before it found anything has not found that there is nothing.
    guard found.isSuccess || found.isPartial else { return (found, []) }
    var show = service.showSettings(of: plan)
    show.width = look.width
    show.isColoured = look.isColoured
    show.time = service.writingTime(of: plan, settings.limits, cancellation)
    var writer = AnswerWriter(answer, names: service.names, settings: show)
    var buffer = OutputBuffer()
    let notes: [String]
    do { notes = try writer.write(format, into: &buffer) } catch { throw Refusal(error) }
    take(buffer.take(), format.rawValue)
    return (service.status(of: writer.answer), notes)
  }

  private func print(_ reply: Reply, _ look: Look, _ take: ([UInt8], String?) -> Void) -> Status {
    guard let opener = reply.opener, case .lines(let lines) = reply.body else {
      return reply.status
    }
    if look.format == "table", let columns = opener.fields["cols"] {
      take(WordText.aligned(columns, lines), opener.fields["format"])
    } else {
      take(WordText.header(of: opener) + lines, opener.fields["format"])
    }
    return reply.status
  }
}
