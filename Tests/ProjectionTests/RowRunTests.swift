import Foundation
import LMDB
import PortalDomain
import Synchronization
import TestSupport
import Testing

@testable import EventStore
@testable import Projections

/// What an append costs in codings of rows.
@Suite(.serialized) struct RowRunTests {
  let store: ProjectionStore

  init() throws { store = try ProjectionStore() }

  @Test func `An append of many events for one row reads and writes it once`() async throws {
    let open = try store.open([Tallying.self])
    try await open.append(store.consents(1))
    // What was appended is in the rows.
    _ = try open.log.head()
    Tally.codings.withLock { $0 = (0, 0) }
    try await open.append(store.consents(500))
    _ = try open.log.head()
    let (decoded, encoded) = Tally.codings.withLock { $0 }
    #expect(decoded == 1)
    #expect(encoded == 1)
    #expect(try open.row(Tallying.self)?.count == 501)
  }

  @Test func `So does a rebuild for each of its transactions`() async throws {
    var options = ProjectionEngine.Options()
    options.batch = 100
    let open = try store.open([Tallying.self], options: options)
    try await open.append(store.consents(500))
    // What was appended is in the rows.
    _ = try open.log.head()
    Tally.codings.withLock { $0 = (0, 0) }
    try open.rebuild(Tallying.self)
    let (decoded, encoded) = Tally.codings.withLock { $0 }
    #expect(decoded == 4)
    #expect(encoded == 5)
  }

  @Test func `A row that an event leaves as it is isn't written`() async throws {
    let open = try store.open([Directory.self])
    let patient = store.patient
    try await open.append([
      Account.Enrolled(
        patient: patient, givenName: "A", familyName: "B",
        birthDate: try #require(LocalDate("1980-01-01")), clinicNumber: nil, phone: nil),
      Account.ConsentGiven(patient: patient, topic: .billingByText),
    ])
    let again = Account.ConsentGiven(patient: patient, topic: .billingByText)
    let recorded = try OpenProjections.encode([again]).map {
      RecordedEvent(position: 3, time: Date(), contents: .intact($0))
    }
    try open.log.views { rows, snapshot in
      let table = try rows.tableInForce(of: open.engine.tables(of: Directory.self), snapshot).table
      let part = FoldPart(
        model: Directory.self, table: table, events: DecodedEvent.all(recorded)[...])
      let outcome = try FoldOutcome.all([part], rows, snapshot)[0]
      #expect(outcome.count == 1 && outcome.fault == nil)
      #expect(outcome.changes.isEmpty)
    }
  }
}

/// A row that counts how often it's read and written.
private struct Tally: Codable {
  static let codings = Mutex((decoded: 0, encoded: 0))
  var count = 0

  init() {}

  init(from decoder: any Decoder) throws {
    count = try decoder.singleValueContainer().decode(Int.self)
    Self.codings.withLock { $0.decoded += 1 }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(count)
    Self.codings.withLock { $0.encoded += 1 }
  }
}

private enum Tallying: ReadModel {
  static let name = "tallying"
  static let version: UInt32 = 1
  static func keys(of event: any DomainEvent) -> [RowKey] { [RowKey(.clinic, "n")] }
  static func fold(_ row: inout Tally?, _ event: any DomainEvent, at key: RowKey) {
    row = row ?? Tally()
    row?.count += 1
  }
}
