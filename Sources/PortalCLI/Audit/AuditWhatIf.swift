import ArgumentParser
import Foundation
import Portal
import PortalDomain

/// Prints where decisions come out differently under another policy.
struct AuditWhatIf {
  let portal: Portal
  let isJSON: Bool

  func show(_ file: String, _ search: AuditSearch, as origin: Origin) async throws {
    guard let json = FileManager.default.contents(atPath: file) else {
      throw Complaint("\(file) can't be read")
    }
    let other = try portal.policy.changed(by: json)
    let bar = ProgressBar("Deciding again")
    defer { bar.finish() }
    let tally = try await portal.whatIf(other, search, as: origin) {
      bar.update(Int($0), Int($1))
    } _: { difference in
      try show(difference)
    }
    bar.finish()
    if isJSON {
      print(
        try JSONLine.encode([
          "decided": .integer(Int64(tally.decided)),
          "different": .integer(Int64(tally.different)),
          "notReproduced": .integer(Int64(tally.notReproduced)),
          "notCovered": .integer(Int64(tally.notCovered)),
        ]))
    } else {
      print(
        "\(tally.decided) decided again, \(tally.different) come out differently; "
          + "\(tally.notReproduced) don't come out as recorded, \(tally.notCovered) events are no "
          + "decisions that can be asked.")
    }
  }

  private func show(_ difference: WhatIf.Difference) throws {
    if isJSON {
      print(
        try JSONLine.encode([
          "position": JSONValue(difference.position), "type": .text(difference.type),
          "time": .text(difference.time.formatted(.iso8601)),
          "patient": difference.patient.map { .text($0.value) } ?? .null,
          "changes": .list(difference.changes.map(JSONValue.text)),
          "refusal": difference.refusal.map(JSONValue.text) ?? .null,
        ]))
    } else {
      let whom = difference.patient.map { " of \($0)" } ?? ""
      print(
        "\(difference.position)  \(difference.time.formatted(.iso8601))  "
          + "\(AuditTimeline.phrase(difference.type))\(whom)")
      for change in difference.changes { print("    \(change)") }
    }
  }
}

struct AuditPolicy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Print the clinic's numbers: what a file for 'replay --what-if' changes some of.")

  @OptionGroup var options: StoreOptions

  func run() async throws {
    try await options.withPortal { portal in
      print(String(decoding: try portal.policy.json(), as: UTF8.self))
    }
  }
}
