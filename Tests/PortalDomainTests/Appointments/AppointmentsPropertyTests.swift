import Foundation
import PortalDomain
import TestSupport
import Testing

/// Thousands of commands at random, over the days on which the clocks change.
@Suite struct AppointmentsPropertyTests {
  @Test
  func `Whatever is asked for, no time has two, nobody is in two places, and the line is kept`()
    throws
  {
    var missing = Set(Appointments.events.map { $0.name })
    var refusals: Set<String> = [
      "slot.taken", "slot.past", "slot.booked", "slot.gone", "slot.tooSoon",
      "appointment.overlaps", "appointment.notOpen", "waitlist.suitsNobody",
    ]
    for seed in 1...6 {
      var world = try World(seed: UInt64(seed))
      for _ in 0..<1_600 {
        try world.step()
        try world.check()
      }
      missing.subtract(world.log.map { type(of: $0).name })
      refusals.subtract(world.refusals)
    }
    // The runs are worth something only where all of it happened.
    #expect(missing == [] as Set<String>)
    #expect(refusals == [] as Set<String>)
  }
}

private struct World {
  private(set) var log: [any DomainEvent] = []
  private var index: [String: [Int]] = [:]
  private var state = Appointments.initial
  private var generator: SeededGenerator
  private var now: Date
  private var count = 0
  private(set) var refusals: Set<String> = []

  let patients = (1...6).map { PatientID("p\($0)") }
  let days: [LocalDate]
  let slots: [SlotID]

  init(seed: UInt64) throws {
    generator = SeededGenerator(seed: seed)
    now = try ClinicDay.instant("2026-03-06T14:00:00Z")
    let first = try #require(LocalDate("2026-03-07"))
    days = (0..<4).map { first.adding(days: $0) }
    var slots: [SlotID] = []
    var events = ClinicDay.clinic
    for (provider, place) in [
      (ClinicDay.chen, ClinicDay.rochester), (ClinicDay.patel, ClinicDay.lacrosse),
    ] {
      for day in days {
        let event = Appointments.SlotsPublished(
          provider: provider, specialty: "cardiology", day: day,
          openings: try ["00:15", "09:00", "09:45", "10:30", "14:00", "23:45"].map {
            try ClinicDay.opening(
              day, $0, at: place, provider == ClinicDay.patel && $0 == "14:00" ? .video : .inPerson)
          })
        events.append(event)
        slots += event.slots.map(\.id)
      }
    }
    self.slots = slots
    for event in events { append(event) }
  }

  private mutating func append(_ event: any DomainEvent) {
    for tag in event.tags { index[tag, default: []].append(log.count) }
    log.append(event)
    Appointments.evolve(&state, event)
  }

  private func context() -> Context {
    let code = "C\(count)"
    return Context(
      now: now, timeZone: ClinicDay.zone, policy: Policy(), makeCode: { code })
  }

  mutating func step() throws {
    count += 1
    now += Double.random(in: 0..<300, using: &generator).rounded()
    guard let command = command() else { return }
    let context = context()
    let outcome = Result { () throws(Appointments.Failure) in
      try Appointments.decide(command, state, context)
    }
    let bounded = Result { () throws(Appointments.Failure) in
      try Appointments.decide(command, boundedState(command), context)
    }
    #expect(try text(outcome) == text(bounded), "the boundary of \(command) is too narrow")
    switch outcome {
    case .success(let events):
      try checkOrder(events, command)
      for event in events { append(event) }
      let again = Result { () throws(Appointments.Failure) in
        try Appointments.decide(command, state, context)
      }
      if case .success(let more) = again {
        #expect(more.isEmpty, "\(command) given twice changes something")
      }
    case .failure(let failure): refusals.insert(failure.code)
    }
  }

  /// What the log would load for a command.
  private func boundedState(_ command: Appointments.Command) -> Appointments.State {
    var found: Set<Int> = []
    for item in Appointments.boundary(of: command).items {
      let types = item.types ?? Appointments.events.map { $0.name }
      for position in index[item.tags[0]] ?? []
      where types.isEmpty || types.contains(type(of: log[position]).name) {
        found.insert(position)
      }
    }
    var state = Appointments.initial
    for position in found.sorted() { Appointments.evolve(&state, log[position]) }
    return state
  }

