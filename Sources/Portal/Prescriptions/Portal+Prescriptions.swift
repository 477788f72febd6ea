internal import EventStore
public import PortalDomain
internal import Projections

/// What patients take, how they get more of it, and what the pharmacy is asked.
extension Portal {
  /// What a patient has been prescribed, in the order of the medicines' names.
  public func prescriptions(of patient: PatientID) throws -> Prescriptions.State {
    let rows = try log.views { rows, snapshot in
      try engine.reader(PrescriptionList.self).rows(of: .patient(patient), rows, snapshot)
    }
    return Prescriptions.State(
      rows.sorted { ($0.medicine.label, $0.id.value) < ($1.medicine.label, $1.id.value) })
  }

  /// One prescription of a patient; `nil` where they have none of that name.
  public func prescription(
    _ id: PrescriptionID, of patient: PatientID
  ) throws -> Prescriptions.Prescription? {
    try log.views { rows, snapshot in
      try engine.reader(PrescriptionList.self).row(
        id.value, of: .patient(patient), rows, snapshot)
    }
  }

  /// A refill or renewal that the clinic has still to do something about.
  public struct QueuedRequest: Sendable {
    public let patient: PatientID
    public let prescription: Prescriptions.Prescription
    public let request: Prescriptions.Request
  }

  /// The refills and renewals that are open, those expected soonest first.
  public func refillQueue() throws -> [QueuedRequest] {
    let queue = try log.views { rows, snapshot in
      try engine.reader(RefillQueue.self).rows(of: .clinic, rows, snapshot)
    }
    return try queue.compactMap(queued).sorted {
      ($0.request.expectedOn, $0.request.id.value) < ($1.request.expectedOn, $1.request.id.value)
    }
  }

  /// An open refill or renewal; `nil` where none of that number is open.
  public func queuedRequest(_ id: RefillID) throws -> QueuedRequest? {
    try log.views { rows, snapshot in
      try engine.reader(RefillQueue.self).row(id.value, of: .clinic, rows, snapshot)
    }.flatMap(queued)
  }

  private func queued(_ row: RefillQueue.Row) throws -> QueuedRequest? {
    guard let prescription = try prescription(row.prescription, of: row.patient),
      let request = prescription.requests.first(where: { $0.id == row.request })
    else { return nil }
    return QueuedRequest(patient: row.patient, prescription: prescription, request: request)
  }

  /// What became of a prescription, the newest first.
  ///
  /// - Parameters:
  ///   - id: which one.
  ///   - patient: whose it is.
  ///   - limit: how many entries at most.
  public func history(
    of id: PrescriptionID, _ patient: PatientID, limit: Int = 50
  ) throws -> [Prescriptions.HistoryEntry] {
    try log.views { rows, snapshot in
      let reader = engine.reader(PrescriptionHistory.self)
      let owner = EventSubject.patient(patient)
      func list(_ key: String) throws -> [Int] {
        guard case .list(let numbers) = try reader.row(key, of: owner, rows, snapshot) else {
          return []
        }
        return numbers.reversed()
      }
      var entries: [Prescriptions.HistoryEntry] = []
      for year in try list(PrescriptionHistory.yearsKey(id)) where entries.count < limit {
        for month in try list(PrescriptionHistory.monthsKey(id, year)) where entries.count < limit {
          for day in try list(PrescriptionHistory.daysKey(id, year, month))
          where entries.count < limit {
            guard
              case .page(let page) = try reader.row(
                PrescriptionHistory.pageKey(id, year, month, day), of: owner, rows, snapshot)
            else { continue }
            entries += page.reversed()
          }
        }
      }
      return Array(entries.prefix(limit))
    }
  }

  /// How regularly a medicine was at hand; `nil` where nothing was handed out in the period, or it
  /// isn't known how long it lasts.
  ///
  /// - Parameters:
  ///   - id: which one.
  ///   - patient: whose it is.
  ///   - period: the days looked at; the policy's number of days up to today unless given.
  public func adherence(
    to id: PrescriptionID, of patient: PatientID, in period: ClosedRange<LocalDate>? = nil
  ) throws -> Adherence? {
    guard let days = try prescription(id, of: patient)?.daysSupply else { return nil }
    let today = context.today
    let period =
      period ?? today.adding(days: 1 - policy.prescriptions.adherenceDays)...today
    let supplies = try history(of: id, patient, limit: .max).filter { $0.what == .filled }
      .map { Adherence.Supply(on: $0.on, days: days) }
    return Adherence(supplies, in: period)
  }

  /// The prescriptions that are refilled by themselves.
  public func autoRefills() throws -> [Prescriptions.Prescription] {
    let list = try log.views { rows, snapshot in
      try engine.reader(AutoRefillList.self).rows(of: .clinic, rows, snapshot)
    }
    return try list.compactMap { try prescription($0.prescription, of: $0.patient) }
      .sorted { $0.id.value < $1.id.value }
  }

  /// Requests the refills that are due by themselves; to be called now and then, a day's rest does no
  /// harm.
  ///
  /// - Returns: what was recorded.
  @discardableResult
  public func requestAutoRefills() async throws -> [RecordedChange] {
    var changes: [RecordedChange] = []
    for due in try autoRefillsDue() {
      do {
        changes += try await perform(
          Prescriptions.self, .requestRefill(due.patient, due.id),
          as: Origin(actor: .system, channel: .system))
      } catch is Prescriptions.Failure {
        // The patient was quicker, or the doctor stopped it meanwhile.
      }
    }
    return changes
  }

  /// The prescriptions whose refill is to be requested by itself now.
  func autoRefillsDue() throws -> [Prescriptions.Prescription] {
    let prescriptions = try autoRefills()
    let due = Set(Prescriptions.autoRefillsDue(among: prescriptions, context))
    return prescriptions.filter { due.contains($0.id) }
  }
}
