internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// What there is in a patient's record. Everything here leaves out what the patient may not see yet;
/// the clinic's side is in `Portal+ReviewQueue.swift`.
extension Portal {
  /// Laboratory results that are shown to their patient at an instant, the newest first.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - now: the instant; the clock's unless given.
  ///   - page: 0 for the newest ones; each has as many as the policy says.
  public func results(
    of patient: PatientID, at now: Date? = nil, page: Int = 0
  ) throws -> [Records.Entry] {
    try visible(RecordTimelines.timeline(of: .laboratory), of: patient, now, page: page)
  }

  /// The history of one result or vital, the newest first: all that is shown, up to a number.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - code: the LOINC.
  ///   - now: the moment as of which it's asked; now, unless given.
  ///   - limit: how many at most.
  public func resultHistory(
    of patient: PatientID, code: String, at now: Date? = nil, limit: Int = 100
  ) throws -> [Records.Entry] {
    try visible(RecordTimelines.timeline(ofCode: code), of: patient, now, limit: limit)
  }

  /// How a result has gone, from its history; `nil` where nothing of it is shown.
  public func trend(
    of patient: PatientID, code: String, at now: Date? = nil
  ) throws -> Records.Trend? {
    Records.Trend(try resultHistory(of: patient, code: code, at: now))
  }

  /// Reports of radiology and pathology, the newest first.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - kind: one of them; both unless given.
  ///   - now: the moment as of which it's asked; now, unless given.
  ///   - page: which page, from the newest.
  public func reports(
    of patient: PatientID, kind: Records.Kind? = nil, at now: Date? = nil, page: Int = 0
  ) throws -> [Records.Entry] {
    let kinds = kind.map { [$0] } ?? [.radiology, .pathology]
    let limit = (max(0, page) + 1) * policy.records.pageSize
    let found = try kinds.flatMap {
      try visible(RecordTimelines.timeline(of: $0), of: patient, now, limit: limit)
    }
    return Array(Self.newestFirst(found).dropFirst(limit - policy.records.pageSize))
      .prefix(policy.records.pageSize).map(\.self)
  }

  /// Notes of visits, the newest first.
  public func visitNotes(
    of patient: PatientID, at now: Date? = nil, page: Int = 0
  ) throws -> [Records.Entry] {
    try visible(RecordTimelines.timeline(of: .visitNote), of: patient, now, page: page)
  }

  /// Letters and scans, the newest first.
  public func documents(
    of patient: PatientID, at now: Date? = nil, page: Int = 0
  ) throws -> [Records.Entry] {
    try visible(RecordTimelines.timeline(of: .document), of: patient, now, page: page)
  }

  /// What has arrived and isn't shown yet: what it is of and when, and nothing of what it says.
  public func pendingResults(
    of patient: PatientID, at now: Date? = nil
  ) throws -> [Records.Pending] {
    try latestResults(of: patient, at: now).pending
  }

  /// The newest page of the laboratory's results that are shown, and what has arrived and isn't.
  public func latestResults(
    of patient: PatientID, at now: Date? = nil
  ) throws -> (shown: [Records.Entry], pending: [Records.Pending]) {
    let now = now ?? clock()
    let size = policy.records.pageSize
    var shown: [Records.Entry] = []
    var pending: [Records.Pending] = []
    for kind in [Records.Kind.laboratory, .radiology, .pathology] {
      var held = 0
      let isListed = kind == .laboratory
      try newestFirst(RecordTimelines.timeline(of: kind), of: patient) { entry in
        if entry.isVisible(at: now) {
          if isListed, shown.count < size { shown.append(entry) }
        } else if !entry.isRetracted, held < size {
          held += 1
          let new = Records.Pending(entry)
          if !pending.contains(new) { pending.append(new) }
        }
        return held < size || (isListed && shown.count < size)
      }
    }
    return (shown, pending)
  }

  /// An item of a patient's record, where it's shown to them.
  public func recordItem(
    _ id: RecordID, of patient: PatientID, at now: Date? = nil
  ) throws -> Records.Entry? {
    let entry = try anyRecordItem(id, of: patient)
    return entry.flatMap { $0.isVisible(at: now ?? clock()) ? $0 : nil }
  }

  /// Conditions, allergies, immunizations, medicines and the newest vitals.
  public func summary(of patient: PatientID) throws -> Records.Summary {
    let rows = try log.views { rows, snapshot in
      try engine.reader(HealthSummary.self).rows(of: .patient(patient), rows, snapshot)
    }
    return Records.Summary(
      items: rows.flatMap { row -> [Records.Entry] in
        switch row {
        case .item(let entry): [entry]
        case .vitals(let vitals): Array(vitals.prefix(1))
        }
      },
      medicines: try prescriptions(of: patient).prescriptions.filter(\.isActive))
  }

  // MARK: Reading

  /// An item as it stands, shown or not: for the clinic's side alone.
  func anyRecordItem(_ id: RecordID, of patient: PatientID) throws -> Records.Entry? {
    try log.views { rows, snapshot in
      try engine.reader(RecordEntries.self).row(id.value, of: .patient(patient), rows, snapshot)
    }
  }

  private func visible(
    _ timeline: Timeline, of patient: PatientID, _ now: Date?, page: Int
  ) throws -> [Records.Entry] {
    let size = policy.records.pageSize
    let found = try visible(timeline, of: patient, now, limit: (max(0, page) + 1) * size)
    return Array(found.dropFirst(max(0, page) * size))
  }

  private func visible(
    _ timeline: Timeline, of patient: PatientID, _ now: Date?, limit: Int
  ) throws -> [Records.Entry] {
    let now = now ?? clock()
    return try entries(timeline, of: patient, limit: limit) { $0.isVisible(at: now) }
  }

  /// Entries of a list, the newest first.
  func entries(
    _ timeline: Timeline, of patient: PatientID, limit: Int,
    where isWanted: (Records.Entry) -> Bool
  ) throws -> [Records.Entry] {
    var found: [Records.Entry] = []
    try newestFirst(timeline, of: patient) { entry in
      if isWanted(entry) { found.append(entry) }
      return found.count < limit
    }
    return found
  }

  /// Goes through a list, the newest entry first, for as long as it's answered to go on.
  private func newestFirst(
    _ timeline: Timeline, of patient: PatientID, _ body: (Records.Entry) -> Bool
  ) throws {
    try log.views { rows, snapshot in
      let lists = engine.reader(RecordTimelines.self)
      let items = engine.reader(RecordEntries.self)
      try timeline.newestFirst { names in
        try lists.rows(names, of: .patient(patient), rows, snapshot)
      } _: { entry in
        try items.row(entry.id, of: .patient(patient), rows, snapshot).map(body) ?? true
      }
    }
  }

  static func newestFirst(_ entries: [Records.Entry]) -> [Records.Entry] {
    entries.sorted {
      ($1.happenedAt ?? .distantPast, $0.id.value) < ($0.happenedAt ?? .distantPast, $1.id.value)
    }
  }
}
