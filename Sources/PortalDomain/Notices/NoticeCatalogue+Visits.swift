internal import Foundation

/// Visits: confirmed when they're booked, and reminded of.
extension NoticeCatalogue {
  static let visits: [NoticeRule] = [
    NoticeRule(Appointments.Booked.self) { event, cause in
      .visit(event.patient, event.appointment, .visitBooked, at: event.slot.start, cause)
    },
    NoticeRule(Appointments.Changed.self) { event, cause in
      .visit(event.patient, event.appointment, .visitChanged, at: event.to.start, cause)
    },
    NoticeRule(Appointments.Cancelled.self) { event, cause in
      let start = event.slot.start
      guard start > cause.time else {
        return NoticeEffect(event.patient, "visit:\(event.appointment)")
      }
      return NoticeEffect(
        event.patient, "visit:\(event.appointment)",
        NoticePlan(.visitCancelled, ["time": .time(start)], due: cause.time, until: start))
    },
    NoticeRule(Appointments.CheckedIn.self) { event, _ in
      NoticeEffect(event.patient, "visit:\(event.appointment)")
    },
    NoticeRule(Appointments.Offered.self) { event, cause in
      NoticeEffect(
        event.patient, "wait:\(event.wait)",
        NoticePlan(
          .waitlistOffered, ["time": .time(event.slot.start), "until": .time(event.until)],
          due: cause.time, until: event.until))
    },
    NoticeRule(Appointments.Accepted.self) { event, _ in
      NoticeEffect(event.patient, "wait:\(event.wait)")
    },
    NoticeRule(Appointments.Declined.self) { event, _ in
      NoticeEffect(event.patient, "wait:\(event.wait)")
    },
    NoticeRule(Appointments.Left.self) { event, _ in
      NoticeEffect(event.patient, "wait:\(event.wait)")
    },
  ]
}

extension NoticeEffect {
  /// What is said at once, and the reminders that are left; nothing of a visit that's over.
  fileprivate static func visit(
    _ patient: PatientID, _ visit: AppointmentID, _ kind: NoticeKind, at start: Date,
    _ cause: NoticeCause
  ) -> NoticeEffect {
    guard start > cause.time else { return NoticeEffect(patient, "visit:\(visit)") }
    let parameters: [String: NoticeParameter] = ["time": .time(start)]
    let said = NoticePlan(kind, parameters, due: cause.time, until: start)
    return NoticeEffect(
      patient, "visit:\(visit)",
      [said] + NoticePlan.reminders(of: start, after: cause.time, parameters))
  }
}
