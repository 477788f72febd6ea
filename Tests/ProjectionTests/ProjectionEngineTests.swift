import EventStore
import Foundation
import LMDB
import PortalDomain
import Projections
import Synchronization
import TestSupport
import Testing

@Suite struct ProjectionEngineTests {
  let folder = TemporaryFolder()
  let patient = PatientID("p1")
  let phone = PhoneNumber("+15075550142")
  var path: String { folder.path + "/store" }

  func open(_ engine: ProjectionEngine?) throws -> EventLog {
    var options = EventLog.Options()
    options.views = engine.map { [$0] } ?? []
    return try EventLog.open(path, options: options)
  }

  func append(_ events: [any DomainEvent], to log: EventLog) async throws {
    let metadata = EventMetadata(origin: Origin(actor: .system, channel: .feed), policy: 1)
    try await log.append(try events.map { try EventCoding.encode($0, metadata) })
  }

  var enrolled: Account.Enrolled {
    get throws {
      Account.Enrolled(
        patient: patient, givenName: "Adelinde", familyName: "B",
        birthDate: try #require(LocalDate("1980-01-01")), clinicNumber: nil, phone: phone)
    }
  }

  func profile(_ engine: ProjectionEngine, _ log: EventLog) throws -> Profile? {
    let row = try log.views { rows, snapshot in
      try engine.reader(Directory.self).row(
        Directory.profileKey, of: .patient(patient), rows, snapshot)
    }
    if case .profile(let profile) = row { return profile }
    return nil
  }

  @Test func `A read model is never behind the append`() async throws {
    try EventLog.create(path)
    let engine = ProjectionEngine([Directory.self])
    let log = try open(engine)
    try await append([try enrolled], to: log)
    #expect(try profile(engine, log)?.givenName == "Adelinde")
    try await append(
      [Account.ConsentGiven(patient: patient, topic: .healthDetailsByText)], to: log)
    #expect(try profile(engine, log)?.consents == [.healthDetailsByText])
  }

  @Test func `What another program appended is taken in at the next opening and the next append`()
    async throws
  {
    try EventLog.create(path)
    let plain = try open(nil)
    try await append([try enrolled], to: plain)
    let engine = ProjectionEngine([Directory.self])
    let log = try open(engine)
    #expect(try profile(engine, log) != nil)
    try await append(
      [Account.ConsentGiven(patient: patient, topic: .healthDetailsByText)], to: plain)
    try await append([Account.ConsentGiven(patient: patient, topic: .billingByText)], to: log)
    #expect(try profile(engine, log)?.consents.count == 2)
  }

  @Test func `A read model whose code changed is made anew`() async throws {
    try EventLog.create(path)
    let first = ProjectionEngine([CountingV1.self])
    let log = try open(first)
    try await append([try enrolled], to: log)
    await log.close()
    let second = ProjectionEngine([CountingV2.self])
    let again = try open(second)
    let row = try again.views { rows, snapshot in
      try second.reader(CountingV2.self).row("n", of: .clinic, rows, snapshot)
    }
    #expect(row == 100)
  }

  @Test func `A fault in one read model leaves the others and the append alive`() async throws {
    try EventLog.create(path)
    let engine = ProjectionEngine([Unstorable.self, Directory.self])
    let log = try open(engine)
    try await append([try enrolled], to: log)
    #expect(try profile(engine, log) != nil)
    let status = try log.views { rows, snapshot in
      try engine.status(of: Unstorable.self, withDigest: false, rows, snapshot)
    }
    #expect(status.state == .quarantined)
    #expect(status.position == 0)
    #expect(status.fault?.position == 1)
    #expect(status.fault?.reason == "a row can't be written")
  }

  @Test func `Rows are gone from the files with their keys, not readable without them`()
    async throws
  {
    try EventLog.create(path)
    let engine = ProjectionEngine([Directory.self])
    let log = try open(engine)
    try await append([try enrolled], to: log)
    await log.close()
    for (file, bytes) in folder.files() {
      #expect(bytes.range(of: Data("Adelinde".utf8)) == nil, "a name stands in \(file)")
      #expect(bytes.range(of: Data("+15075550142".utf8)) == nil, "a phone stands in \(file)")
    }
  }
}

private enum CountingV1: ReadModel {
  static let name = "counting"
  static let version: UInt32 = 1
  static func keys(of event: any DomainEvent) -> [RowKey] { [RowKey(.clinic, "n")] }
  static func fold(_ row: inout Int?, _ event: any DomainEvent, at key: RowKey) {
    row = (row ?? 0) + 1
  }
}

private enum CountingV2: ReadModel {
  static let name = "counting"
  static let version: UInt32 = 2
  static func keys(of event: any DomainEvent) -> [RowKey] { [RowKey(.clinic, "n")] }
  static func fold(_ row: inout Int?, _ event: any DomainEvent, at key: RowKey) {
    row = (row ?? 0) + 100
  }
}

/// Its rows can't be written: JSON knows no infinity.
private enum Unstorable: ReadModel {
  static let name = "unstorable"
  static let version: UInt32 = 1
  static func keys(of event: any DomainEvent) -> [RowKey] { [RowKey(.clinic, "n")] }
  static func fold(_ row: inout Double?, _ event: any DomainEvent, at key: RowKey) {
    row = .infinity
  }
}
