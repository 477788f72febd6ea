internal import EventStore
public import PortalDomain
internal import Projections

/// The read models.
extension Portal {
  /// The patients whom a phone is known by.
  public func patients(withPhone phone: PhoneNumber) throws -> [PatientID] {
    let row = try log.views { rows, snapshot in
      try engine.reader(Directory.self).row(Directory.phoneKey, of: .phone(phone), rows, snapshot)
    }
    if case .phone(let patients) = row { return patients }
    return []
  }

  /// Who a patient is; `nil` for nobody known, and for who was erased.
  public func profile(of patient: PatientID) throws -> Profile? {
    let row = try log.views { rows, snapshot in
      try engine.reader(Directory.self).row(
        Directory.profileKey, of: .patient(patient), rows, snapshot)
    }
    if case .profile(let profile) = row { return profile }
    return nil
  }

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