  private mutating func command() -> Appointments.Command? {
    guard let patient = patients.randomElement(using: &generator),
      let slot = slots.randomElement(using: &generator)
    else { return nil }
    let visits = state.visits.values.filter { $0.stage.isOpen }.sorted { $0.id.value < $1.id.value }
    let waits = state.waits.values.filter { $0.stage == .waiting }
      .sorted { $0.id.value < $1.id.value }
    let visit = visits.randomElement(using: &generator)
    let wait = waits.randomElement(using: &generator)
    switch Int.random(in: 0..<20, using: &generator) {
    case 0: return .hold(patient, slot)
    case 1: return .release(patient, slot)
    case 2, 3: return .book(patient, slot, by: .random(using: &generator) ? .clinic : .patient)
    case 4, 5: return visit.map { .change($0.patient, $0.id, to: slot) }
    case 6:
      // Seldom, so that many visits see their day.
      guard Int.random(in: 0..<3, using: &generator) == 0 else { return nil }
      return visit.map {
        .random(using: &generator)
          ? .cancel($0.patient, $0.id, acceptingFee: true) : .cancelWithoutFee($0.patient, $0.id)
      }
    case 7: return .book(patient, slot, by: .clinic)
    case 8: return visit.map { .confirm($0.patient, $0.id) }
    case 9: return visit.map { .checkIn($0.patient, $0.id) }
    case 10, 17, 18:
      // Those whose time has come, where there are any.
      let begun = visits.filter { $0.slot.start < now }.randomElement(using: &generator) ?? visit
      return begun.map {
        .random(using: &generator)
          ? .complete($0.patient, $0.id) : .recordNoShow($0.patient, $0.id)
      }
    case 11:
      let parts: Set<PartOfDay> = .random(using: &generator) ? [.morning] : []
      let replacing = visit?.patient == patient ? visit?.id : nil
      return .join(
        patient, SlotQuery(specialty: "cardiology", partsOfDay: parts), replacing: replacing)
    case 12: return wait.map { .leave($0.patient, $0.id) }
    case 13:
      guard let wait = waits.filter({ $0.offer != nil }).randomElement(using: &generator),
        let offer = wait.offer
      else { return nil }
      switch Int.random(in: 0..<3, using: &generator) {
      case 0:
        return .accept(wait.patient, wait.id, offer.slot.id, replacing: wait.replacing)
      case 1: return .decline(wait.patient, wait.id, offer.slot.id)
      default: return .expire(wait.patient, wait.id, offer.slot.id)
      }
    case 19:
      return waits.first { $0.offer != nil && $0.offer(at: now) == nil }.flatMap { wait in
        wait.offer.map { .expire(wait.patient, wait.id, $0.slot.id) }
      }
    case 14:
      guard Bool.random(using: &generator) else { return nil }
      return slot.providerDay.map { .withdraw($0.provider, $0.day, [slot]) }
    case 15:
      guard
        let event = log.compactMap({ $0 as? Appointments.SlotsPublished })
          .randomElement(using: &generator)
      else { return nil }
      return .publish(event)
    default: return .offer(slot, to: line.map(Appointments.Candidate.init))
    }
  }

  /// Those who wait, in the order in which they joined.
  private var line: [Wait] {
    log.compactMap { ($0 as? Appointments.Joined).flatMap { state.waits[$0.wait] } }
      .filter { $0.stage == .waiting }
  }

  /// Whoever joined before the one that is offered a time couldn't have taken it.
  private func checkOrder(
    _ events: [any DomainEvent], _ command: Appointments.Command
  ) throws {
    guard let offered = events.compactMap({ $0 as? Appointments.Offered }).first else { return }
    let context = context()
    for wait in line.prefix(while: { $0.id != offered.wait }) {
      let isBusy = state.visits.values.contains {
        $0.patient == wait.patient && $0.stage.isOpen && $0.id != wait.replacing
          && $0.slot.clashes(with: offered.slot, context.policy.appointments)
      }
      let replaced = wait.replacing.map { state.visits[$0] }
      let isWorse =
        replaced.map { visit in
          visit?.stage != .booked || visit.map { $0.slot.start <= offered.slot.start } ?? true
        } ?? false
      #expect(
        isBusy || isWorse || wait.offer(at: now) != nil || !wait.isOpen(context)
          || wait.passed.contains(offered.slot.id) || wait.offer?.slot.id == offered.slot.id
          || !wait.wishes.matches(offered.slot, context),
        "\(wait.id) was passed over")
    }
  }

  func check() throws {
    let open = state.visits.values.filter { $0.stage.isOpen }
    #expect(Set(open.map(\.slot.id)).count == open.count, "a time has two")
    for (_, visits) in Dictionary(grouping: open, by: \.patient) {
      let sorted = visits.sorted { $0.slot.start < $1.slot.start }
      for (index, visit) in sorted.enumerated() {
        for other in sorted[(index + 1)...] {
          #expect(
            !visit.slot.clashes(with: other.slot, AppointmentsPolicy()),
            "\(visit.patient) is in two places at once")
        }
      }
    }
    for day in state.days.values {
      let standing = day.claims.filter { $0.stands(at: now) }
      for (slot, claims) in Dictionary(grouping: standing, by: \.slot) {
        #expect(Set(claims.map(\.patient)).count == 1, "\(slot) is promised to two")
      }
      // What the calendar says of a visit is what the visit says.
      for case .visit(let id, let stage, let isConfirmed) in day.claims.map(\.kind) {
        #expect(state.visits[id]?.stage == stage && state.visits[id]?.isConfirmed == isConfirmed)
      }
    }
  }

  private func text(_ outcome: Result<[any DomainEvent], Appointments.Failure>) throws -> String {
    switch outcome {
    case .failure(let failure): return failure.code
    case .success(let events):
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return try events.map {
        type(of: $0).name + String(decoding: try encoder.encode($0), as: UTF8.self)
      }.joined(separator: "\n")
    }
  }
}
