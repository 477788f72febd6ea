internal import Foundation

/// What the clinic learned of a patient, wrote to them, and asks them.
extension NoticeCatalogue {
  static let records: [NoticeRule] = [
    NoticeRule(Records.ResultReceived.self) { event, cause in
      .received(event, event.panel, event.receivedAt, event.release, cause)
    },
    NoticeRule(Records.ReportReceived.self) { event, cause in
      .received(event, nil, event.receivedAt, event.release, cause)
    },
    NoticeRule(Records.NoteAdded.self) { event, cause in
      .received(event, nil, event.receivedAt, event.release, cause)
    },
    NoticeRule(Records.DocumentAdded.self) { event, cause in
      .received(event, nil, event.receivedAt, event.release, cause)
    },
    NoticeRule(Records.ResultReviewed.self) { event, cause in
      .visible(event, event.panel, from: event.visibleFrom, cause)
    },
    NoticeRule(Records.Released.self) { event, cause in
      .visible(event, event.panel, from: event.releasedAt, cause)
    },
    NoticeRule(Records.Retracted.self) { event, _ in
      NoticeEffect(event.patient, .item(event, event.panel))
    },
  ]

  static let messages: [NoticeRule] = [
    NoticeRule(Messages.Answered.self) { event, cause in
      let again = cause.time.addingTimeInterval(Double(NoticesPolicy.planned.unreadHours) * 3600)
      return NoticeEffect(
        event.patient, "thread:\(event.thread)", .news(.messageAnswered, at: cause.time),
        .news(.messageUnread, at: again))
    },
    NoticeRule(Messages.Read.self) { event, _ in
      event.reader == .patient ? NoticeEffect(event.patient, "thread:\(event.thread)") : nil
    },
  ]

  static let forms: [NoticeRule] = [
    NoticeRule(Forms.Assigned.self) { event, cause in
      cause.isOldNews(event.on)
        ? nil
        : NoticeEffect(event.patient, "form:\(event.form)", .news(.formAssigned, at: cause.time))
    },
    NoticeRule(Forms.Submitted.self) { event, _ in
      NoticeEffect(event.patient, "form:\(event.form)")
    },
    NoticeRule(Forms.Withdrawn.self) { event, _ in
      NoticeEffect(event.patient, "form:\(event.form)")
    },
  ]
}

extension NoticeEffect {
  /// What came in: the patient is told of what can be seen without a review, and was not brought along
  /// from another system.
  fileprivate static func received(
    _ event: some RecordAdded, _ panel: PanelID?, _ time: Date, _ release: Records.ReleaseRule,
    _ cause: NoticeCause
  ) -> NoticeEffect? {
    guard event.needsReview, release == .atOnce else { return nil }
    return visible(event, panel, from: time, cause)
  }

  /// Of the values of one panel a patient is told together.
  fileprivate static func visible(
    _ event: some RecordEvent, _ panel: PanelID?, from time: Date, _ cause: NoticeCause
  ) -> NoticeEffect? {
    if cause.isOldNews(LocalDate(time, in: .gmt)) { return nil }
    return NoticeEffect(
      event.patient, .item(event, panel), .news(.resultReleased, at: max(time, cause.time)))
  }
}

extension String {
  /// What the notice is about: the panel, or the one item.
  fileprivate static func item(_ event: some RecordEvent, _ panel: PanelID?) -> String {
    panel.map { "panel:\($0)" } ?? "record:\(event.record)"
  }
}
