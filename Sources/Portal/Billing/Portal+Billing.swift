internal import EventStore
internal import Foundation
public import PortalDomain
internal import Projections

/// What patients owe.
extension Portal {
  /// What a patient owes, and until when.
  public struct Balance: Sendable {
    /// All that is owed.
    public let total: Money
    /// What is being paid, the processor's answer not known yet.
    public let pending: Money
    /// What should have been paid already.
    public let pastDue: Money
    /// The bills that something is owed on, the one that is due first in front.
    public let open: [Billing.Statement]
    /// What must be paid, and by when, for there to be no late fee; by day, the first day in front.
    public let avoidLateFees: [(amount: Money, by: LocalDate)]
    /// The plan that is under way, if any.
    public let plan: Billing.Plan?

    /// When the next bill is due.
    public var nextDue: LocalDate? { open.first?.dueOn }
  }

  /// What a patient owes.
  public func balance(of patient: PatientID) throws -> Balance {
    let open = try openStatements(of: patient)
    let (policy, today) = (policy.billing, context.today)
    let risks = open.filter { statement in
      statement.plan == nil && statement.lateFees.isZero && !statement.payable.isZero
        && statement.payBy(policy) >= today
    }
    let byDay = Dictionary(grouping: risks) { $0.payBy(policy) }
    return Balance(
      total: open.map(\.owed).total(policy.currency),
      pending: open.map(\.pending).total(policy.currency),
      pastDue: open.filter { $0.dueOn < today && $0.plan == nil }.map(\.owed)
        .total(policy.currency),
      open: open,
      avoidLateFees: byDay.sorted { $0.key < $1.key }
        .map { ($0.value.map(\.payable).total(policy.currency), $0.key) },
      plan: try plan(of: patient))
  }

  /// The bills of a patient that something is owed on, the one that is due first in front.
  public func openStatements(of patient: PatientID) throws -> [Billing.Statement] {
    try log.views { rows, snapshot in
      let details = engine.reader(StatementList.self)
      return try engine.reader(OpenStatements.self).rows(of: .patient(patient), rows, snapshot)
        .compactMap {
          try details.item($0.statement.value, of: .patient(patient), rows, snapshot)
        }
    }.inOrderOfPayment()
  }

  /// One part of a long list.
  public struct Page<Item: Sendable>: Sendable {
    public let items: [Item]
    /// Counted from 1.
    public let number: Int
    /// How many things there are on all pages.
    public let total: Int
    /// How many pages there are.
    public let pages: Int

    init(_ content: (items: [Item], total: Int), _ number: Int, of size: Int) {
      items = content.items
      total = content.total
      self.number = number
      pages = (total + size - 1) / size
    }
  }

  /// The bills of a patient, the latest first.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - page: counted from 1.
  ///   - size: how many make a page.
  public func statements(
    of patient: PatientID, page: Int = 1, size: Int = 20
  ) throws -> Page<Billing.Statement> {
    try log.views { rows, snapshot in
      Page(
        try engine.reader(StatementList.self)
          .page(page, of: size, .patient(patient), rows, snapshot), page, of: size)
    }
  }

  /// One bill of a patient.
  public func statement(
    _ id: StatementID, of patient: PatientID
  ) throws -> Billing.Statement? {
    try log.views { rows, snapshot in
      try engine.reader(StatementList.self).item(id.value, of: .patient(patient), rows, snapshot)
    }
  }

  /// The payments of a patient, past and pending, the latest first.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - page: counted from 1.
  ///   - size: how many make a page.
  public func payments(
    of patient: PatientID, page: Int = 1, size: Int = 20
  ) throws -> Page<Billing.Payment> {
    try log.views { rows, snapshot in
      Page(
        try engine.reader(PaymentList.self)
          .page(page, of: size, .patient(patient), rows, snapshot), page, of: size)
    }
  }

  /// One payment of a patient.
  public func payment(_ id: PaymentID, of patient: PatientID) throws -> Billing.Payment? {
    try log.views { rows, snapshot in
      try engine.reader(PaymentList.self).item(id.value, of: .patient(patient), rows, snapshot)
    }
  }

  /// The cards and bank accounts of a patient, those that can be used first.
  public func methods(of patient: PatientID) throws -> [Billing.Method] {
    let today = context.today
    return try log.views { rows, snapshot in
      try engine.reader(PaymentMethods.self).rows(of: .patient(patient), rows, snapshot)
    }.sorted { left, right in
      let expired = (left.isExpired(on: today), right.isExpired(on: today))
      guard expired.0 == expired.1 else { return expired.1 }
      return (left.kind.rawValue, left.brand, left.lastFour, left.id.value)
        > (right.kind.rawValue, right.brand, right.lastFour, right.id.value)
    }
  }

  /// The patient's plan that is under way, or else the one that is offered.
  public func plan(of patient: PatientID) throws -> Billing.Plan? {
    let plans = try log.views { rows, snapshot in
      let details = engine.reader(PlanList.self)
      return try engine.reader(OpenPlans.self).rows(of: .patient(patient), rows, snapshot)
        .compactMap { try details.item($0.plan.value, of: .patient(patient), rows, snapshot) }
    }.sorted { ($0.offeredOn, $0.id.value) < ($1.offeredOn, $1.id.value) }
    return plans.first { $0.stage == .agreed }
      ?? plans.last { $0.stage == .offered && context.today <= $0.until }
  }

  /// One plan of a patient.
  public func plan(_ id: PlanID, of patient: PatientID) throws -> Billing.Plan? {
    try log.views { rows, snapshot in
      try engine.reader(PlanList.self).item(id.value, of: .patient(patient), rows, snapshot)
    }
  }

  /// The plans of a patient, the latest first.
  public func plans(
    of patient: PatientID, page: Int = 1, size: Int = 20
  ) throws -> Page<Billing.Plan> {
    try log.views { rows, snapshot in
      Page(
        try engine.reader(PlanList.self)
          .page(page, of: size, .patient(patient), rows, snapshot), page, of: size)
    }
  }

  /// What proves a payment.
  public struct Receipt: Sendable {
    public let patient: PatientID
    public let charge: Billing.Charge
    /// The processor's name for it.
    public let reference: String
    public let takenOn: LocalDate
    /// The day by which a bank has moved the money.
    public let settlesOn: LocalDate?
    /// Where it stands in the log: `portal audit prove` discloses this one event to whoever asks.
    public let position: UInt64
  }

  /// The receipt of a payment; `nil` where none was taken, and for who was erased.
  public func receipt(_ payment: PaymentID) throws -> Receipt? {
    let query = Query(types: [Billing.PaymentTaken.name], tags: [payment.tag])
    guard let recorded = try log.read(query, upTo: try log.head(), limit: 1).first,
      let taken = try recorded.event.flatMap(EventCoding.decode) as? Billing.PaymentTaken
    else { return nil }
    return Receipt(
      patient: taken.patient, charge: taken.charge, reference: taken.reference,
      takenOn: taken.on, settlesOn: taken.settlesOn, position: recorded.position)
  }
}
