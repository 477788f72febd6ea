internal import Foundation
internal import GRDB
internal import PortalDomain

extension Facts {
  /// Appointments and the waitlist.
  func takeVisits(_ event: any DomainEvent, _ person: SafeHarbor.Person) throws {
    if let event = event as? any AppointmentEvent {
      try takeVisit(event, person)
    } else if let event = event as? any WaitlistEvent {
      try takeWait(event, person)
    }
  }

  private func takeVisit(_ event: any AppointmentEvent, _ person: SafeHarbor.Person) throws {
    let key = harbor.key("appointment", event.appointment)
    func end(_ outcome: String, _ fee: Int? = nil) throws {
      try set("appointments", "appointment", key, ["outcome": outcome, "fee_cents": fee])
    }
    switch event {
    case let event as Appointments.Booked:
      let slot = event.slot
      try add(
        "appointments", of: person,
        [
          "appointment": key, "specialty": SafeHarbor.term(slot.specialty),
          "provider": harbor.key("provider", slot.provider),
          "place": SafeHarbor.term("\(slot.place)"), "mode": slot.mode.rawValue,
          "booked_on": day(person), "channel": channel,
          "starts_on": harbor.day(slot.day, of: person), "start_hour": harbor.hour(slot.start),
          "minutes": slot.minutes, "lead_days": leadDays(to: slot, person),
        ])
    case let event as Appointments.Changed:
      let slot = event.to
      try run(
        """
        UPDATE appointments SET provider = ?, place = ?, mode = ?, starts_on = ?, start_hour = ?,
          minutes = ?, lead_days = julianday(?) - julianday(booked_on), changes = changes + 1
        WHERE appointment = ?
        """,
        [
          harbor.key("provider", slot.provider), SafeHarbor.term("\(slot.place)"),
          slot.mode.rawValue, harbor.day(slot.day, of: person), harbor.hour(slot.start),
          slot.minutes, harbor.day(slot.day, of: person), key,
        ])
    case let event as Appointments.Cancelled:
      try end("cancelled", event.feeCents)
      try set(
        "appointments", "appointment", key,
        ["notice_hours": (event.slot.start.timeIntervalSince(time) / 360).rounded() / 10])
    case is Appointments.Confirmed:
      try set("appointments", "appointment", key, ["confirmed": 1])
    case is Appointments.CheckedIn: try end("checkedIn")
    case is Appointments.Completed: try end("completed")
    case let event as Appointments.NoShow: try end("noShow", event.feeCents)
    default: break
    }
  }

  private func leadDays(to slot: Slot, _ person: SafeHarbor.Person) -> Int {
    let booked = LocalDate(day(person)) ?? slot.day
    return slot.day.dayNumber - person.shift - booked.dayNumber
  }

  private func takeWait(_ event: any WaitlistEvent, _ person: SafeHarbor.Person) throws {
    let key = harbor.key("wait", event.wait)
    switch event {
    case let event as Appointments.Joined:
      try add(
        "waits", of: person,
        [
          "wait": key, "specialty": SafeHarbor.term(event.line.specialty),
          "joined_on": harbor.day(event.line.joinedOn, of: person),
        ])
    case is Appointments.Offered:
      try run("UPDATE waits SET offers = offers + 1 WHERE wait = ?", [key])
    case is Appointments.Accepted:
      try set("waits", "wait", key, ["outcome": "accepted", "ended_on": day(person)])
    case is Appointments.Left:
      try set("waits", "wait", key, ["outcome": "left", "ended_on": day(person)])
    default: break
    }
  }
}
