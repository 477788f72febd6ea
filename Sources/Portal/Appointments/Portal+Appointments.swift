internal import EventStore
internal import Foundation
public import PortalDomain
internal import Projections

/// Times that are open, and visits.
extension Portal {
  /// The times that anybody may have at this moment, in the order in which they start.
  ///
  /// They are looked for day by day, from today or the first day asked for to the last one that can be
  /// booked, and no further than the limit needs.
  ///
  /// - Parameters:
  ///   - query: which times are wanted.
  ///   - after: only those behind this one in the same order; it needn't be open any more.
  ///   - limit: how many at most.
  public func openSlots(
    matching query: SlotQuery, after: SlotID? = nil, limit: Int = 10
  ) throws -> [Slot] {
    let context = context
    let policy = context.policy.appointments
    let providers = try directory().providers.filter { provider in
      (query.provider ?? provider.id) == provider.id
        && (query.specialty == nil || provider.specialty == nil
          || query.specialty == provider.specialty)
    }.map(\.id)
    let seen = after.flatMap { id in id.start(in: timeZone).map { ($0, id.value) } }
    var day = max(context.today, query.from ?? context.today)
    if let start = seen?.0 { day = max(day, LocalDate(start, in: timeZone)) }
    let last = min(query.through ?? .distantFuture, context.today.adding(days: policy.daysAhead))
    let earliest = context.now.addingTimeInterval(Double(policy.noticeMinutes) * 60)
    let switches = try featureSwitches()
    var found: [Slot] = []
    while day <= last, found.count < limit {
      let open = try providers.compactMap { try calendar(ofProvider: $0, on: day) }
        .flatMap { $0.openSlots(at: context.now) }
        .filter { slot in
          slot.start >= earliest && query.matches(slot, context)
            && switches.isOn(.booking, at: slot.place)
            && (slot.mode == .inPerson || switches.isOn(.videoVisits, at: slot.place))
            && seen.map { $0 < (slot.start, slot.id.value) } ?? true
        }
      found += open.sorted { ($0.start, $0.id.value) < ($1.start, $1.id.value) }
      day = day.adding(days: 1)
    }
    return Array(found.prefix(max(0, limit)))
  }

  /// A time as it's published, whoever has it; `nil` where it isn't.
  public func slot(_ id: SlotID) throws -> Slot? {
    try id.providerDay.flatMap { try calendar(ofProvider: $0.provider, on: $0.day)?[id] }
  }

  /// A provider's day: the times, and who has them; `nil` where nothing is published.
  public func calendar(ofProvider provider: ProviderID, on day: LocalDate) throws -> ProviderDay? {
    try log.views { rows, snapshot in
      try engine.reader(Schedule.self).row(
        Schedule.name(of: ProviderDay.Key(provider, day)), of: .clinic, rows, snapshot)
    }
  }

  /// A patient's visits.
  public struct PatientCalendar: Sendable {
    /// Those still to come or going on, the next one first.
    public let upcoming: [Visit]
    /// Those that are over, were missed or cancelled, the latest first.
    public let past: [Visit]
  }

  /// A patient's visits, those to come and those behind.
  public func appointments(of patient: PatientID) throws -> PatientCalendar {
    let rows = try log.views { rows, snapshot in
      try engine.reader(Visits.self).rows(of: .patient(patient), rows, snapshot)
    }
    let visits = rows.compactMap { if case .visit(let visit) = $0 { visit } else { nil } }
    let now = clock()
    return PatientCalendar(
      upcoming: visits.filter { $0.isUpcoming(at: now) }.sorted(by: Visit.isEarlier),
      past: visits.filter { !$0.isUpcoming(at: now) }.sorted { Visit.isEarlier($1, $0) })
  }

  /// A patient's visits still to come or going on, the next one first; quick, however many there were.
  public func upcomingAppointments(of patient: PatientID) throws -> [Visit] {
    let row = try log.views { rows, snapshot in
      try engine.reader(Visits.self).row(Visits.openKey, of: .patient(patient), rows, snapshot)
    }
    guard case .open(let visits) = row else { return [] }
    let now = clock()
    return visits.filter { $0.isUpcoming(at: now) }.sorted(by: Visit.isEarlier)
  }

  /// A visit; `nil` for one that isn't known, or whose patient was erased.
  public func appointment(_ id: AppointmentID) throws -> Visit? {
    let row = try log.views { rows, snapshot -> Visits.Row? in
      let reader = engine.reader(Visits.self)
      guard case .patient(let patient) = try reader.row(id.value, of: .clinic, rows, snapshot)
      else { return nil }
      return try reader.row(id.value, of: .patient(patient), rows, snapshot)
    }
    if case .visit(let visit) = row { return visit }
    return nil
  }

  /// A time as it's said to a patient: `Tue, Mar 10, 10:30 am with Dr. Grace Chen, in person at
  /// Rochester`. Times are the clinic's, wherever the patient is.
  public func spoken(_ slot: Slot) throws -> String {
    let provider = try provider(slot.provider)?.name ?? slot.provider.value
    let place = try place(slot.place)?.details.name ?? slot.place.value
    let how =
      switch slot.mode {
      case .inPerson: "in person at \(place)"
      case .video: "by video"
      }
    return "\(slot.spokenTime(context)) with \(provider), \(how)"
  }
}

extension Visit {
  /// A visit that nobody closed is over when its time is.
  fileprivate func isUpcoming(at now: Date) -> Bool { stage.isOpen && slot.end > now }

  fileprivate static func isEarlier(_ left: Visit, _ right: Visit) -> Bool {
    (left.slot.start, left.id.value) < (right.slot.start, right.id.value)
  }
}

extension LocalDate {
  /// The last day that can be named.
  fileprivate static let distantFuture = LocalDate(dayNumber: 2_932_896)
}
