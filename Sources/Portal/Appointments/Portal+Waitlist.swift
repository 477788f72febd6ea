internal import EventStore
internal import Foundation
public import PortalDomain
internal import Projections

/// Who waits, and what is freed for them.
extension Portal {
  /// Those who wait, by specialty and in the order in which they joined.
  ///
  /// - Parameter specialty: only those who wait for one field.
  public func waitlist(specialty: String? = nil) throws -> [Wait] {
    let context = context
    let directory = try directory()
    let fields = Set(
      directory.specialties.map(\.name) + directory.providers.compactMap(\.specialty)
    ).filter { specialty == nil || $0 == specialty }.sorted()
    return try fields.flatMap { try line($0, context) }
  }

  /// The waits of a patient that are open, the oldest first.
  public func waits(of patient: PatientID) throws -> [Wait] {
    let context = context
    return try log.views { rows, snapshot in
      try engine.reader(Waitlist.self).rows(of: .patient(patient), rows, snapshot)
    }.compactMap { row -> Wait? in
      guard case .wait(let wait) = row, wait.isOpen(context) else { return nil }
      return wait
    }.sorted { ($0.line.joinedOn, $0.id.value) < ($1.line.joinedOn, $1.id.value) }
  }

  /// A wait; `nil` for one that isn't known, or whose patient was erased.
  public func wait(_ id: WaitID) throws -> Wait? {
    let row = try log.views { rows, snapshot -> Waitlist.Row? in
      let reader = engine.reader(Waitlist.self)
      guard case .patient(let patient) = try reader.row(id.value, of: .clinic, rows, snapshot)
      else { return nil }
      return try reader.row(id.value, of: .patient(patient), rows, snapshot)
    }
    if case .wait(let wait) = row { return wait }
    return nil
  }

  /// Takes what a patient is being offered: the visit is booked, or moved where the wait says so.
  ///
  /// - Throws: the refusal, `waitlist.noOffer` where nothing is being offered; or `LogError`.
  @discardableResult
  public func acceptOffer(_ id: WaitID, as origin: Origin) async throws -> [RecordedChange] {
    let wait = try waitWithOffer(id)
    return try await perform(
      Appointments.self,
      .accept(wait.patient, id, wait.slot, replacing: wait.replacing), as: origin)
  }

  /// Turns down what a patient is being offered; they keep waiting, and it goes to the next.
  ///
  /// - Throws: the refusal, `waitlist.noOffer` where nothing is being offered; or `LogError`.
  @discardableResult
  public func declineOffer(_ id: WaitID, as origin: Origin) async throws -> [RecordedChange] {
    let wait = try waitWithOffer(id)
    return try await perform(Appointments.self, .decline(wait.patient, id, wait.slot), as: origin)
  }

  private func waitWithOffer(
    _ id: WaitID
  ) throws -> (patient: PatientID, slot: SlotID, replacing: AppointmentID?) {
    guard let wait = try wait(id) else { throw Appointments.Failure.unknownWait }
    guard let offer = wait.offer else { throw Appointments.Failure.noOffer }
    return (wait.patient, offer.slot.id, wait.replacing)
  }

  /// Ends the offers that nobody answered, and offers what is free to whom it suits, in order. Run
  /// again it changes nothing until time passes or something happens.
  ///
  /// - Returns: what was recorded.
  /// - Throws: `LogError`.
  @discardableResult
  public func advanceWaitlist() async throws -> [RecordedChange] {
    let context = context
    var changes: [RecordedChange] = []
    for slot in try freedSlots(context) {
      for claim in try endedOffers(of: slot, context) {
        guard case .offer(let wait, _) = claim.kind else { continue }
        changes += try await perform(
          Appointments.self, .expire(claim.patient, wait, slot),
          as: Origin(actor: .system, channel: .system))
      }
      changes += try await offerFreedSlot(slot)
    }
    return changes
  }

  /// The times about which something is to be done: an offer of it ended, or it suits somebody.
  func slotsToOffer() throws -> [SlotID] {
    let context = context
    return try freedSlots(context).filter {
      try !endedOffers(of: $0, context).isEmpty || isOfUse($0)
    }
  }

  /// The times that were freed, in the fields for which anybody waits.
  private func freedSlots(_ context: Context) throws -> [SlotID] {
    try Set(waitlist().map(\.line.specialty)).sorted().flatMap { field in
      try (0...context.policy.appointments.daysAhead).flatMap {
        try freedSlots(field, on: context.today.adding(days: $0))
      }
    }
  }

