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

  /// The last turn of a phone's conversation.
  public func lastReply(to phone: PhoneNumber) throws -> Conversations.Replied? {
    let query = Query(types: [Conversations.Replied.name], tags: ["conversation:\(phone)"])
    return try log.read(query, backwards: true, limit: 1).first?.event
      .flatMap(EventCoding.decode) as? Conversations.Replied
  }
}
