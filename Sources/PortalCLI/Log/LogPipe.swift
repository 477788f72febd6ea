import ArgumentParser
import Dispatch
import EventStore
import Foundation

/// The log for any language: one JSON object a line on standard input and output.
struct LogPipe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipe", abstract: "Speak the log, one JSON object a line.",
    discussion: """
      {"op":"append","events":[{"type":"t","tags":["a:1"],"subject":"p1","data":{}}],
       "condition":{"query":[{"types":["t"],"tags":["a:1"]}],"after":0},"command":"c1"}
      {"op":"read","query":[{"tags":["a:1"]}],"after":0,"limit":100,"backwards":false}
      {"op":"subscribe","query":[],"after":0}   {"op":"unsubscribe"}   {"op":"head"}

      An answer echoes "ref" where one is given. It is {"ok":true,…} or
      {"ok":false,"error":{"code":"conditionFailed","message":"…"}}.
      """)

  @OptionGroup var options: StoreOptions

  func run() async throws {
    let log = try await options.log()
    var subscription: Task<Void, Never>?
    while let line = await Self.nextLine() {
      if line.allSatisfy(\.isWhitespace) { continue }
      let request = Result { () throws(LogError) in try PipeRequest(line) }
      switch request {
      case .success(let request) where request.operation == .subscribe:
        subscription?.cancel()
        subscription = Self.follow(log, request)
      case .success(let request) where request.operation == .unsubscribe:
        subscription?.cancel()
        await subscription?.value
        subscription = nil
        Self.write(request.answer([:]))
      case .success(let request): Self.write(await Self.answer(request, log))
      case .failure(let error): Self.write(PipeRequest.refusal(error, ref: nil))
      }
    }
    subscription?.cancel()
    await subscription?.value
    await log.close()
  }

  private static func answer(_ request: PipeRequest, _ log: EventLog) async -> JSONValue {
    do {
      switch request.operation {
      case .append:
        let receipt = try await log.append(
          try request.events(), if: try request.condition(), command: try request.command())
        return request.answer([
          "first": JSONValue(receipt.positions.lowerBound), "last": JSONValue(receipt.last),
        ])
      case .read:
        let head = try log.head()
        let events = try log.read(
          try request.query(), after: try request.number("after") ?? 0,
          upTo: min(head, try request.number("upTo") ?? .max),
          backwards: try request.flag("backwards"),
          limit: Int(clamping: try request.number("limit") ?? .max))
        return request.answer([
          "events": .list(events.map { JSONValue($0) }), "head": JSONValue(head),
        ])
      case .head: return request.answer(["head": JSONValue(try log.head())])
      case .subscribe, .unsubscribe, .unknown:
        throw LogError(.invalid, "\"op\" must be append, read, subscribe, unsubscribe or head")
      }
    } catch {
      return PipeRequest.refusal(error, ref: request.ref)
    }
  }

  /// Writes each event as it comes, after a line that says that the subscription stands.
  private static func follow(_ log: EventLog, _ request: PipeRequest) -> Task<Void, Never>? {
    do throws(LogError) {
      let subscription = log.subscribe(
        to: try request.query(), after: try request.number("after") ?? 0)
      write(request.answer([:]))
      return Task {
        do throws(LogError) {
          for try await event in subscription {
            write(request.answer(["event": JSONValue(event)]))
          }
        } catch {
          write(PipeRequest.refusal(error, ref: request.ref))
        }
      }
    } catch {
      write(PipeRequest.refusal(error, ref: request.ref))
      return nil
    }
  }

  private static let input = DispatchQueue(label: "portal.pipe.input")
  private static let output = DispatchQueue(label: "portal.pipe.output")

  /// Reads on a thread of its own: waiting for a line must not hold up Swift's few.
  private static func nextLine() async -> String? {
    await withCheckedContinuation { line in
      input.async { line.resume(returning: readLine()) }
    }
  }

  private static func write(_ answer: JSONValue) {
    let line = (try? JSONLine.encode(answer)) ?? #"{"ok":false}"#
    output.sync { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
  }
}
