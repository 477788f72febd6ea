import EventStore
import Foundation
import PortalDomain
import TestSupport

@testable import Projections

/// A store of a test's own with read models.
struct ProjectionStore {
  let folder = QuickFolder()
  let patient = PatientID("p1")
  var path: String { folder.path + "/store" }

  init() throws { try EventLog.create(folder.path + "/store") }

  /// Opens the log with some read models.
  func open(
    _ models: [any ReadModel.Type], options: ProjectionEngine.Options = .init()
  ) throws -> OpenProjections {
    try OpenProjections(path, models, options)
  }

  /// Appends events as a program does that keeps no read models.
  func appendElsewhere(_ events: [any DomainEvent]) async throws {
    let log = try EventLog.open(path)
    try await log.append(OpenProjections.encode(events))
  }

  /// A consent that is given and taken back again and again.
  func consents(_ count: Int, of patient: PatientID? = nil) -> [any DomainEvent] {
    let patient = patient ?? self.patient
    return (0..<count).map { index -> any DomainEvent in
      index.isMultiple(of: 2)
        ? Account.ConsentGiven(patient: patient, topic: .billingByText)
        : Account.ConsentWithdrawn(patient: patient, topic: .billingByText)
    }
  }
}

/// A log that is open with its read models.
struct OpenProjections {
  let log: EventLog
  let engine: ProjectionEngine

  init(
    _ path: String, _ models: [any ReadModel.Type], _ projections: ProjectionEngine.Options
  ) throws {
    engine = ProjectionEngine(models, options: projections)
    var options = EventLog.Options()
    options.views = [engine]
    log = try EventLog.open(path, options: options)
  }

  static func encode(_ events: [any DomainEvent]) throws -> [NewEvent] {
    try EventCoding.encode(
      events, EventMetadata(origin: Origin(actor: .system, channel: .feed), policy: 1))
  }

  func append(_ events: [any DomainEvent]) async throws {
    try await log.append(try Self.encode(events))
  }

  func status(_ model: any ReadModel.Type) throws -> ViewStatus {
    try log.views { rows, snapshot in
      try engine.status(of: model, withDigest: true, rows, snapshot)
    }
  }

  func row<Model: ReadModel>(
    _ model: Model.Type, _ name: String = "n", of owner: EventSubject = .clinic
  ) throws -> Model.Row? {
    try log.views { rows, snapshot in
      try engine.reader(model).row(name, of: owner, rows, snapshot)
    }
  }

  func rebuild(
    _ model: any ReadModel.Type,
    progress: (_ done: UInt64, _ of: UInt64) throws -> Void = { _, _ in }
  ) throws {
    var failure: (any Error)?
    try engine.rebuild(model.name, log.viewRows) { done, total in
      do { try progress(done, total) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}

/// Counts events, a row for the clinic and one for each owner.
enum Counting: ReadModel {
  static let name = "counting"
  static let version: UInt32 = 1
  static func keys(of event: any DomainEvent) -> [RowKey] {
    [RowKey(.clinic, "n"), RowKey(event.subject, "n")]
  }
  static func fold(_ row: inout Int?, _ event: any DomainEvent, at key: RowKey) {
    row = (row ?? 0) + 1
  }
  static func forget(_ patient: PatientID, in row: inout Int?) { row = -1 }
}

/// The same with other code.
enum CountingByHundreds: ReadModel {
  static let name = "counting"
  static let version: UInt32 = 2
  static func keys(of event: any DomainEvent) -> [RowKey] { Counting.keys(of: event) }
  static func fold(_ row: inout Int?, _ event: any DomainEvent, at key: RowKey) {
    row = (row ?? 0) + 100
  }
}

/// It can't count beyond ten.
enum UpToTen: ReadModel {
  static let name = "upToTen"
  static let version: UInt32 = 1
  static func keys(of event: any DomainEvent) -> [RowKey] { [RowKey(.clinic, "n")] }
  static func fold(
    _ row: inout Int?, _ event: any DomainEvent, at key: RowKey
  ) throws(ViewFault) {
    guard (row ?? 0) < 10 else { throw ViewFault("there are no more fingers") }
    row = (row ?? 0) + 1
  }
}
