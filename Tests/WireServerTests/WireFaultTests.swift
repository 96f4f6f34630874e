// The faults of a stranger, each beside a client that must not notice. Where they are tested:
//
//   1 one-byte writes, 1,000 in one  SessionOrder, Transcripts, LiveServer
//   2 65,536 and 65,537 bytes        SessionLimit; protocol.md 2 keeps the connection
//   3 no LF                          here
//   4 NUL, C0, DEL                   Text, Transcripts bad/bytes
//   5 bad UTF-8, BOM                 Text, Transcripts bad/bytes
//   6 CR, LF, CRLF                   Transcripts good/line-ends, LineFraming
//   7 empty lines                    SessionLimit
//   8 HTTP                           Transcripts bad/http, LiveServer
//   9 TLS, SSH, noise                here, Transcripts bad/tls
//  10 slowloris                      here
//  11 silent clients                 here
//  12 never reading                  here
//  13 reading slowly                 here
//  14 half-close                     LiveServer
//  15 reset                          here
//  16 cancel                         here, SessionOrder
//  17 tags                           Request, Transcripts bad/tags; a pending one is SYNTAX
//  18 no descriptors                 here
//  19 accept fails                   here
//  20 every call fails               Torture
//  21 short writes, waiting          Torture
//  22 nesting, 10,000 clauses        QueryParse: Robustness
//  23 numbers                        QueryParse: Robustness, golden files
//  24 dates                          QueryParse: golden files, GraphModel
//  25 paths in K30                   QueryRun: a matter of the engine
//  26 loops, parallel statements     QueryRun: a matter of the engine
//  27 the same query 100 times       QueryRun: a matter of the engine
//  28 reference engine               QueryRun: a matter of the engine
//  29 boundaries of dates            QueryRun: a matter of the engine
//  30 names                          QueryPlan: a matter of the vocabulary
//  31 hostile labels                 QueryShow: a matter of the formats
//  32 hostile URLs                   QueryShow: a matter of the formats
//  33 hostile saved queries          QueryParse: SavedQuery
//  34 parameter holds query text     QueryParse: a parameter is a value in the tree
//  35 broken data files              GraphFormats: Fault, Conformance
//  36 100 reloads under load         here
//  37 SIGTERM                        Operating, and during a reload here
//  38 what stands in the way         Operating
//  39 wall clock                     nothing reads it but the log (Clock); no test can set it
//  40 memory at load                 GraphStore: before there is a server
//  41 stdout of the client           Program
//  42 servers that lie               WireClient: Connection
//  43 random sessions                SessionLimit, seeded; the long run is the gate's
//  44 mode of the socket             here

import Foundation
import Glibc
import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite(.serialized) struct WireFaultTests {
  @Test func `100 MB without LF`() async {
    await #expect(processExitsWith: .success) { try StrangerFaults.endlessLine() }
  }
  @Test func `Probes and noise`() async {
    await #expect(processExitsWith: .success) { try StrangerFaults.noise() }
  }
  @Test func `200 clients that send a byte now and then`() async {
    await #expect(processExitsWith: .success) { try StrangerFaults.slowLines() }
  }
  @Test func `300 clients that say nothing`() async {
    await #expect(processExitsWith: .success) { try StrangerFaults.silence() }
  }
  @Test func `10,000 big queries and no reading`() async {
    await #expect(processExitsWith: .success) { try StrangerFaults.neverReading() }
  }
  @Test func `A byte at a time is read to the last`() async {
    await #expect(processExitsWith: .success) { try StrangerFaults.slowReading() }
  }
  @Test func `A reset in the middle of a reply`() async {
    await #expect(processExitsWith: .success) { try StrangerFaults.reset() }
  }
  @Test func `Cancel before, during, after, twice and of nothing`() async {
    await #expect(processExitsWith: .success) { try StrangerFaults.cancel() }
  }
  @Test func `No descriptors left`() async {
    await #expect(processExitsWith: .success) { try MachineFaults.noDescriptors() }
  }
  @Test func `Accept fails`() async {
    await #expect(processExitsWith: .success) { try MachineFaults.accept() }
  }
  @Test func `100 reloads under load, every third broken`() async {
    await #expect(processExitsWith: .success) { try MachineFaults.reloads() }
  }
  @Test func `Stopped during a reload`() async {
    await #expect(processExitsWith: .success) { try MachineFaults.stopDuringReload() }
  }
  @Test func `The socket is never open wider than it will be`() async {
    await #expect(processExitsWith: .success) { try MachineFaults.socketMode() }
  }
}
