internal import Foundation

/// Who waits, and who gets what is freed.
extension Appointments {
  static func join(
    _ patient: PatientID, _ wishes: SlotQuery, _ replacing: AppointmentID?, _ state: State,
    _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    guard let specialty = wishes.specialty, !specialty.isEmpty else { throw .noWish }
    guard state.clinic.switches.isOn(.waitlist, at: wishes.place) else { throw .waitlistOff }
    let open = state.waits.values.filter { $0.patient == patient && $0.isOpen(context) }
    if open.contains(where: { $0.wishes == wishes && $0.replacing == replacing }) { return [] }
    guard !open.contains(where: { $0.wishes.specialty == specialty }) else {
      throw .alreadyWaiting
    }
    let limit = context.policy.appointments.waitsAtATime
    guard open.count < limit else { throw .tooManyWaits(limit: limit) }
    if let replacing {
      let visit = try visit(replacing, patient, state)
      guard visit.stage == .booked else { throw .notOpen(visit.stage) }
      guard visit.slot.start > context.now else { throw .started }
    }
    return [
      Joined(
        patient: patient, wait: context.newIdentifier("W"),
        line: WaitLine(specialty: specialty, joinedOn: context.today), wishes: wishes,
        replacing: replacing)
    ]
  }

  static func leave(
    _ id: WaitID, _ patient: PatientID, _ state: State
  ) throws(Failure) -> [any DomainEvent] {
    let wait = try wait(id, patient, state)
    guard wait.stage == .waiting else { return [] }
    return [Left(patient: patient, wait: id, line: wait.line, slot: wait.offer?.slot.id)]
  }

  static func accept(
    _ id: WaitID, _ patient: PatientID, _ slotID: SlotID, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let wait = try wait(id, patient, state)
    if wait.stage == .accepted { return [] }
    try checkOffer(of: slotID, to: wait)
    guard wait.offer(at: context.now) != nil else { throw .offerExpired }
    // The clinic made the offer, so its own short notice doesn't matter.
    let (slot, day) = try offeredSlot(slotID, .clinic, state, context)
    let replaced = wait.replacing.flatMap { state.visits[$0] }.flatMap {
      $0.stage == .booked && $0.slot.start > context.now ? $0 : nil
    }
    try check(slot, day, patient, replacing: replaced?.id, state, context)
    let accepted = Accepted(patient: patient, wait: id, line: wait.line, slot: slotID)
    if let replaced {
      return [
        accepted,
        Changed(patient: patient, appointment: replaced.id, from: replaced.slot, to: slot),
      ]
    }
    return [
      accepted,
      Booked(
        patient: patient, appointment: appointment(for: patient, slotID, day, context),
        slot: slot),
    ]
  }

  static func decline(
    _ id: WaitID, _ patient: PatientID, _ slot: SlotID, _ state: State
  ) throws(Failure) -> [any DomainEvent] {
    let wait = try wait(id, patient, state)
    if wait.passed.contains(slot) { return [] }
    try checkOffer(of: slot, to: wait)
    return [Declined(patient: patient, wait: id, line: wait.line, slot: slot)]
  }

  static func expire(
    _ id: WaitID, _ patient: PatientID, _ slot: SlotID, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let wait = try wait(id, patient, state)
    guard wait.offer?.slot.id == slot, wait.offer(at: context.now) == nil else { return [] }
    return [Expired(patient: patient, wait: id, line: wait.line, slot: slot)]
  }

  static func offer(
    _ slotID: SlotID, to candidates: [Candidate], _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let (slot, day) = try offeredSlot(slotID, .clinic, state, context)
    guard day.claim(on: slotID, against: nil, at: context.now) == nil else { throw .slotTaken }
    for candidate in candidates {
      guard let wait = state.waits[candidate.wait],
        let until = offerEnd(slot, context), suits(slot, wait, state, context)
      else { continue }
      let stale: [any DomainEvent] =
        wait.offer.map {
          [Expired(patient: wait.patient, wait: wait.id, line: wait.line, slot: $0.slot.id)]
        } ?? []
      return stale + [
        Offered(patient: wait.patient, wait: wait.id, line: wait.line, slot: slot, until: until)
      ]
    }
    throw .suitsNobody
  }

  /// Whether a time is what somebody waits for, and they are free to take it.
  private static func suits(
    _ slot: Slot, _ wait: Wait, _ state: State, _ context: Context
  ) -> Bool {
    guard wait.isOpen(context), wait.offer(at: context.now) == nil,
      wait.wishes.matches(slot, context), !wait.passed.contains(slot.id),
      wait.offer?.slot.id != slot.id,
      clash(slot, wait.patient, wait.replacing, state, context) == nil
    else { return false }
    guard let replacing = wait.replacing, let visit = state.visits[replacing] else {
      return wait.replacing == nil
    }
    return visit.stage == .booked && slot.start < visit.slot.start
  }

  /// Until when an offer of this moment can be answered: what passes at night doesn't count, and the
  /// time must not begin before. `nil` where that leaves no time at all.
  private static func offerEnd(_ slot: Slot, _ context: Context) -> Date? {
    let policy = context.policy.appointments
    let hour = LocalTime(context.now, in: context.timeZone).hour
    var begin = context.wholeSecond
    if hour < policy.offersFromHour || hour >= policy.offersUntilHour {
      let day = hour < policy.offersFromHour ? context.today : context.today.adding(days: 1)
      begin =
        LocalTime(minutes: policy.offersFromHour * 60)
        .flatMap { day.instants(at: $0, in: context.timeZone).first } ?? begin
    }
    let end = min(
      begin.addingTimeInterval(Double(policy.offerMinutes) * 60),
      slot.start.addingTimeInterval(Double(-policy.noticeMinutes) * 60))
    return end > begin ? end : nil
  }

  private static func checkOffer(of slot: SlotID, to wait: Wait) throws(Failure) {
    guard wait.stage == .waiting else { throw .notWaiting }
    if wait.passed.contains(slot) { throw .offerExpired }
    guard wait.offer?.slot.id == slot else { throw .noOffer }
  }

  private static func wait(
    _ id: WaitID, _ patient: PatientID, _ state: State
  ) throws(Failure) -> Wait {
    guard let wait = state.waits[id], wait.patient == patient else { throw .unknownWait }
    return wait
  }
}
