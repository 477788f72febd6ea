import PortalDomain
import Testing

/// Times, visits and the waitlist, given twice.
struct RepeatedAppointmentCommands {
  let maria = ClinicDay.maria
  let visit = AppointmentID("A1")
  let wait = WaitID("W1")
  let published: Appointments.SlotsPublished
  let slot: Slot
  let later: Slot
  let line: WaitLine

  init() throws {
    published = try ClinicDay.published("2026-03-10", "10:30", "14:00")
    slot = try ClinicDay.slot("2026-03-10", "10:30")
    later = try ClinicDay.slot("2026-03-10", "14:00")
    line = WaitLine(specialty: "cardiology", joinedOn: try day("2026-03-02"))
  }

  var lines: [Repeated] { get throws { try times + visits + waits } }

  private func given(_ more: any DomainEvent...) -> Given<Appointments> {
    ClinicDay.given([published] + more)
  }

  private var times: [Repeated] {
    get throws {
      let held = Appointments.Held(
        patient: maria, appointment: visit, slot: slot, until: try instant("2026-03-02T16:10:00Z"))
      return [
        Repeated(ClinicDay.given([]), .publish(published)),
        Repeated(given(), .withdraw(ClinicDay.chen, slot.day, [slot.id])),
        Repeated(given(), .hold(maria, slot.id)),
        Repeated(given(held), .release(maria, slot.id)),
        Repeated(given(), .book(maria, slot.id)),
      ]
    }
  }

  private var visits: [Repeated] {
    get throws {
      let booked = given(ClinicDay.booked(slot))
      let late = booked.at("2026-03-10T15:45:00Z")
      return [
        Repeated(booked, .change(maria, visit, to: later.id)),
        Repeated(booked, .cancel(maria, visit)),
        Repeated(
          booked.at("2026-03-10T14:00:00Z"), .cancel(maria, visit, acceptingFee: true)),
        Repeated(booked, .cancelWithoutFee(maria, visit)),
        Repeated(booked, .confirm(maria, visit)),
        Repeated(late, .checkIn(maria, visit)),
        Repeated(late, .complete(maria, visit)),
        Repeated(late, .recordNoShow(maria, visit)),
      ]
    }
  }

  private var waits: [Repeated] {
    get throws {
      let wishes = SlotQuery(specialty: "cardiology")
      let joined = Appointments.Joined(
        patient: maria, wait: wait, line: line, wishes: wishes, replacing: nil)
      let offered = Appointments.Offered(
        patient: maria, wait: wait, line: line, slot: slot,
        until: try instant("2026-03-02T18:00:00Z"))
      let offer = given(joined, offered)
      return [
        Repeated(given(), .join(maria, wishes)),
        Repeated(given(joined), .leave(maria, wait)),
        Repeated(
          given(joined), .offer(slot.id, to: [Appointments.Candidate(Wait(joined))]),
          .refused("slot.taken")),
        Repeated(offer, .accept(maria, wait, slot.id, replacing: nil)),
        Repeated(offer, .decline(maria, wait, slot.id)),
        Repeated(offer.at("2026-03-02T18:00:00Z"), .expire(maria, wait, slot.id)),
      ]
    }
  }
}
