import ArgumentParser
import EventStore
import Foundation

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "The raw log.",
    subcommands: [
      Head.self, Statistics.self, Check.self, LogPipe.self, LogAttach.self, LogAttachment.self,
    ])

  struct Head: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The position of the last event.")

    @OptionGroup var options: StoreOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let log = try await options.log()
      let head = try log.head()
      print(json ? try JSONLine.encode(["head": head]) : String(head))
    }
  }

  struct Statistics: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stats", abstract: "How large the log is, and who reads it.")

    @OptionGroup var options: StoreOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let log = try await options.log()
      let statistics = try log.statistics()
      if json { return print(try JSONLine.encode(statistics)) }
      let rows: [(String, String)] = [
        ("events", "\(statistics.events)"),
        ("types, subjects and tags", "\(statistics.chains)"),
        ("subjects with keys", "\(statistics.subjects)"),
        ("bytes in use", "\(statistics.usedBytes)"),
        ("of these in free pages", "\(statistics.freeBytes)"),
        ("bytes an event", "\(Int(statistics.bytesPerEvent.rounded()))"),
        ("map, bytes", "\(statistics.mapBytes)"),
        ("readers at work", "\(statistics.readers)"),
        ("commits behind, oldest reader", "\(statistics.oldestReaderAge)"),
      ]
      for (name, value) in rows {
        print(name.padding(toLength: 32, withPad: " ", startingAt: 0) + value)
      }
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Hold every structure of the log against the events, and open every attachment.",
      discussion: "It ends with 1 where something is not as it must be.")

    @OptionGroup var options: StoreOptions
    @Flag(help: "Print JSON, an object a fault.") var json = false

    func run() async throws {
      let log = try await options.log()
      let progress = ProgressBar("Checking")
      let faults = try log.check { progress.update(Int($0), Int($1)) }
      progress.finish()
      for fault in faults {
        if json {
          print(
            try JSONLine.encode([
              "position": fault.position.map { JSONValue($0) } ?? .null,
              "attachment": fault.attachment.map { .text($0.uuidString.lowercased()) } ?? .null,
              "what": .text(fault.what),
            ]))
        } else {
          print("\(fault)")
        }
      }
      guard faults.isEmpty else { throw ExitCode(1) }
      if !json { print("The log is sound: \(try log.head()) events.") }
    }
  }
}
