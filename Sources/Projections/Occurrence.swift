package import Foundation
package import PortalDomain

/// An event, and what the log says about it.
///
/// An object, since it passes through many read models.
package final class Occurrence: Sendable {
  package let event: any DomainEvent
  package let position: UInt64
  /// When it was appended, to the millisecond.
  package let time: Date
  /// The day on which it was recorded, in Greenwich: what rows are grouped by.
  package let day: LocalDate
  /// Who caused it and by which way; `nil` where the portal didn't record it.
  package let origin: Origin?
  /// What it means for the outbox; `nil` for nothing.
  package let noticeEffect: NoticeEffect?

  package init(
    _ event: any DomainEvent, position: UInt64, time: Date, origin: Origin? = nil
  ) {
    self.event = event
    self.position = position
    self.time = time
    self.origin = origin
    day = LocalDate(time, in: .gmt)
    noticeEffect = NoticeCatalogue.effect(of: event, NoticeCause(time: time, origin: origin))
  }

  /// The month of ``day``: `2026-03`.
  package var month: String { String(day.description.prefix(7)) }
}
