internal import EventStore
internal import PortalDomain

/// More patients for the demonstration clinic, as many as wanted, with plausible histories. The same
/// seed and the same day make the same patients, and the first thousand are the same among a hundred
/// thousand.
struct Population {
  let seed: UInt64
  let today: LocalDate
  /// Times that some of them have booked.
  var times: [Slot] = []

  /// What a patient's history is made of: a line a feature.
  static let features: [@Sendable (inout PopulationPatient) -> Void] = [
    { $0.addConsents() },
    { $0.addPrescriptions() },
    { $0.addResults() },
    { $0.addBills() },
    { $0.addMessages() },
    { $0.addVisit() },
  ]

  /// The patient of a number, from 0.
  func patient(_ number: Int) -> PopulationPatient {
    var patient = PopulationPatient(number, seed: seed, today: today)
    patient.time = time(of: number)
    for add in Self.features { add(&patient) }
    return patient
  }

  /// Who has booked a time, and which: every fourth until there are no more, each time once. The prime
  /// strews them over providers and days.
  private func time(of number: Int) -> Slot? {
    guard number % 4 == 0, number / 4 < times.count else { return nil }
    return times[number / 4 * 7919 % times.count]
  }

  /// About how many events are appended together: enough that the disk is waited for seldom, few
  /// enough that others get their turn.
  private static let batch = 1000

  /// Appends the histories of so many patients.
  ///
  /// - Parameter progress: told how many patients are done.
  func fill(
    _ portal: Portal, patients: Int, as origin: Origin, progress: (_ done: Int) -> Void
  ) async throws {
    var next = 0
    // While one batch is on its way to the disk, the next is made.
    var pending: (work: Task<Void, any Error>, end: Int)?
    while next < patients {
      let start = next
      var events: [any DomainEvent] = []
      while next < patients, events.count < Self.batch {
        events += patient(next).events
        next += 1
      }
      let work = Task { [events] in _ = try await portal.record(events, as: origin) }
      if let pending {
        try await pending.work.value
        progress(start)
      }
      pending = (work, next)
    }
    try await pending?.work.value
    progress(patients)
  }
}

/// Random numbers that come again with the same seed, whatever the version of Swift: SplitMix64 (Steele,
/// Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
struct PopulationDice {
  private var state: UInt64

  init(seed: UInt64, number: Int) {
    state = seed
    state = next() &+ UInt64(number)
    state = next()
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// One of a range, each as likely as the others to one in a billion.
  mutating func roll(_ range: Range<Int>) -> Int {
    range.lowerBound + Int(next().multipliedFullWidth(by: UInt64(range.count)).high)
  }

  mutating func roll(_ range: ClosedRange<Int>) -> Int {
    roll(range.lowerBound..<range.upperBound + 1)
  }

  /// Whether something that happens so often in a hundred does.
  mutating func chance(_ percent: Int) -> Bool { roll(0..<100) < percent }

  mutating func pick<Element>(_ list: [Element]) -> Element { list[roll(0..<list.count)] }
}
