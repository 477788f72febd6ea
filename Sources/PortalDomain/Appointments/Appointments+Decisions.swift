internal import Foundation

extension Appointments {
  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .publish(let event): try publish(event, state, context)
    case .withdraw(let provider, let day, let slots): try withdraw(provider, day, slots, state)
    case .hold(let patient, let slot, let side): try hold(slot, patient, side, state, context)
    case .release(let patient, let slot): release(slot, patient, state)
    case .book(let patient, let slot, let reason, let side):
      try book(slot, patient, reason, side, state, context)
    case .change(let patient, let visit, let slot, let side):
      try change(visit, patient, to: slot, side, state, context)
    case .cancel(let patient, let visit, let reason, let acceptingFee):
      try cancel(visit, patient, reason, acceptingFee, state, context)
    case .cancelWithoutFee(let patient, let visit, let reason):
      try cancelWithoutFee(visit, patient, reason, state)
    case .confirm(let patient, let visit): try confirm(visit, patient, state, context)
    case .checkIn(let patient, let visit): try checkIn(visit, patient, state, context)
    case .complete(let patient, let visit): try complete(visit, patient, state, context)
    case .recordNoShow(let patient, let visit): try recordNoShow(visit, patient, state, context)
    case .join(let patient, let wishes, let replacing):
      try join(patient, wishes, replacing, state, context)
    case .leave(let patient, let wait): try leave(wait, patient, state)
    case .accept(let patient, let wait, let slot, _):
      try accept(wait, patient, slot, state, context)
    case .decline(let patient, let wait, let slot): try decline(wait, patient, slot, state)
    case .expire(let patient, let wait, let slot): try expire(wait, patient, slot, state, context)
    case .offer(let slot, let candidates): try offer(slot, to: candidates, state, context)
    }
  }

  /// What a cancellation costs at this moment, in cents; `nil` for nothing.
  public static func cancellationFee(for visit: Visit, _ context: Context) -> Int? {
    let policy = context.policy.appointments
    let hours = Double(policy.freeCancellationHours)
    guard visit.slot.start.timeIntervalSince(context.now) < hours * 3600,
      policy.lateCancellationFeeCents > 0
    else { return nil }
    return policy.lateCancellationFeeCents
  }

  // MARK: Taking a time

  private static func hold(
    _ id: SlotID, _ patient: PatientID, _ side: Side, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let (slot, day) = try offeredSlot(id, side, state, context)
    let claims = day.claims.filter { $0.slot == id && $0.patient == patient }
    let isOurs = claims.contains { claim in
      if case .offer = claim.kind { false } else { claim.stands(at: context.now) }
    }
    if isOurs { return [] }
    try check(slot, day, patient, replacing: nil, state, context)
    let minutes = Double(context.policy.appointments.holdMinutes)
    return [
      Held(
        patient: patient, appointment: context.newIdentifier("A"), slot: slot,
        until: context.wholeSecond.addingTimeInterval(minutes * 60))
    ]
  }

  private static func release(
    _ id: SlotID, _ patient: PatientID, _ state: State
  ) -> [any DomainEvent] {
    let day = id.providerDay.flatMap { state.days[$0] }
    for claim in day?.claims ?? [] where claim.slot == id && claim.patient == patient {
      if case .hold(let appointment, _) = claim.kind {
        return [Released(patient: patient, appointment: appointment, slot: id)]
      }
    }
    return []
  }

  private static func book(
    _ id: SlotID, _ patient: PatientID, _ reason: String?, _ side: Side, _ state: State,
    _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    if state.visits.values.contains(where: {
      $0.patient == patient && $0.slot.id == id && $0.stage.isOpen
    }) {
      return []
    }
    let (slot, day) = try offeredSlot(id, side, state, context)
    try check(slot, day, patient, replacing: nil, state, context)
    return [
      Booked(
        patient: patient, appointment: appointment(for: patient, id, day, context), slot: slot,
        reason: reason)
    ]
  }

  private static func change(
    _ id: AppointmentID, _ patient: PatientID, to slotID: SlotID, _ side: Side, _ state: State,
    _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let visit = try visit(id, patient, state)
    if visit.slot.id == slotID, visit.stage.isOpen { return [] }
    guard visit.stage == .booked else { throw .notOpen(visit.stage) }
    guard visit.slot.start > context.now || side == .clinic else { throw .started }
    let (slot, day) = try offeredSlot(slotID, side, state, context)
    try check(slot, day, patient, replacing: id, state, context)
    return [Changed(patient: patient, appointment: id, from: visit.slot, to: slot)]
  }

  /// A time that this side may take now, whoever has it.
  static func offeredSlot(
    _ id: SlotID, _ side: Side, _ state: State, _ context: Context
  ) throws(Failure) -> (Slot, ProviderDay) {
    guard let (slot, day) = state.slot(id) else { throw .slotGone }
    guard slot.start > context.now else { throw .slotPast }
    guard side == .patient else { return (slot, day) }
    let policy = context.policy.appointments
    guard slot.start.timeIntervalSince(context.now) >= Double(policy.noticeMinutes) * 60 else {
      throw .tooSoon(minutes: policy.noticeMinutes)
    }
    let lastDay = context.today.adding(days: policy.daysAhead)
    guard slot.day <= lastDay else { throw .tooFar(lastDay: lastDay) }
    guard state.clinic.switches.isOn(.booking, at: slot.place) else {
      throw .bookingOff(slot.place)
    }
    guard slot.mode != .video || state.clinic.switches.isOn(.videoVisits, at: slot.place) else {
      throw .videoOff(slot.place)
    }
    return (slot, day)
  }

  /// Nobody else has the time, and the patient isn't elsewhere.
  static func check(
    _ slot: Slot, _ day: ProviderDay, _ patient: PatientID, replacing: AppointmentID?,
    _ state: State, _ context: Context
  ) throws(Failure) {
    guard day.claim(on: slot.id, against: patient, at: context.now) == nil else {
      throw .slotTaken
    }
    if let other = clash(slot, patient, replacing, state, context) {
      throw .overlaps(when: other.slot.spokenTime(context))
    }
  }

  /// The visit that keeps a patient from a time.
  static func clash(
    _ slot: Slot, _ patient: PatientID, _ replacing: AppointmentID?, _ state: State,
    _ context: Context
  ) -> Visit? {
    state.visits.values.filter {
      $0.patient == patient && $0.stage.isOpen && $0.id != replacing
        && $0.slot.clashes(with: slot, context.policy.appointments)
    }.min { $0.slot.start < $1.slot.start }
  }

  /// The visit that a time becomes: what it was held as, or a new one.
  static func appointment(
    for patient: PatientID, _ slot: SlotID, _ day: ProviderDay, _ context: Context
  ) -> AppointmentID {
    for claim in day.claims where claim.slot == slot && claim.patient == patient {
      if case .hold(let appointment, _) = claim.kind { return appointment }
    }
    return context.newIdentifier("A")
  }

  static func visit(
    _ id: AppointmentID, _ patient: PatientID, _ state: State
  ) throws(Failure) -> Visit {
    guard let visit = state.visits[id], visit.patient == patient else { throw .unknownVisit }
    return visit
  }
}

extension Context {
  /// Now, as precisely as it's stored.
  var wholeSecond: Date {
    Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
  }
}
