package import Foundation
package import PortalDomain

/// What each patient is to be told and was: a row a matter, a list of the matters a day, and the last
/// texts.
package enum NoticeBox: ReadModel {
  package static let name = "notices"
  package static let version: UInt32 = 1

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
      let texts = (event as? Notices.Sent)?.channel == .sms ? [textsKey] : []
      return ([threadKey(event.about)] + texts).map { RowKey(event.subject, $0) }
    }
    guard let effect = NoticeCatalogue.effect(of: occurrence.event, at: occurrence.time) else {
      return []
    }
    let days = effect.plans.isEmpty ? [] : [dayKey(occurrence.day)]
    return ([threadKey(effect.about)] + days).map { RowKey(.patient(effect.patient), $0) }
  }

  package static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey) {
    if let event = occurrence.event as? any NoticeEvent {
      if key.name == textsKey {
        var texts: [Date] = []
        if case .texts(let known) = row { texts = known }
        row = .texts((texts + [occurrence.time]).suffix(NoticesPolicy.rememberedTexts))
      } else if case .thread(var thread) = row {
        thread.evolve(event, at: occurrence.time)
        row = .thread(thread)
      }
    } else if let effect = NoticeCatalogue.effect(of: occurrence.event, at: occurrence.time) {
      if key.name == threadKey(effect.about) {
        var thread = NoticeThread()
        if case .thread(let known) = row { thread = known }
        thread.take(effect, at: occurrence.position)
        // Where nothing was planned there is nothing to drop.
        if !thread.notices.isEmpty { row = .thread(thread) }
      } else {
        var matters: [String] = []
        if case .day(let known) = row { matters = known }
        if !matters.contains(effect.about) { row = .day(matters + [effect.about]) }
      }
    }
  }
}
