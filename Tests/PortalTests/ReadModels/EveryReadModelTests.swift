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
    let written = try await clinic.bytesWritten(
      (0..<435).map { ($0, ($0 == 0 ? history.beginning : []) + history.round($0)) },
      days: [60..<70, 425..<435])
    for (model, bytes) in written {
      // A hundredth for numbers and names that get longer.
      #expect(
        Double(bytes[1]) <= 1.01 * Double(bytes[0]) + 64,
        "\(model) writes \(bytes[1]) bytes in ten rounds where it wrote \(bytes[0])")
    }
    #expect(Set(written.keys) == Set(Portal.readModels))
  }

  @Test func `Nor does what any type of event writes`() async throws {
    let clinic = try ReadModelClinic()
    let every = try EveryEvent(patient: PatientID("p1"))
    // The same days of two years, and what happened now and then in the first, but for the month before
    // the second: what is kept by months is as far then.
    let days = Array(0..<10) + stride(from: 10, to: 330, by: 8) + Array(365..<375)
    let written = try await clinic.bytesWritten(
      days.map { (day: $0, events: try every.round($0, day: $0)) }, days: [5..<10, 370..<375])
    for (model, bytes) in written {
      // What is said again as it was isn't written.
      let isTheSame = [QuestionnaireList.name, Guarantors.name].contains(model)
      #expect(bytes[0] > 0 || isTheSame, "no event writes to \(model)")
      // A tenth for lists of months, and for numbers that get longer.
      #expect(
        Double(bytes[1]) <= 1.1 * Double(bytes[0]) + 64,
        "\(model) writes \(bytes[1]) bytes in five rounds where it wrote \(bytes[0])")
    }
  }

  /// For `make endurance`: it takes minutes.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["PORTAL_LONG_HISTORY"] != nil))
  func `An event of a patient with 20,000 costs at most half as much again as one with 20`()
    async throws
  {
    let clinic = try ReadModelClinic()
    let origin = Origin(actor: .system, channel: .feed)
    let old = LongHistory(patient: PatientID("old"))
    // A round a day: what is kept by days is a day's.
    try await clinic.portal.record(old.beginning, as: origin)
    var rounds = 0
    while try clinic.portal.head() < 20_000 {
      clinic.move(to: rounds)
      try await clinic.portal.record(old.round(rounds), as: origin)
      rounds += 1
    }
    var (long, short) = (Timings(), Timings())
    // Turn by turn, so that what else the machine does falls on both.
    for turn in 0..<200 {
      clinic.move(to: rounds + turn)
      let new = LongHistory(patient: PatientID("new\(turn)"))
      try await clinic.portal.record(new.events(20), as: origin)
      let (next, first) = (old.round(rounds + turn), new.round(3))
      try await short.measure { try await clinic.recordVisibly(first, as: origin) }
      try await long.measure { try await clinic.recordVisibly(next, as: origin) }
    }
    let count = Double(old.round(0).count)
    print(
      "an event of a patient with 20: \(short.median / count) ms, with 20,000: "
        + "\(long.median / count) ms")
    #expect(long.median <= 1.5 * short.median)
  }

  /// For `make endurance` too.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["PORTAL_LONG_HISTORY"] != nil))
  func `So does an event of any kind`() async throws {
    let clinic = try ReadModelClinic()
    let origin = Origin(actor: .system, channel: .feed)
    let old = try EveryEvent(patient: PatientID("old"))
    var rounds = 0
    while try clinic.portal.head() < 20_000 {
      clinic.move(to: rounds)
      try await clinic.portal.record(try old.round(rounds, day: rounds), as: origin)
      rounds += 1
    }
    var timings: [String: (short: Timings, long: Timings)] = [:]
    for turn in 0..<40 {
      let (new, day) = (try EveryEvent(patient: PatientID("new\(turn)")), rounds + turn)
      clinic.move(to: day)
      // What a new patient has: the first events of each kind, of one day.
      try await clinic.portal.record(try new.round(1000 + turn, day: 0), as: origin)
      let first = Dictionary(grouping: try new.round(2000 + turn, day: day), by: family)
      let next = Dictionary(grouping: try old.round(day, day: day), by: family)
      for (family, events) in next {
        var (short, long) = timings[family] ?? (Timings(), Timings())
        try await short.measure { try await clinic.recordVisibly(first[family] ?? [], as: origin) }
        try await long.measure { try await clinic.recordVisibly(events, as: origin) }
        timings[family] = (short, long)
      }
    }
    for (family, (short, long)) in timings.sorted(by: { $0.key < $1.key }) {
      print("\(family): \(short.median) ms, with 20,000 events: \(long.median) ms")
      #expect(long.median <= 1.5 * short.median, "\(family)")
    }
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

  /// Makes it another day.
  func move(to number: Int) { day.move(to: number) }

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

  /// Appends rounds of events, one by one where they're measured.
  ///
  /// - Returns: by read model, how many bytes its rows had that were written on some of the days.
  func bytesWritten(
    _ rounds: [(day: Int, events: [any DomainEvent])], days: [Range<Int>]
  ) async throws -> [String: [Int]] {
    let origin = Origin(actor: .system, channel: .feed)
    var written = Dictionary(
      uniqueKeysWithValues: Portal.readModels.map { ($0, days.map { _ in 0 }) })
    for round in rounds {
      day.move(to: round.day)
      guard let measured = days.firstIndex(where: { $0.contains(round.day) }) else {
        try await portal.record(round.events, as: origin)
        continue
      }
      for event in round.events {
        for (model, bytes) in try bytesWritten(by: event) { written[model]?[measured] += bytes }
        try await portal.record([event], as: origin)
      }
    }
    return written
  }

  private func bytesWritten(by event: any DomainEvent) throws -> [String: Int] {
    func bytes<Model: ReadModel>(_ model: Model.Type) throws -> Int {
      try portal.log.views { rows, snapshot in
        let table = try rows.tableInForce(of: portal.engine.tables(of: model), snapshot).table
        let position = try portal.head() + 1
        let occurrence = Occurrence(event, position: position, time: day.now)
        let run = try RowRun(
          model, [DecodedEvent(position: position, content: .success(occurrence))])
        let stored = try run.keys.map { try rows.row(at: $0, in: table, snapshot) }
        return try run.fold(stored, in: table).reduce(0) { $0 + ($1.row?.count ?? 0) }
      }
    }
    var found: [String: Int] = [:]
    for model in ReadModels.all { found[model.name] = try bytes(model) }
    return found
  }
}