  /// The reaction to what has just been recorded: what it freed is offered to those who wait. What
  /// fails here is made up for by ``advanceWaitlist()``, so the command itself stands.
  func offerFreedSlots(after changes: [RecordedChange]) async -> [RecordedChange] {
    var offers: [RecordedChange] = []
    for change in changes {
      guard let slot = Self.slotFreed(by: change.event) else { continue }
      offers += (try? await offerFreedSlot(slot)) ?? []
    }
    return offers
  }

  private static func slotFreed(by event: any DomainEvent) -> SlotID? {
    switch event {
    case let event as Appointments.Cancelled: event.slot.id
    case let event as Appointments.Changed: event.from.id
    case let event as Appointments.Declined: event.slot
    case let event as Appointments.Expired: event.slot
    case let event as Appointments.Left: event.slot
    default: nil
    }
  }

  /// Offers a free time to the first of those who wait whom it suits, or to one of them.
  ///
  /// - Parameters:
  ///   - slot: the time.
  ///   - wait: only to this one, out of turn.
  ///   - origin: who does it.
  /// - Returns: what was recorded.
  /// - Throws: the refusal: `slot.taken`, `waitlist.suitsNobody`; or `LogError`.
  @discardableResult
  public func offer(
    _ slot: SlotID, to wait: WaitID? = nil, as origin: Origin
  ) async throws -> [RecordedChange] {
    let waiting: [Wait]
    if let wait {
      guard let wait = try self.wait(wait) else { throw Appointments.Failure.unknownWait }
      waiting = [wait]
    } else {
      waiting = try self.slot(slot).map { try candidates(for: $0) } ?? []
    }
    // A decision looks at a few at a time, the first ones first.
    var start = 0
    while true {
      let few = waiting.dropFirst(start).prefix(Self.candidatesAtATime)
      do {
        return try await perform(
          Appointments.self, .offer(slot, to: few.map(Appointments.Candidate.init)), as: origin)
      } catch Appointments.Failure.suitsNobody where start + few.count < waiting.count {
        start += few.count
      }
    }
  }

  /// Those who wait for such a time, in order.
  private func candidates(for slot: Slot) throws -> [Wait] {
    let context = context
    return try line(slot.specialty, context).filter {
      $0.wishes.matches(slot, context) && !$0.passed.contains(slot.id)
        && $0.offer(at: context.now) == nil
    }
  }

  /// Offers a time if it's free and suits anybody.
  private func offerFreedSlot(_ id: SlotID) async throws -> [RecordedChange] {
    guard try isOfUse(id) else { return [] }
    do {
      return try await offer(id, as: Origin(actor: .system, channel: .system))
    } catch is Appointments.Failure {
      return []
    }
  }

  /// Whether a time is free, and suits anybody who waits.
  private func isOfUse(_ id: SlotID) throws -> Bool {
    let now = clock()
    guard let slot = try slot(id), slot.start > now,
      try calendar(ofProvider: slot.provider, on: slot.day)?
        .claim(on: id, against: nil, at: now) == nil
    else { return false }
    return try !candidates(for: slot).isEmpty
  }

  private static let candidatesAtATime = 8

  /// The offers of a time that nobody answered.
  private func endedOffers(
    of slot: SlotID, _ context: Context
  ) throws -> [ProviderDay.Claim] {
    guard let day = slot.providerDay else { return [] }
    let claims = try calendar(ofProvider: day.provider, on: day.day)?.claims ?? []
    return claims.filter { claim in
      guard case .offer = claim.kind else { return false }
      return claim.slot == slot && !claim.stands(at: context.now)
    }
  }

  private func freedSlots(_ specialty: String, on day: LocalDate) throws -> [SlotID] {
    let row = try log.views { rows, snapshot in
      try engine.reader(Waitlist.self).row(
        Waitlist.name(ofFreed: specialty, on: day), of: .clinic, rows, snapshot)
    }
    guard case .freed(let freed) = row else { return [] }
    var slots: [SlotID] = []
    for slot in freed.map(\.slot) where !slots.contains(slot) { slots.append(slot) }
    return slots
  }

  /// Those who wait for one field, in order.
  private func line(_ specialty: String, _ context: Context) throws -> [Wait] {
    try log.views { rows, snapshot in
      let reader = engine.reader(Waitlist.self)
      var waits: [Wait] = []
      for offset in (-context.policy.appointments.waitDays)...0 {
        let line = WaitLine(
          specialty: specialty, joinedOn: context.today.adding(days: offset))
        guard
          case .line(let waiting) = try reader.row(
            Waitlist.name(of: line), of: .clinic, rows, snapshot)
        else { continue }
        for item in waiting {
          if case .wait(let wait) = try reader.row(
            item.wait.value, of: .patient(item.patient), rows, snapshot), wait.isOpen(context)
          {
            waits.append(wait)
          }
        }
      }
      return waits
    }
  }
}
