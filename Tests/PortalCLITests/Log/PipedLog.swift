import Foundation
import Glibc
import Testing

/// A `portal log pipe` that a test talks to.
///
/// Safe to send: one thread at a time talks to it.
final class PipedLog: @unchecked Sendable {
  private let program: PipedProgram
  private var unread = Data()

  var processIdentifier: Int32 { process.processIdentifier }
  private var process: Process { program.process }

  init(_ store: String) throws {
    program = try PipedProgram(["log", "pipe", "--store", store])
  }

  /// - Returns: whether the child was there to take them.
  @discardableResult
  func send(_ calls: [PipeCall]) throws -> Bool {
    var lines = Data()
    for call in calls { lines += try JSONEncoder().encode(call) + Data("\n".utf8) }
    do { try program.input.write(contentsOf: lines) } catch { return false }
    return true
  }

  /// The next answer; `nil` where the child is gone.
  func answer() throws -> PipeAnswer? {
    var start = unread.startIndex
    while true {
      if let end = unread[start...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread = Data(unread[(end + 1)...]) }
        return try JSONDecoder().decode(PipeAnswer.self, from: unread[..<end])
      }
      start = unread.endIndex
      let more = program.readAvailable()
      if more.isEmpty { return nil }
      unread += more
    }
  }

  /// Asks one thing; a child that is gone is a failure.
  func ask(_ call: PipeCall) throws -> PipeAnswer {
    try send([call])
    return try #require(try answer(), "the child is gone")
  }

  /// Every event of the log.
  func events() throws -> [PipedEvent] {
    let answer = try ask(.read())
    let events = try #require(answer.events, "\(String(describing: answer.error))")
    #expect(answer.head == UInt64(events.count))
    return events
  }

  func closeInput() throws { try program.input.close() }

  func killNow() { program.killNow() }

  func waitUntilExit() { process.waitUntilExit() }

  /// Kills the child after a while, unless it has come to its end.
  func kill(after delay: Duration) {
    Thread.detachNewThread { [process] in
      Thread.sleep(forTimeInterval: delay / .seconds(1))
      if process.isRunning { _ = Glibc.kill(process.processIdentifier, SIGKILL) }
    }
  }

  /// Stops the child where it stands.
  func pause() throws {
    program.send(SIGSTOP)
    while try state() != "T" { usleep(200) }
  }

  func goOn() { program.send(SIGCONT) }

  /// The letter that the kernel gives the child's state (proc(5)).
  private func state() throws -> Substring? {
    let status = try String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8)
    return status.split(separator: ")").last?.split(separator: " ").first
  }
}

// The lines.

/// What is asked of the pipe.
struct PipeCall: Encodable, Sendable {
  struct Condition: Encodable, Sendable {
    var query: [Item]
    var after: UInt64?
  }
  struct Item: Encodable, Sendable {
    var types: [String]?
    var tags: [String]?
  }

  var op: String
  var ref: Int?
  var events: [PipedEvent]?
  var condition: Condition?
  var command: String?
  var query: [Item]?
  var after: UInt64?
  var limit: Int?

  static let head = PipeCall(op: "head")
  static let subscribe = PipeCall(op: "subscribe")

  static func append(
    _ events: [PipedEvent], unless tag: String? = nil, ref: Int? = nil, command: String? = nil
  ) -> PipeCall {
    PipeCall(
      op: "append", ref: ref, events: events,
      condition: tag.map { Condition(query: [Item(tags: [$0])]) }, command: command)
  }

  static func read(_ query: [Item]? = nil, after: UInt64? = nil, limit: Int? = nil) -> PipeCall {
    PipeCall(op: "read", query: query, after: after, limit: limit)
  }
}

/// What the pipe answers.
struct PipeAnswer: Decodable, Sendable {
  struct Failure: Decodable, Sendable {
    var code: String
    var message: String
  }

  var ok: Bool
  var ref: Int?
  var first: UInt64?
  var last: UInt64?
  var head: UInt64?
  var events: [PipedEvent]?
  var event: PipedEvent?
  var error: Failure?
}

/// An event as a line tells of it.
struct PipedEvent: Codable, Sendable, Equatable {
  /// What the tests' events say: which call of whom they belong to.
  struct Content: Codable, Sendable, Equatable {
    var call: Int
    var index = 0
    var count = 1
    var filler = ""
  }

  var position: UInt64?
  var type: String
  var tags: [String]
  var subject: String?
  var data: Content

  /// The same event, wherever it stands.
  var said: PipedEvent {
    var event = self
    event.position = nil
    return event
  }
}
