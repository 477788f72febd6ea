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
      guard let access = event as? any AccessEvent else { return nil }
      switch access {
      case let event as Viewed: (kind, why) = (.viewed, event.purpose.rawValue)
      case let event as GlassBroken: (kind, why) = (.glassBroken, event.reason.rawValue)
      case let event as Disclosed: (kind, why) = (.disclosed, event.ground.rawValue)
      default: return nil
      }
      self.position = position
      self.time = time
      actor = origin?.actor
      channel = origin?.channel
      matters = access.matters
      recipient = (event as? Disclosed)?.recipient
      on = (event as? Disclosed)?.on
    }
  }
}
