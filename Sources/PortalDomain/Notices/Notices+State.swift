public import Foundation

extension Notices {
  /// What is known of one notice, or of one announcement.
  public struct State: Sendable {
    public var attempts = 0
    public var claimedUntil: Date?
    public var ending: Ending?
    public var announcement: AnnouncementPublished?
    public var isWithdrawn = false
  }

  /// How a notice ended.
  public enum Ending: Hashable, Sendable {
    case sent, gaveUp
    case suppressed(Suppression)
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as Claimed: state.claimedUntil = event.until
    case is Sent: state.ending = .sent
    case let event as Failed:
      state.attempts = event.attempt
      state.claimedUntil = nil
    case is GaveUp: state.ending = .gaveUp
    case let event as Suppressed: state.ending = .suppressed(event.reason)
    case is Retried: state = State()
    case let event as AnnouncementPublished: state.announcement = event
    case is AnnouncementWithdrawn: state.isWithdrawn = true
    default: break
    }
  }
}
