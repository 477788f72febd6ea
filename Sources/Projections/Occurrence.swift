package import Foundation
package import PortalDomain

/// An event, and what the log says about it.
package struct Occurrence: Sendable {
  package let event: any DomainEvent
  package let position: UInt64
  /// When it was appended, to the millisecond.
  package let time: Date
  private let metadata: [UInt8]

  /// - Parameter metadata: as it stands in the log. It's read where somebody asks: few read models do.
  package init(
    _ event: any DomainEvent, position: UInt64, time: Date, metadata: [UInt8] = []
  ) {
    self.event = event
    self.position = position
    self.time = time
    self.metadata = metadata
  }

  /// Who caused it and by which way; `nil` where the portal didn't record it.
  package var origin: Origin? { try? JSON.decode(EventMetadata.self, metadata).origin }

  /// The day on which it was recorded, in Greenwich: what rows are grouped by.
  package var day: LocalDate { LocalDate(time, in: .gmt) }
  /// Its month: `2026-03`.
  package var month: String { String(day.description.prefix(7)) }

  /// What it means for the outbox; `nil` for nothing.
  package var noticeEffect: NoticeEffect? {
    guard NoticeCatalogue.hasRule(for: event) else { return nil }
    return NoticeCatalogue.effect(of: event, NoticeCause(time: time, origin: origin))
  }
}
