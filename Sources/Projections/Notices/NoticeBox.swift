package import Foundation
package import PortalDomain

/// What each patient is to be told and was: a row a matter, a list of the matters a day, and the last
/// texts.
package enum NoticeBox: ReadModel {
  package static let name = "notices"
  package static let version: UInt32 = 2
  package static let events: [any DomainEvent.Type] = Notices.events + NoticeCatalogue.events

  package enum Row: Codable, Sendable {
    case thread(NoticeThread)
    /// The matters that something happened in on a day.
    case day([String])
    /// When the last texts went out.
    case texts([Date])
  }

  package static let textsKey = "texts"
  package static func dayKey(_ day: LocalDate) -> String { "day:\(day)" }
  package static func threadKey(_ about: String) -> String { "about:\(about)" }

  package static func keys(of occurrence: Occurrence) -> [RowKey] {
    if let event = occurrence.event as? any NoticeEvent {
      var names = [threadKey(event.about)]
      switch event {
      case let event as Notices.Sent:
        names.append(dayKey(occurrence.day))
        if event.channel == .sms { names.append(textsKey) }
      case is Notices.GaveUp, is Notices.Suppressed: names.append(dayKey(occurrence.day))
      default: break
      }
      return names.map { RowKey(event.subject, $0) }
    }
    guard let effect = occurrence.noticeEffect else { return [] }
    let days = effect.plans.isEmpty ? [] : [dayKey(occurrence.day)]
    return ([threadKey(effect.about)] + days).map { RowKey(.patient(effect.patient), $0) }
  }

  package static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey) {
    let outcome = occurrence.event as? any NoticeEvent
    guard let about = outcome?.about ?? occurrence.noticeEffect?.about else { return }
    switch key.name {
    case textsKey:
      var texts: [Date] = []
      if case .texts(let known) = row { texts = known }
      row = .texts((texts + [occurrence.time]).suffix(NoticesPolicy.rememberedTexts))
    case dayKey(occurrence.day):
      var matters: [String] = []
      if case .day(let known) = row { matters = known }
      if !matters.contains(about) { row = .day(matters + [about]) }
    default:
      var thread = NoticeThread()
      if case .thread(let known) = row { thread = known }
      if let outcome {
        thread.evolve(outcome, at: occurrence.time)
      } else if let effect = occurrence.noticeEffect {
        thread.take(effect, at: occurrence.position)
      }
      // Where nothing was planned there is nothing to drop.
      if !thread.notices.isEmpty { row = .thread(thread) }
    }
  }
}
