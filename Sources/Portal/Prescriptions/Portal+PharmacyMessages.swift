internal import EventStore
public import PortalDomain
internal import Projections

/// What patients ask the pharmacy.
extension Portal {
  /// Asks the pharmacy something.
  ///
  /// - Parameters:
  ///   - text: the words.
  ///   - prescription: what it's about; `nil` for a question in general.
  ///   - patient: whose it is.
  ///   - message: a number of the caller's own, so that the same message sent twice is sent once.
  ///   - origin: who does it, and by which way.
  @discardableResult
  public func sendPharmacyMessage(
    _ text: String, about prescription: PrescriptionID?, of patient: PatientID,
    message: PharmacyMessageID? = nil, as origin: Origin
  ) async throws -> [RecordedChange] {
    try await perform(
      Prescriptions.self,
      .sendPharmacyMessage(
        .init(
          patient: patient, message: message ?? context.newIdentifier("Q"),
          prescription: prescription, text: text)), as: origin)
  }

  /// What a patient asked the pharmacy, the newest first.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - prescription: only what is about this one.
  ///   - limit: how many at most.
  public func pharmacyMessages(
    of patient: PatientID, about prescription: PrescriptionID? = nil, limit: Int = 50
  ) throws -> [Prescriptions.Correspondence] {
    try log.views { rows, snapshot in
      let reader = engine.reader(PharmacyMessages.self)
      let owner = EventSubject.patient(patient)
      guard
        case .months(let months) = try reader.row(
          PharmacyMessages.monthsKey, of: owner, rows, snapshot)
      else { return [] }
      var found: [Prescriptions.Correspondence] = []
      for month in months.reversed() where found.count < limit {
        guard
          case .month(let messages) = try reader.row(
            PharmacyMessages.monthKey(month), of: owner, rows, snapshot)
        else { continue }
        for message in messages.reversed() where found.count < limit {
          guard
            case .message(let view) = try reader.row(
              PharmacyMessages.messageKey(message), of: owner, rows, snapshot),
            prescription == nil || view.message.prescription == prescription
          else { continue }
          found.append(view)
        }
      }
      return found
    }
  }

  /// The questions that the pharmacy has still to answer, the oldest first.
  public func pharmacyQueue() throws -> [Prescriptions.Correspondence] {
    try log.views { rows, snapshot in
      try engine.reader(PharmacyQueue.self).rows(of: .clinic, rows, snapshot)
        .compactMap { queued -> Prescriptions.Correspondence? in
          guard
            case .message(let view) = try engine.reader(PharmacyMessages.self).row(
              PharmacyMessages.messageKey(queued.message), of: .patient(queued.patient), rows,
              snapshot)
          else { return nil }
          return view
        }.sorted { ($0.sentAt, $0.message.id.value) < ($1.sentAt, $1.message.id.value) }
    }
  }

  /// Whose an open question to the pharmacy is; `nil` where none of that number waits for an answer.
  public func patient(ofPharmacyMessage id: PharmacyMessageID) throws -> PatientID? {
    try log.views { rows, snapshot in
      try engine.reader(PharmacyQueue.self).row(id.value, of: .clinic, rows, snapshot)
    }?.patient
  }
}
