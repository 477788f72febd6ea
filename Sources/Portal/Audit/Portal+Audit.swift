public import EventStore
internal import Foundation
public import PortalDomain
internal import Projections

/// Looking at the log itself. What shows a patient's data leaves its trace, like any other look at it.
extension Portal {
  /// Refuses a log that doesn't contain what a checkpoint says that it contained.
  ///
  /// - Parameter path: the file of a checkpoint that somebody kept elsewhere.
  /// - Returns: the checkpoint's size.
  @discardableResult
  public func check(checkpointIn path: String) throws -> UInt64 {
    try log.check(checkpointIn: path)
  }

  /// Makes the proof of one event, which discloses it: who asks for it is recorded first.
  ///
  /// - Parameters:
  ///   - position: which event.
  ///   - path: the file of the checkpoint that the proof is to rest on; that of now unless named.
  ///   - origin: who asks.
  public func proof(
    of position: UInt64, inCheckpoint path: String? = nil, as origin: Origin
  ) async throws -> EventProof {
    if position > 0, let recorded = try log.read(after: position - 1, limit: 1).first {
      try await noteAudit(of: [recorded], as: origin)
    }
    return try log.proof(of: position, inCheckpoint: path)
  }

  /// Goes through events in order, in batches, however many there are. That they are shown is recorded
  /// before they are.
  ///
  /// - Parameters:
  ///   - search: which events.
  ///   - origin: who looks.
  ///   - progress: told at which position of which it is.
  ///   - body: takes one event; answers whether to go on.
  public func audit(
    _ search: AuditSearch, as origin: Origin,
    progress: (_ position: UInt64, _ of: UInt64) -> Void = { _, _ in },
    _ body: (RecordedEvent) throws -> Bool
  ) async throws {
    let last = min(try log.head(), search.last)
    var position = search.after
    while true {
      let batch = try log.read(search.query, after: position, upTo: last, limit: 256)
      guard let end = batch.last else { return }
      let found = batch.filter(search.matches)
      try await noteAudit(of: found, as: origin)
      for event in found where try !body(event) { return }
      position = end.position
      progress(position, last)
    }
  }

  /// Records whose data is about to be shown. Nothing can be added to who was erased, and of them
  /// nothing is shown but the accounting.
  func noteAudit(of events: [RecordedEvent], as origin: Origin) async throws {
    var matters: [PatientID: Set<Disclosures.Matter>] = [:]
    for recorded in events {
      guard let event = recorded.event, let patient = event.patient else { continue }
      matters[patient, default: []].insert(.init(ofType: event.type))
    }
    for (patient, matters) in matters where try erasure(of: patient) == nil {
      try await noteAccess(to: patient, matters, for: .operations, as: origin)
    }
  }
}

extension NewEvent {
  /// The patient whose data it holds, if it's one's.
  public var patient: PatientID? {
    guard let name = subject?.name, name.hasPrefix("patient:") else { return nil }
    return PatientID(String(name.dropFirst("patient:".count)))
  }
}

extension Disclosures.Matter {
  /// The part of the record that an event belongs to.
  init(ofType type: String) {
    self =
      switch type.prefix(while: { $0 != "." }) {
      case "appointment", "waitlist": .appointments
      case "billing", "guarantor", "payment", "plan", "statement": .billing
      case "form": .forms
      case "message", "conversation": .messages
      case "prescription": .medicines
      case "record": .summary
      case "share": .documents
      default: .account
      }
  }
}
