import Foundation
import LMDB
import PortalDomain
import TestSupport
import Testing

@testable import EventStore
@testable import Projections

@Suite struct RebuildTests {
  let store: ProjectionStore

  init() throws { store = try ProjectionStore() }

  private var small: ProjectionEngine.Options {
    var options = ProjectionEngine.Options()
    options.batch = 10
    return options
  }

  @Test func `A rebuild comes to the same rows, at the same position, with the same digest`()
    async throws
  {
    let open = try store.open([Counting.self], options: small)
    for number in 0..<20 {
      try await open.append(store.consents(3, of: PatientID("p\(number)")))
    }
    let before = try open.status(Counting.self)
    #expect(before.rows == 21)
    try open.rebuild(Counting.self)
    #expect(try open.status(Counting.self) == before)
    // And once more, into the table that was in force at first.
    try open.rebuild(Counting.self)
    #expect(try open.status(Counting.self) == before)
  }

  @Test func `A digest tells of every row`() async throws {
    let open = try store.open([Counting.self])
    var digests: Set<String?> = []
    for _ in 0..<5 {
      try await open.append(store.consents(1))
      digests.insert(try open.status(Counting.self).digest)
    }
    #expect(digests.count == 5)
    #expect(digests.allSatisfy { $0?.count == 64 })
  }

  @Test func `While a read model is made anew, others append and read what is in force`()
    async throws
  {
    let open = try store.open([Counting.self], options: small)
    try await open.append(store.consents(95))
    try open.spoil(Counting.self)
    let patient = store.patient
    // In a thread of its own: the test appends meanwhile.
    let steps = AsyncStream<Void>.makeStream()
    let go = DispatchSemaphore(value: 0)
    let rebuild = Task.detached {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async {
          continuation.resume(
            with: Result {
              try open.rebuild(Counting.self) { done, _ in
                guard done == 20 else { return }
                steps.continuation.finish()
                go.wait()
              }
            })
        }
      }
    }
    for await _ in steps.stream {}
    #expect(try open.status(Counting.self).state == .rebuilding)
    #expect(try open.row(Counting.self, of: .patient(patient)) == 95)
    // The spoilt row is of the clinic; what is in force stands still, the log goes on.
    try await open.append(store.consents(7))
    #expect(try open.log.head() == 102)
    go.signal()
    try await rebuild.value
    #expect(try open.row(Counting.self) == 102)
    #expect(try open.row(Counting.self, of: .patient(patient)) == 102)
    #expect(try open.status(Counting.self).state == .live)
  }

  @Test func `A rebuild that was cut off leaves the old rows in force, and the next one goes on`()
    async throws
  {
    let open = try store.open([Counting.self], options: small)
    try await open.append(store.consents(95))
    let before = try open.status(Counting.self)
    try cutOff(open, at: 30)
    let status = try open.status(Counting.self)
    #expect(status.state == .rebuilding && status.rebuiltUpTo == 30)
    #expect(status.digest == before.digest)
    #expect(try open.row(Counting.self) == 95)
    try await open.append(store.consents(5))
    #expect(try open.row(Counting.self) == 100)
    var first: UInt64?
    try open.rebuild(Counting.self) { done, _ in first = first ?? done }
    #expect(first == 40)
    #expect(try open.row(Counting.self) == 100)
    #expect(try open.status(Counting.self).rebuiltUpTo == nil)
  }

  @Test func `What was made of a rebuild by other code is thrown away`() async throws {
    let open = try store.open([Counting.self], options: small)
    try await open.append(store.consents(95))
    try cutOff(open, at: 30)
    let newer = try store.open([CountingByHundreds.self], options: small)
    #expect(try newer.row(CountingByHundreds.self) == 9500)
    #expect(try newer.status(CountingByHundreds.self).state == .live)
  }

  @Test func `Code of two versions keeps the rows of one, and breaks nothing`() async throws {
    let old = try store.open([Counting.self])
    try await old.append(store.consents(3))
    let new = try store.open([CountingByHundreds.self])
    #expect(try new.row(CountingByHundreds.self) == 300)
    // The old program still runs: it can't take events into the new rows, but the new one can.
    try await old.append(store.consents(2))
    try await new.log.wait(for: 5)
    #expect(try new.status(CountingByHundreds.self).state == .behind)
    try await new.append(store.consents(1))
    #expect(try new.row(CountingByHundreds.self) == 600)
    #expect(try new.status(CountingByHundreds.self).state == .live)
  }

  @Test func `One that is erased meanwhile is in neither table`() async throws {
    let open = try store.open([Counting.self], options: small)
    try await open.append(store.consents(60))
    try await open.append(store.consents(20, of: PatientID("p2")))
    try cutOff(open, at: 70)
    _ = try await open.log.erase(Subject("patient:p1"), reason: "asked for it")
    #expect(try open.row(Counting.self, of: .patient(store.patient)) == nil)
    #expect(try open.row(Counting.self) == -1)
    try open.rebuild(Counting.self)
    // What had been counted was forgotten with the patient in the new rows too.
    #expect(try open.row(Counting.self, of: .patient(store.patient)) == nil)
    #expect(try open.row(Counting.self) == 9)
    #expect(try open.row(Counting.self, of: .patient(PatientID("p2"))) == 20)
  }

  @Test func `What many programs' appends missed is taken in beside the next append`() async throws
  {
    var options = small
    options.mostMissedInAppend = 30
    let open = try store.open([Counting.self], options: options)
    try await store.appendElsewhere(store.consents(20))
    try await open.append(store.consents(1))
    #expect(try open.row(Counting.self) == 21)
    try await store.appendElsewhere(store.consents(200))
    try await open.append(store.consents(1))
    // It takes its time, on a thread of its own.
    while try open.row(Counting.self) != 222 { try await Task.sleep(for: .milliseconds(2)) }
    #expect(try open.status(Counting.self).state == .live)
  }

  @Test func `Opening as it stands changes nothing`() async throws {
    let old = try store.open([Counting.self])
    try await old.append(store.consents(3))
    var options = ProjectionEngine.Options()
    options.catchesUpAtOpening = false
    let new = try store.open([CountingByHundreds.self], options: options)
    let status = try new.status(CountingByHundreds.self)
    #expect(status.state == .behind && status.version == 1)
    #expect(try old.row(Counting.self) == 3)
  }

  @Test func `There is no rebuild of what there is not`() throws {
    let open = try store.open([Counting.self])
    #expect(throws: LogError.self) { try open.engine.rebuild("nothing", open.log.viewRows) }
  }

  /// Begins a rebuild, and leaves it as a crash does.
  private func cutOff(_ open: OpenProjections, at position: UInt64) throws {
    let rows = open.log.viewRows
    try rows.write { transaction in
      let tables = open.engine.tables(of: Counting.self)
      let table = try rows.spareTable(of: tables, transaction.snapshot).table
      var state = ViewState(version: Counting.version, isBuilding: true)
      let events = try rows.events(
        after: 0, upTo: position, limit: .max, transaction.snapshot)
      let changes = try open.engine.fold(
        events, Counting.self, table, &state, rows, transaction.snapshot)
      try rows.write(changes, transaction)
      try rows.setState(state, of: table, transaction)
    }
  }
}
