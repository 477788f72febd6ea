import Foundation
import Portal
import PortalDomain

/// What happens at the clinic in the middle of a dialogue, by the names that dialogues call it.
enum DialogueScene {
  typealias Scene = @Sendable (Portal) async throws -> Void

  static let all: [String: Scene] = [
    "the first open cardiology time is taken": { portal in
      try await portal.perform(
        Appointments.self, .book(PatientID("james"), try firstTime(portal, "cardiology")),
        as: patient("james"))
    },
    "Maria gets a second visit": { portal in
      try await portal.perform(
        Appointments.self, .book(PatientID("maria"), try firstTime(portal, "primary care")),
        as: patient("maria"))
    },
    "Maria gets two visits tomorrow": { portal in
      let day = portal.context.today.adding(days: 1)
      for specialty in ["primary care", "cardiology"] {
        let open = try portal.openSlots(
          matching: SlotQuery(specialty: specialty, from: day, through: day), after: nil, limit: 50)
        guard let slot = specialty == "cardiology" ? open.last : open.first else {
          throw Appointments.Failure.slotGone
        }
        try await portal.perform(
          Appointments.self, .book(PatientID("maria"), slot.id), as: patient("maria"))
      }
    },
    "a time before Maria's visit is freed": { portal in
      // James takes it and gives it back: whoever waits is offered it.
      let slot = try firstTime(portal, "cardiology", from: portal.context.today.adding(days: 2))
      let booked = try await portal.perform(
        Appointments.self, .book(PatientID("james"), slot), as: patient("james"))
      for case let visit as Appointments.Booked in booked.map(\.event) {
        try await portal.perform(
          Appointments.self, .cancelWithoutFee(PatientID("james"), visit.appointment),
          as: staff("frontdesk"))
      }
    },
    "lisinopril is stopped": { portal in
      try await portal.perform(
        Prescriptions.self,
        .stop(PatientID("maria"), PrescriptionID("maria-lisinopril"), reason: "cough"),
        as: staff("patel"))
    },
    "the billing office offers Maria a plan": { portal in
      let bills = try portal.openStatements(of: PatientID("maria")).map(\.id)
      try await portal.perform(
        Billing.self, .offerPlan(PatientID("maria"), bills, months: 3), as: staff("biller"))
    },
    "Maria's CBC is reviewed": { portal in
      try await portal.perform(
        Records.self,
        .review(
          PatientID("maria"), .panel(PanelID("maria-cbc")), by: "Dr. Anita Patel", comment: nil),
        as: staff("patel"))
    },
    "Wei agrees to health details by text": { portal in
      try await portal.perform(
        Account.self, .consent(PatientID("wei"), .healthDetailsByText, given: true),
        as: patient("wei"))
    },
    "James agrees to bills by text": { portal in
      try await portal.perform(
        Account.self, .consent(PatientID("james"), .billingByText, given: true),
        as: patient("james"))
    },
    "James agrees to health details by text": { portal in
      try await portal.perform(
        Account.self, .consent(PatientID("james"), .healthDetailsByText, given: true),
        as: patient("james"))
    },
    "Maria keeps a card that is declined": { portal in
      _ = try await portal.addMethod(
        token: "tok_declined", of: PatientID("maria"), as: patient("maria"))
    },
    "the pharmacy ships lisinopril": { portal in
      for queued in try portal.refillQueue() {
        let place = (queued.patient, queued.prescription.id, queued.request.id)
        try await portal.perform(
          Prescriptions.self, .approve(place.0, place.1, place.2, newRefills: nil),
          as: staff("pharmacist"))
        try await portal.perform(
          Prescriptions.self, .ship(place.0, place.1, place.2), as: staff("pharmacist"))
      }
    },
    "the clinic has news": { portal in
      try await portal.record(
        [
          Notices.AnnouncementPublished(
            announcement: AnnouncementID("N1"), title: "Flu shots",
            text: "Flu shots are here, no visit needed.", places: [],
            from: portal.context.today, until: portal.context.today.adding(days: 7),
            audience: .everyone)
        ], as: staff("ann"))
    },
  ]

  private static func firstTime(
    _ portal: Portal, _ specialty: String, from: LocalDate? = nil
  ) throws -> SlotID {
    let open = try portal.openSlots(
      matching: SlotQuery(specialty: specialty, from: from), after: nil, limit: 1)
    guard let slot = open.first else { throw Appointments.Failure.slotGone }
    return slot.id
  }

  private static func patient(_ name: String) -> Origin {
    Origin(actor: .patient(PatientID(name)), channel: .chat)
  }

  private static func staff(_ name: String) -> Origin {
    Origin(actor: .staff(name), channel: .staff)
  }
}
