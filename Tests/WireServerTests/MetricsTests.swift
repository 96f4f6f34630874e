// Metrics as Prometheus reads them, over the wire and over HTTP.

import Foundation
import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite struct MetricsTests {
  /// The samples of a text that keeps the rules of the format; each broken rule is an issue.
  static func samples(_ text: String) -> [String: Double] {
    var kinds: [String: String] = [:]
    var samples: [String: Double] = [:]
    for line in text.split(separator: "\n").map(String.init) {
      if line.hasPrefix("#") {
        let words = line.split(separator: " ", maxSplits: 3).map(String.init)
        if words[1] == "TYPE" {
          #expect(kinds.updateValue(words[3], forKey: words[2]) == nil, "\(line)")
        }
        continue
      }
      let parts = line.split(separator: " ")
      let name = String(parts[0].prefix { $0 != "{" })
      let family = ["_bucket", "_sum", "_count"].reduce(name) { family, end in
        kinds[family] == nil && family.hasSuffix(end) ? String(family.dropLast(end.count)) : family
      }
      #expect(kinds[family] != nil, "no type: \(line)")
      #expect((kinds[family] == "counter") == name.hasSuffix("_total"), "\(line)")
      #expect(samples.updateValue(Double(parts[1]) ?? .nan, forKey: String(parts[0])) == nil)
    }
    #expect(text.hasSuffix("\n") && samples.values.allSatisfy { !$0.isNaN })
    return samples
  }

  @Test func `Queries are counted by outcome and time`() {
    var memory = MemoryTalk()
    memory.send("echo a\nheavy\nhalf\nnonsense\nping\n@m metrics\n")
    let lines = SessionOrderTests.said(memory).drop { $0 != "=TEXT @m format=prometheus" }
    #expect(lines.last == "+END @m data=3f9a1c2e")
    let rows = lines.dropFirst().dropLast()
    #expect(rows.allSatisfy { $0.hasPrefix("|") })
    let samples = Self.samples(rows.map { $0.dropFirst() + "\n" }.joined())
    #expect(samples[#"mea_queries_total{outcome="END"}"#] == 2)
    #expect(samples[#"mea_queries_total{outcome="TIMEOUT"}"#] == 1)
    #expect(samples[#"mea_queries_total{outcome="SYNTAX"}"#] == 1)
    #expect(samples["mea_query_duration_seconds_count"] == 4)
    #expect(samples[#"mea_query_duration_seconds_bucket{le="+Inf"}"#] == 4)
    #expect(samples["mea_long_queries_total"] == 1)
    #expect(samples["mea_requests_total"] == 6)
    #expect(samples[#"mea_data_info{hash="3f9a1c2e",dated="2018-11-23"}"#] == 1)
    #expect(samples["mea_data_statements"] == 7)
    #expect(samples["mea_queries_outstanding"] == 0)
  }

  @Test func `A histogram grows upwards`() {
    var memory = MemoryTalk()
    memory.send("slow 2\necho a\nslow 12\nmetrics\n")
    let text = SessionOrderTests.said(memory).drop { !$0.hasPrefix("=TEXT") }
      .filter { $0.hasPrefix("|") }.map { $0.dropFirst() + "\n" }.joined()
    let buckets = text.split(separator: "\n").filter { $0.contains("_bucket{") }
      .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    #expect(buckets == buckets.sorted() && buckets.last == 3)
    #expect((Self.samples(text)["mea_query_duration_seconds_sum"] ?? 0) >= 0.014)
  }

  private func request(_ text: String) throws -> (head: [String], body: String) {
    var options = LiveServer.options()
    options.metricsListen = .tcp(host: "127.0.0.1", port: 0)
    let server = try LiveServer(RoteService(), options)
    defer { server.stop() }
    let client = try RawClient(try #require(server.metricsAddress))
    client.send(text)
    let answer = String(decoding: client.readToEnd(), as: UTF8.self)
    let parts = answer.components(separatedBy: "\r\n\r\n")
    return (parts[0].components(separatedBy: "\r\n"), parts.dropFirst().joined())
  }

  @Test func `GET /metrics is answered, whole and once`() throws {
    let (head, body) = try request(
      "GET /metrics HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n")
    #expect(head.first == "HTTP/1.1 200 OK")
    #expect(head.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8"))
    #expect(head.contains("Content-Length: \(body.utf8.count)"))
    #expect(head.contains("Connection: close"))
    #expect(Self.samples(body)["mea_connections"] == 1)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 404 Not Found"),
    ("GET /metricsandmore HTTP/1.1\r\n\r\n", "HTTP/1.1 404 Not Found"),
    ("POST /metrics HTTP/1.1\r\n\r\necho a\n", "HTTP/1.1 405 Method Not Allowed"),
    ("echo a\n\n", "HTTP/1.1 400 Bad Request"),
    ("\u{16}\u{3}\u{1}\n\n", "HTTP/1.1 400 Bad Request"),
    (
      "GET /metrics HTTP/1.1\n" + String(repeating: "a: b\n", count: 70),
      "HTTP/1.1 431 Request Header Fields Too Large"
    ),
  ])
  func `Nothing else is`(text: String, status: String) throws {
    #expect(try request(text).head.first == status)
  }

  @Test func `What curl reads`() throws {
    var options = LiveServer.options()
    options.metricsListen = .tcp(host: "127.0.0.1", port: 0)
    let server = try LiveServer(RoteService(), options)
    defer { server.stop() }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/curl")
    process.arguments = ["-sf", "http://\(try #require(server.metricsAddress))/metrics"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(Self.samples(text)["mea_uptime_seconds"] != nil)
  }

  @Test func `Metrics are not given to other machines unasked`() {
    var options = LiveServer.options()
    options.authFile = "/nowhere"
    options.metricsListen = .tcp(host: "0.0.0.0", port: 0)
    #expect(throws: ServerError.self) {
      try Server(RoteService(), options) { () throws(ReloadError) in RoteService() }
    }
  }
}
