internal import EventStore
public import PortalDomain
internal import Projections

/// The read models.
extension Portal {
  /// What a patient has been prescribed, in the order of the medicines' names.
  public func prescriptions(of patient: PatientID) throws -> Prescriptions.State {
    let rows = try log.views { rows, snapshot in
      try engine.reader(PrescriptionList.self).rows(of: .patient(patient), rows, snapshot)
    }
    return Prescriptions.State(
      rows.sorted { ($0.medicine.label, $0.id.value) < ($1.medicine.label, $1.id.value) })
  }

  /// A refill or renewal that the clinic has still to do something about.
  public struct QueuedRequest: Sendable {
    public let patient: PatientID
    public let prescription: Prescriptions.Prescription
    public let request: Prescriptions.Request
  }

  /// The refills and renewals that are open, those expected soonest first.
  public func refillQueue() throws -> [QueuedRequest] {
    let queue = try log.views { rows, snapshot in
      try engine.reader(RefillQueue.self).rows(of: .clinic, rows, snapshot)
    }
    return try queue.compactMap { row -> QueuedRequest? in
      try prescriptions(of: row.patient).request(row.request).map { prescription, request in
        QueuedRequest(patient: row.patient, prescription: prescription, request: request)
      }
    }.sorted {
      ($0.request.expectedOn, $0.request.id.value) < ($1.request.expectedOn, $1.request.id.value)
    }
  }

  /// The patient whom a refill or renewal in the queue belongs to.
  public func patient(ofRequest id: RefillID) throws -> PatientID? {
    try log.views { rows, snapshot in
      try engine.reader(RefillQueue.self).row(id.value, of: .clinic, rows, snapshot)
    }?.patient
  }

  /// The last turn of a phone's conversation.
  public func lastReply(to phone: PhoneNumber) throws -> Conversations.Replied? {
    let query = Query(types: [Conversations.Replied.name], tags: ["conversation:\(phone)"])
    return try log.read(query, backwards: true, limit: 1).first?.event
      .flatMap(EventCoding.decode) as? Conversations.Replied
  }
}
