public import Foundation

extension Shares {
  public struct State: Codable, Hashable, Sendable {
    public var share: Share?

    public init() {}
  }

  /// A share as it stands.
  public struct Share: Codable, Hashable, Sendable, Identifiable {
    public let id: ShareID
    public let recipient: String
    public let scope: Scope
    public let createdAt: Date
    public let expiresAt: Date
    /// The hash of the code that would open it now; `nil` where it was used or is void.
    public private(set) var codeHash: String?
    /// Wrong codes since the last one was issued.
    public private(set) var refused = 0
    public private(set) var uses = 0
    public private(set) var lastUsedAt: Date?
    public private(set) var revokedAt: Date?
    /// Whether its end was noted.
    public private(set) var isExpired = false

    public init(_ event: Created) {
      id = event.share
      recipient = event.recipient
      scope = event.scope
      createdAt = event.createdAt
      expiresAt = event.expiresAt
      codeHash = event.codeHash
    }

    /// Takes in a later event of this share.
    public mutating func evolve(_ event: any ShareEvent) {
      switch event {
      case let event as CodeIssued:
        codeHash = event.codeHash
        refused = 0
      case let event as Used:
        codeHash = nil
        uses += 1
        lastUsedAt = event.usedAt
      case is CodeRefused: refused += 1
      case let event as Revoked:
        revokedAt = event.revokedAt
        codeHash = nil
      case is Expired:
        isExpired = true
        codeHash = nil
      default: break
      }
    }

    /// Whether it lets anybody in at an instant, given a code that works.
    public func isOpen(at now: Date) -> Bool {
      revokedAt == nil && !isExpired && now < expiresAt
    }
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    if let event = event as? Created {
      state.share = Share(event)
    } else if let event = event as? any ShareEvent {
      state.share?.evolve(event)
    }
  }

  public enum Failure: Refusal, Equatable {
    case unknown
    case noRecipient
    case noScope
    case endsTooSoon
    case lastsTooLong(days: Int)
    case ended
    case wrongCode
    /// The code was used, or too many wrong ones were given.
    case codeVoid

    public var code: String {
      switch self {
      case .unknown: "share.unknown"
      case .noRecipient: "share.noRecipient"
      case .noScope: "share.noScope"
      case .endsTooSoon: "share.endsTooSoon"
      case .lastsTooLong: "share.lastsTooLong"
      case .ended: "share.ended"
      case .wrongCode: "share.wrongCode"
      case .codeVoid: "share.codeVoid"
      }
    }

    public var message: String {
      switch self {
      case .unknown, .wrongCode: "That code doesn't open anything. Please check it."
      case .noRecipient: "Please say who may see it: a name and a clinic."
      case .noScope: "Please pick at least one part of your record to share."
      case .endsTooSoon: "Sharing must end on a later day than today."
      case .lastsTooLong(let days): "Sharing can last \(days) days at most."
      case .ended: "This sharing has ended. The patient can share again."
      case .codeVoid: "That code can't be used any more. The patient can make a new one."
      }
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let now = context.now
    switch command {
    case .create(let patient, let id, let recipient, let scope, let until, let codeHash):
      if state.share != nil { return [] }
      guard !recipient.isEmpty else { throw .noRecipient }
      guard !scope.kinds.isEmpty || scope.includesMedicines else { throw .noScope }
      return [
        Created(
          patient: patient, share: id, recipient: recipient, scope: scope, createdAt: now,
          expiresAt: try end(until, context), codeHash: codeHash)
      ]
    case .issueCode(let patient, let id, let codeHash):
      guard let share = state.share else { throw .unknown }
      guard share.isOpen(at: now) else { throw .ended }
      return share.codeHash == codeHash
        ? [] : [CodeIssued(patient: patient, share: id, codeHash: codeHash, issuedAt: now)]
    case .use(let patient, let id, let matched):
      guard let share = state.share else { throw .unknown }
      guard share.isOpen(at: now) else { throw .ended }
      guard let hash = share.codeHash, share.refused < context.policy.records.shareCodeTries else {
        throw .codeVoid
      }
      guard matched == hash else {
        return [CodeRefused(patient: patient, share: id, refusedAt: now)]
      }
      return [
        Used(
          patient: patient, share: id, recipient: share.recipient, kinds: share.scope.kinds,
          includesMedicines: share.scope.includesMedicines, usedAt: now)
      ]
    case .revoke(let patient, let id):
      guard let share = state.share else { throw .unknown }
      return share.isOpen(at: now)
        ? [Revoked(patient: patient, share: id, revokedAt: now)] : []
    case .expire(let patient, let id):
      guard let share = state.share else { throw .unknown }
      guard share.revokedAt == nil, !share.isExpired, now >= share.expiresAt else { return [] }
      return [Expired(patient: patient, share: id, expiredAt: now)]
    }
  }

  /// The end of the last day, at the clinic.
  private static func end(_ until: LocalDate?, _ context: Context) throws(Failure) -> Date {
    let policy = context.policy.records
    let last = until ?? context.today.adding(days: policy.shareDays)
    guard last > context.today else { throw .endsTooSoon }
    guard last <= context.today.adding(days: policy.longestShareDays) else {
      throw .lastsTooLong(days: policy.longestShareDays)
    }
    return last.adding(days: 1).start(in: context.timeZone)
  }
}
