/// What nobody asks for, because it's a matter of time: a worker asks now and then what of it is due.
///
/// Reminders are not among it: a notice knows by itself when it's due and until when it's of use.
public enum PeriodicWork: String, CaseIterable, Sendable {
  /// The end of each share of a record whose time has come is noted.
  case shares
  /// Refills that are due by themselves are requested.
  case autoRefills
  /// Late fees are added, and missed instalments noted.
  case billingDay
  /// That a card ran out is noted.
  case cards
  /// Offers that nobody answered end, and free times are offered to those who wait.
  case waitlist
  /// The processor is asked again for what it hasn't answered.
  case payments
}

/// Work that is due.
public struct DueWork: Hashable, Sendable {
  public let work: PeriodicWork
  /// How many things it's about.
  public let count: Int

  public init(work: PeriodicWork, count: Int) {
    self.work = work
    self.count = count
  }
}
