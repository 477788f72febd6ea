internal import Foundation

extension Disclosures {
  public enum Failure: Refusal, Equatable {
    /// It isn't said what of the patient's data.
    case nothing
    case noRecipient
    case tooLong(most: Int)
    case inFuture
    /// Another disclosure has that name.
    case taken
    /// Only the care team sees the record, and who says why they must.
    case restricted

    public var code: String {
      switch self {
      case .nothing: "access.nothing"
      case .noRecipient: "access.noRecipient"
      case .tooLong: "access.tooLong"
      case .inFuture: "access.inFuture"
      case .taken: "access.taken"
      case .restricted: "access.restricted"
      }
    }

    public var message: String {
      switch self {
      case .nothing: "Please say which part of the record it is."
      case .noRecipient: "Please say who received it."
      case .tooLong(let most): "That's too long. Please use at most \(most) characters."
      case .inFuture: "That day is still to come. Please check the date."
      case .taken: "Another disclosure has that number."
      case .restricted:
        "This record is open to the patient's care team alone. If you must see it, say why with "
          + "'portal staff break-glass'; it raises an alarm."
      }
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .breakGlass(let patient, let matters, let reason):
      guard !matters.isEmpty else { throw .nothing }
      return [GlassBroken(patient: patient, matters: matters, reason: reason)]
    case .disclose(let event):
      let recipient = event.recipient.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !event.matters.isEmpty else { throw .nothing }
      guard !recipient.isEmpty else { throw .noRecipient }
      let most = context.policy.disclosures.recipientCharacters
      guard recipient.count <= most else { throw .tooLong(most: most) }
      guard event.on <= context.today else { throw .inFuture }
      let disclosed = Disclosed(
        patient: event.patient, disclosure: event.disclosure, recipient: recipient,
        matters: Set(event.matters), ground: event.ground, on: event.on)
      guard let known = state.disclosed else { return [disclosed] }
      guard known == disclosed else { throw .taken }
      return []
    case .restrict(let patient): return state.isRestricted ? [] : [Restricted(patient: patient)]
    case .unrestrict(let patient): return state.isRestricted ? [Unrestricted(patient: patient)] : []
    }
  }
}
