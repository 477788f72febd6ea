internal import Portal
internal import PortalDomain

/// Finding a time, and booking it or moving a visit to it.
public struct BookingFlow: Flow {
  var query = SlotQuery()
  /// The days that the one that was said could mean: then it's asked.
  var unclearDays: [LocalDate]?
  /// The visit that is moved; `nil` for a new one.
  var changing: AppointmentID?
  /// Show the times behind this one.
  var after: SlotID?
  var slot: SlotID?
  /// Whether the time is kept for the patient until they answer.
  var isHeld = false
  /// Whether the patient said no, so that others may have it again.
  var isReleased = false

  var step: Step { .booking(self) }

  var declined: Step? {
    guard isHeld else { return nil }
    var flow = self
    flow.isReleased = true
    return flow.step
  }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.appointments)
    if slot != nil {
      turn.action = .perform(step)
      return
    }
    guard query.specialty != nil || query.provider != nil else {
      let options = try bot.facts.directory().specialties.map { specialty in
        var flow = self
        flow.query.specialty = specialty.name
        return Choice(bot.phrases.language.specialty(specialty.name).sentence, flow.step)
      }
      return bot.choose(options, for: step, bot.phrases.whichSpecialty, &turn)
    }
    if let unclearDays { return askDay(unclearDays, bot, &turn) }
    let found = try bot.facts.openSlots(matching: query, after: after, limit: Self.shown)
    guard let last = found.last else { return try offerWait(bot, patient, &turn) }
    var options = try found.map { slot in
      var flow = self
      flow.slot = slot.id
      return Choice(try bot.spoken(slot), flow.step)
    }
    if found.count == Self.shown {
      var more = self
      more.after = last.id
      options.append(Choice(bot.phrases.laterTimes, more.step))
    }
    bot.choose(options, for: step, bot.phrases.whichTime, &turn)
  }

  static let shown = 3

  /// "Next Monday", said on a Saturday, is one of two.
  private func askDay(_ days: [LocalDate], _ bot: Bot, _ turn: inout Turn) {
    let options = days.sorted().map { day in
      var flow = self
      flow.unclearDays = nil
      (flow.query.from, flow.query.through) = (day, day)
      return Choice(day.spoken(today: bot.facts.context.today), flow.step)
    }
    bot.choose(options, for: step, bot.phrases.whichDay, &turn)
  }

  /// Nothing is open: wider days, or the waitlist.
  private func offerWait(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    var wider = self
    wider.query = SlotQuery(
      specialty: query.specialty, provider: query.provider, mode: query.mode, from: query.from)
    wider.after = nil
    let wait = WaitFlow(query: query, replacing: changing)
    if wider != self, try !bot.facts.openSlots(matching: wider.query, after: nil, limit: 1).isEmpty
    {
      return bot.choose(
        [
          Choice(bot.phrases.otherTimes, wider.step),
          Choice(bot.phrases.joinTheWaitlist, wait.step),
        ],
        for: step, bot.phrases.noTimes, &turn)
    }
    try wait.proceed(bot, patient, &turn)
  }

  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    if changing == nil, said.isAboutVisitOfTheirs { return nil }
    var flow = self
    let directory = try bot.facts.directory()
    flow.query = try VisitWords.reading(said, into: query, directory, bot.facts.context)
    if flow.query != query { flow.unclearDays = said.unclearDays(bot.facts.context) }
    if flow.query != query || flow.unclearDays != unclearDays {
      (flow.slot, flow.isHeld, flow.after) = (nil, false, nil)
      return flow.step
    }
    if slot != nil || after != nil || changing != nil,
      said.has(["other", "another", "later", "more", "different", "else", "next"])
    {
      flow.after = slot ?? after
      (flow.slot, flow.isHeld) = (nil, false)
      return flow == self ? nil : flow.step
    }
    return nil
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let slot else { return .refused(Appointments.Failure.slotGone) }
    return try await Done {
      let command: Appointments.Command =
        if isReleased {
          .release(patient, slot)
        } else if !isHeld {
          .hold(patient, slot)
        } else if let changing {
          .change(patient, changing, to: slot)
        } else {
          .book(patient, slot)
        }
      return try await portal.perform(Appointments.self, command, as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    guard !isReleased else { return }
    turn.told.insert(.appointments)
    guard let id = slot, let time = try bot.facts.slot(id).map({ try bot.spoken($0) }) else {
      turn.replies.append(bot.phrases.words(of: Appointments.Failure.slotGone))
      return
    }
    switch done {
    case .refused(let refusal):
      turn.replies.append(bot.phrases.words(of: refusal))
      guard let failure = refusal as? Appointments.Failure, failure.isAboutTime else { return }
      var again = self
      (again.slot, again.isHeld, again.after) = (nil, false, nil)
      try again.proceed(bot, patient, &turn)
    default:
      guard isHeld else {
        var held = self
        held.isHeld = true
        let old = try changing.flatMap { try bot.facts.appointment($0) }
        return bot.confirm(
          held.step,
          bot.phrases.readBack(time, moving: try old.map { try bot.spoken($0.slot) }), &turn)
      }
      if case .events(let changes) = done,
        let booked = changes.lazy.compactMap({ $0.event as? Appointments.Booked }).first
      {
        turn.dialogue.undo = VisitFlow(deed: .cancel, visit: booked.appointment).step
      }
      turn.replies.append(bot.phrases.booked(time, isMoved: changing != nil))
    }
  }
}

extension Said {
  /// "push my heart appointment to friday", in the middle of booking another.
  fileprivate var isAboutVisitOfTheirs: Bool {
    has(["my", "mi"]) && has(["visit", "appointment", "appt", "apt", "cita"])
      && has([
        "move", "push", "reschedule", "change", "postpone", "cancel", "drop", "cambiar", "mover",
        "cancelar",
      ])
  }
}

extension Appointments.Failure {
  /// Whether another time would do.
  fileprivate var isAboutTime: Bool {
    switch self {
    case .slotGone, .slotTaken, .slotPast, .tooSoon, .overlaps: true
    default: false
    }
  }
}
