internal import EventStore
public import PortalDomain
internal import Projections

/// The clinic's side of billing, and who may see a bill.
extension Portal {
  /// A bill that wasn't paid in time, or that couldn't be paid.
  public struct OpenBill: Sendable {
    public let patient: PatientID
    public let statement: Billing.Statement
    /// The last payment that failed, and why, if one did.
    public let failed: (payment: PaymentID, reason: String, on: LocalDate)?
  }

  /// The bills that are overdue and on no plan, the oldest first.
  public func overdueStatements() throws -> [OpenBill] {
    let today = context.today
    return try openBills { $0.dueOn < today }.filter { $0.statement.plan == nil }
  }

  /// The bills whose last payment was declined or returned, the oldest first.
  public func failedPayments() throws -> [OpenBill] { try openBills { $0.failed != nil } }

  private func openBills(
    where isWanted: (OpenStatements.Row) -> Bool
  ) throws -> [OpenBill] {
    try log.views { rows, snapshot in
      let details = engine.reader(StatementList.self)
      return try engine.reader(OpenStatements.self).rows(of: .clinic, rows, snapshot)
        .filter(isWanted)
        .compactMap { row in
          try details.item(row.statement.value, of: .patient(row.patient), rows, snapshot)
            .map { statement in
              OpenBill(
                patient: row.patient, statement: statement,
                failed: row.failed.map { ($0.payment, $0.reason, $0.on) })
            }
        }
    }.sorted {
      ($0.statement.dueOn, $0.statement.id.value) < ($1.statement.dueOn, $1.statement.id.value)
    }
  }

  /// The plans that are offered or under way, at the whole clinic, the oldest first.
  public func openPlans() throws -> [Billing.Plan] {
    try log.views { rows, snapshot in
      let details = engine.reader(PlanList.self)
      return try engine.reader(OpenPlans.self).rows(of: .clinic, rows, snapshot)
        .compactMap { try details.item($0.plan.value, of: .patient($0.patient), rows, snapshot) }
    }.sorted { ($0.offeredOn, $0.id.value) < ($1.offeredOn, $1.id.value) }
  }

  /// Adds the late fees of this day, and notes the instalments that were missed. It can be done as
  /// often as one likes: each fee is added once.
  ///
  /// - Returns: what was recorded.
  /// - Throws: `LogError`.
  @discardableResult
  public func closeBillingDay(as origin: Origin) async throws -> [RecordedChange] {
    var changes: [RecordedChange] = []
    for bill in try lateBills() {
      changes += try await performUnlessRefused(
        .addLateFee(bill.patient, bill.statement.id), as: origin)
    }
    for plan in try plansBehind() {
      changes += try await performUnlessRefused(
        .missInstalment(plan.patient, plan.id), as: origin)
    }
    return changes
  }

  /// The bills that get their late fee today.
  func lateBills() throws -> [OpenBill] {
    let context = context
    return try overdueStatements().filter { $0.statement.isLateFeeDue(context) }
  }

  /// The plans with an instalment that was missed.
  func plansBehind() throws -> [Billing.Plan] {
    let context = context
    return try openPlans().filter { !$0.missed(context).isEmpty }
  }

  func performUnlessRefused(
    _ command: Billing.Command, as origin: Origin
  ) async throws -> [RecordedChange] {
    do {
      return try await perform(Billing.self, command, as: origin)
    } catch is Billing.Failure {
      return []
    }
  }

  /// The patient of a bill, a payment or a plan; `nil` for none known, and for who was erased.
  public func patient(ofStatement id: StatementID) throws -> PatientID? {
    try patient(of: Billing.StatementIssued.self, tag: id.tag)
  }

  /// The patient of a payment; `nil` for none known, and for who was erased.
  public func patient(ofPayment id: PaymentID) throws -> PatientID? {
    try patient(of: Billing.PaymentRequested.self, tag: id.tag)
  }

  /// The patient of a plan; `nil` for none known, and for who was erased.
  public func patient(ofPlan id: PlanID) throws -> PatientID? {
    try patient(of: Billing.PlanOffered.self, tag: id.tag)
  }

  /// The patient of the first event of a type and tag.
  func patient<Event: PatientEvent>(of type: Event.Type, tag: String) throws -> PatientID? {
    let query = Query(types: [type.name], tags: [tag])
    return try log.read(query, upTo: try log.head(), limit: 1).first?.event
      .flatMap(EventCoding.decode)
      .flatMap { ($0 as? Event)?.patient }
  }

  /// The patients whose bills a guarantor answers for.
  public func patients(withGuarantor guarantor: GuarantorID) throws -> [PatientID] {
    let row = try log.views { rows, snapshot in
      try engine.reader(Guarantors.self).row(guarantor.value, of: .clinic, rows, snapshot)
    }
    if case .patients(let patients)? = row { return patients }
    return []
  }

  /// Who answers for a patient's bills.
  public func guarantors(of patient: PatientID) throws -> [GuarantorID] {
    let row = try log.views { rows, snapshot in
      try engine.reader(Guarantors.self).row(
        Guarantors.patientKey, of: .patient(patient), rows, snapshot)
    }
    if case .guarantors(let guarantors)? = row { return guarantors }
    return []
  }

  /// Takes a guarantor number or a birth date of somebody who wants to see a patient's bills. Wrong
  /// ones are counted, and after a few none is taken on that day.
  ///
  /// - Returns: whether they may.
  /// - Throws: `Billing.Failure.proofsUsedUp`, or `LogError`.
  public func proveBillAccess(
    to patient: PatientID, by proof: Billing.Proof, as origin: Origin
  ) async throws -> Bool {
    let changes = try await perform(
      Billing.self, .prove(patient, proof, asOf: context.today), as: origin)
    return changes.contains { $0.event is Billing.IdentityProven }
  }
}
