public import Foundation

extension Disclosures {
  /// A line of the accounting: who saw or received what, when, and why.
  public struct Entry: Codable, Hashable, Sendable {
    /// Where it stands in the log.
    public let position: UInt64
    public let time: Date
    public let kind: Kind
    /// Who caused it; `nil` where it isn't on record.
    public let actor: Origin.Actor?
    public let channel: Origin.Channel?
    /// Who received it, where it left the clinic.
    public let recipient: String?
    public let matters: [Matter]
    /// A code: of the purpose, the emergency or the ground.
    public let why: String
    /// The day on which it left the clinic, where it did.
    public let on: LocalDate?

    public enum Kind: String, Codable, Sendable {
      case viewed, glassBroken, disclosed
    }

    /// - Returns: `nil` for an event of another feature.
    public init?(
      _ event: any DomainEvent, position: UInt64, time: Date, origin: Origin?
    ) {
      switch event {
      case let event as Viewed: (kind, why) = (.viewed, event.purpose.rawValue)
      case let event as GlassBroken: (kind, why) = (.glassBroken, event.reason.rawValue)
      case let event as Disclosed: (kind, why) = (.disclosed, event.ground.rawValue)
      case is Shares.Used: (kind, why) = (.disclosed, Ground.patientRequest.rawValue)
      default: return nil
      }
      self.position = position
      self.time = time
      actor = origin?.actor
      channel = origin?.channel
      let use = event as? Shares.Used
      matters = use?.matters ?? (event as? any AccessEvent)?.matters ?? []
      recipient = use?.recipient ?? (event as? Disclosed)?.recipient
      on = (event as? Disclosed)?.on
    }
  }
}

extension Shares.Used {
  /// Which parts of the record the recipient was shown.
  fileprivate var matters: [Disclosures.Matter] {
    let shown = Set(kinds.map(Disclosures.Matter.init) + (includesMedicines ? [.medicines] : []))
    return Disclosures.Matter.allCases.filter(shown.contains)
  }
}

extension Disclosures.Matter {
  /// The part of a record that an item of some kind belongs to.
  public init(_ kind: Records.Kind) {
    self =
      switch kind {
      case .laboratory: .results
      case .radiology, .pathology: .reports
      case .visitNote: .notes
      case .document: .documents
      case .condition, .allergy, .immunization, .vital: .summary
      }
  }
}
