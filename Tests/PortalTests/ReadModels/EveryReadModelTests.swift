import EventStore
import Foundation
import PortalDomain
import Synchronization
import TestSupport
import Testing

@testable import Portal
@testable import Projections

/// What holds for every read model, whatever it's of.
@Suite struct EveryReadModelTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `After a history at random, rows made anew are those that were kept with each append`(
    seed: UInt64
  ) async throws {
    let history = try await ClinicHistory(seed: seed, steps: 60).events
    let clinic = try ReadModelClinic()
    var generator = SeededGenerator(seed: seed)
    // In appends of one event and of many.
    var next = 0
    while next < history.count {
      let end = min(history.count, next + Int.random(in: 1...12, using: &generator))
      try await clinic.portal.log.append(Array(history[next..<end]))
      next = end
    }
    try clinic.expectRebuiltEqual("seed \(seed)")
    _ = try await clinic.portal.erase(
      PatientID("maria"), reason: "asked for it", as: Origin(actor: .system, channel: .feed))
    try clinic.expectRebuiltEqual("seed \(seed), Maria erased")
  }

  @Test func `Whatever way events are put into appends, the rows are the same`() async throws {
    let history = try await ClinicHistory.shared.value.events
    let (together, apart) = (try ReadModelClinic(), try ReadModelClinic())
    try await together.portal.log.append(history)
    for event in history { try await apart.portal.log.append([event]) }
    #expect(try ViewContents(together.portal) == ViewContents(apart.portal))
  }

  @Test func `What an event writes doesn't grow with the length of a patient's history`()
    async throws
  {
    let clinic = try ReadModelClinic()
    let history = LongHistory(patient: PatientID("long"))
    // The same days of two years: what is kept by months is as far then.
    let written = try await clinic.bytesWritten(history, rounds: [60...69, 425...434])
    for (model, bytes) in written {
      // A hundredth for numbers and names that get longer.
      #expect(
        Double(bytes[1]) <= 1.01 * Double(bytes[0]) + 64,
        "\(model) writes \(bytes[1]) bytes in ten rounds where it wrote \(bytes[0])")
    }
    #expect(Set(written.keys) == Set(Portal.readModels))
  }

  /// For `make endurance`: it takes minutes.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["PORTAL_LONG_HISTORY"] != nil))
  func `An event of a patient with 20,000 costs at most half as much again as one with 20`()
    async throws
  {
    let clinic = try ReadModelClinic()
    let origin = Origin(actor: .system, channel: .feed)
    let old = LongHistory(patient: PatientID("old"))
    let past = old.events(20_000)
    for start in stride(from: 0, to: past.count, by: 1000) {
      try await clinic.portal.record(
        Array(past[start..<min(start + 1000, past.count)]), as: origin)
    }
    var (long, short) = (Timings(), Timings())
    // Turn by turn, so that what else the machine does falls on both.
    for turn in 0..<200 {
      let new = LongHistory(patient: PatientID("new\(turn)"))
      try await clinic.portal.record(new.events(20), as: origin)
      let (next, first) = (old.round(2000 + turn), new.round(3))
      try await short.measure { try await clinic.recordVisibly(first, as: origin) }
      try await long.measure { try await clinic.recordVisibly(next, as: origin) }
    }
    print(
      "an event of a patient with 20: \(short.median / 11) ms, with 20,000: \(long.median / 11) ms")
    #expect(long.median <= 1.5 * short.median)
  }
}

/// A store of its own with all read models.
private struct ReadModelClinic {
  let folder = QuickFolder()
  let portal: Portal
  /// How many days after the first morning it is.
  private let day = Days()

  private final class Days: Sendable {
    private let count = Mutex(0)

    var now: Date {
      DemonstrationStore.morning.addingTimeInterval(86_400 * Double(count.withLock(\.self)))
    }
    func move(to day: Int) { count.withLock { $0 = day } }
  }

  init() throws {
    try EventLog.create(folder.path + "/store")
    let day = day
    portal = try Portal(opening: folder.path + "/store", clock: { day.now })
  }

  /// Appends events one by one, and waits for each until the read models have it.
  func recordVisibly(_ events: [any DomainEvent], as origin: Origin) async throws {
    for event in events {
      try await portal.record([event], as: origin)
      _ = try portal.head()
    }
  }

  func expectRebuiltEqual(_ name: Comment) throws {
    let kept = try ViewContents(portal)
    let states = try Portal.readModels.map { try portal.status(ofReadModel: $0) }
    #expect(states.allSatisfy { $0.state == .live }, name)
    for name in Portal.readModels { try portal.rebuildReadModel(name) }
    #expect(try ViewContents(portal) == kept, name)
    #expect(
      try Portal.readModels.map { try portal.status(ofReadModel: $0) } == states, name)
  }

  /// Appends a history event by event.
  ///
  /// - Returns: by read model, how many bytes its rows had that were written in some of the rounds.
  func bytesWritten(
    _ history: LongHistory, rounds: [ClosedRange<Int>]
  ) async throws -> [String: [Int]] {
    let origin = Origin(actor: .system, channel: .feed)
    var written = Dictionary(
      uniqueKeysWithValues: Portal.readModels.map { ($0, rounds.map { _ in 0 }) })
    try await portal.record(history.beginning, as: origin)
    for number in 0...(rounds.last?.upperBound ?? 0) {
      // A round a day: what is kept by days grows with the day, not with the history.
      day.move(to: number)
      let events = history.round(number)
      guard let measured = rounds.firstIndex(where: { $0.contains(number) }) else {
        try await portal.record(events, as: origin)
        continue
      }
      for event in events {
        for (model, bytes) in try bytesWritten(by: event) { written[model]?[measured] += bytes }
        try await portal.record([event], as: origin)
      }
    }
    return written
  }

  private func bytesWritten(by event: any DomainEvent) throws -> [String: Int] {
    func bytes<Model: ReadModel>(_ model: Model.Type) throws -> Int {
      try portal.log.views { rows, snapshot in
        let tables = portal.engine.tables(of: model)
        var cache = RowCache(
          model, try rows.tableInForce(of: tables, snapshot).table, rows)
        try cache.fold(
          Occurrence(event, position: try portal.head() + 1, time: day.now),
          snapshot)
        return try cache.changes().reduce(0) { $0 + ($1.row?.count ?? 0) }
      }
    }
    var found: [String: Int] = [:]
    for model in ReadModels.all { found[model.name] = try bytes(model) }
    return found
  }
}
