internal import EventStore
internal import Foundation
public import PortalDomain
internal import Projections

/// Looking at health data leaves a trace.
extension Portal {
  /// Records that somebody is shown a patient's data; called before it's shown.
  ///
  /// When it returns, the access is durable. What the same person is shown again of the same parts for
  /// the same purpose within `DisclosuresPolicy/accessSeconds` is part of the access recorded first,
  /// and costs nothing.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - matters: which parts of it.
  ///   - purpose: why.
  ///   - origin: who looks, and by which way.
  /// - Throws: `Proxies.Failure` where a proxy may not see it, `Staff.Failure` for nobody on the staff
  ///   and who has not the role (`Disclosures.readers(of:for:)`),
  ///   `Disclosures.Failure.restricted`, or `LogError`; nothing must be shown then.
  public func noteAccess(
    to patient: PatientID, _ matters: Set<Disclosures.Matter>, for purpose: Disclosures.Purpose,
    as origin: Origin
  ) async throws {
    guard !matters.isEmpty else { return }
    try authorize(seeing: matters, of: patient, for: purpose, as: origin)
    try await record(accessTo: patient, matters, for: purpose, as: origin)
  }

  private func record(
    accessTo patient: PatientID, _ matters: Set<Disclosures.Matter>,
    for purpose: Disclosures.Purpose, as origin: Origin
  ) async throws {
    // It's kept when the patient is erased, so it says no more than who and by which way.
    let who = Origin(actor: origin.actor, channel: origin.channel)
    let change = try await accesses.note(
      .init(patient: patient, purpose: purpose, origin: who), matters, at: clock())
    if let change { Self.recorder?.note([change]) }
  }

  /// Records that somebody is shown data of several patients, as in a list; called before it's shown.
  ///
  /// It costs little more than one access: all of them are written together. What is to be done is
  /// shown to whoever does it, of a restricted record too. Whoever has not the role is refused, though
  /// the list be empty.
  public func noteAccess(
    toEach patients: some Sequence<PatientID>, _ matters: Set<Disclosures.Matter>,
    for purpose: Disclosures.Purpose, as origin: Origin
  ) async throws {
    guard !matters.isEmpty else { return }
    if case .staff(let name) = origin.actor {
      try checkRoles(of: try staffMember(acting: name), matters, for: purpose)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for patient in Set(patients) {
        group.addTask {
          guard case .staff = origin.actor else {
            return try await self.noteAccess(to: patient, matters, for: purpose, as: origin)
          }
          try await self.record(accessTo: patient, matters, for: purpose, as: origin)
        }
      }
      try await group.waitForAll()
    }
  }

  /// What records accesses in a log.
  static func accessJournal(
    _ log: EventLog, _ policy: Policy
  ) -> AccessJournal {
    AccessJournal(lasting: policy.disclosures.accessSeconds) { accesses in
      let views = accesses.map { access in
        Disclosures.Viewed(
          patient: access.visit.patient, matters: access.matters, purpose: access.visit.purpose)
      }
      let receipt = try await log.append(
        try zip(accesses, views).map { access, view in
          try EventCoding.encode(
            view, EventMetadata(origin: access.visit.origin, policy: policy.version))
        })
      return zip(receipt.positions, views).map { RecordedChange(position: $0, event: $1) }
    }
  }

  /// Who saw or received what of a patient, the newest first; of an erased one too.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - days: by the days of Greenwich; all unless given.
  ///   - limit: how many at most.
  public func disclosures(
    of patient: PatientID, on days: ClosedRange<LocalDate>? = nil, limit: Int = .max
  ) throws -> [Disclosures.Entry] {
    // What a view holds of a patient is erased with them; what the law wants kept is in the log.
    guard try log.erasure(of: patient.logSubject) == nil else {
      return try recordedDisclosures(of: patient, on: days, limit)
    }
    return try log.views { rows, snapshot in
      let reader = engine.reader(DisclosureLog.self)
      let owner = EventSubject.patient(patient)
      func list(_ key: String) throws -> [Int] {
        guard case .list(let numbers) = try reader.row(key, of: owner, rows, snapshot) else {
          return []
        }
        return numbers.reversed()
      }
      var found: [Disclosures.Entry] = []
      for year in try list(DisclosureLog.yearsKey) {
        for month in try list(DisclosureLog.monthsKey(year)) where found.count < limit {
          for day in try list(DisclosureLog.daysKey(year, month)) where found.count < limit {
            guard let day = LocalDate(year: year, month: month, day: day),
              days?.contains(day) ?? true,
              case .page(let entries) = try reader.row(
                DisclosureLog.pageKey(day), of: owner, rows, snapshot)
            else { continue }
            found += entries.reversed()
          }
        }
      }
      return Array(found.prefix(limit))
    }
  }

  private func recordedDisclosures(
    of patient: PatientID, on days: ClosedRange<LocalDate>?, _ limit: Int
  ) throws -> [Disclosures.Entry] {
    let query = Query(tags: [patient.accountingTag])
    var found: [Disclosures.Entry] = []
    for recorded in try log.read(query, backwards: true) where found.count < limit {
      guard let stored = recorded.event, let event = try EventCoding.decode(stored),
        days?.contains(LocalDate(recorded.time, in: .gmt)) ?? true,
        let entry = Disclosures.Entry(
          event, position: recorded.position, time: recorded.time,
          origin: try? EventMetadata(of: stored).origin)
      else { continue }
      found.append(entry)
    }
    return found
  }
}
