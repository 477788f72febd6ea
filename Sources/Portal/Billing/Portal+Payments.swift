internal import EventStore
public import PortalDomain
internal import Projections

/// Moving money. What is wanted is recorded before the processor is asked, and its answer after: a
/// crash between the two is made good by ``resumePayments(as:)``, with the same key.
extension Portal {
  /// What became of a payment.
  public enum PaymentOutcome: Sendable {
    case taken(Billing.Payment)
    case declined(Billing.Payment, Billing.DeclineReason)
    /// The processor doesn't answer. It will be asked again.
    case pending(Billing.Payment)

    public var payment: Billing.Payment {
      switch self {
      case .taken(let payment), .declined(let payment, _), .pending(let payment): payment
      }
    }
  }

  /// An order of a patient, to be read back and then paid.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - amount: how much; without it all that can be paid, or for a plan what is next.
  ///   - purpose: why.
  ///   - statement: the only bill to pay; without it, those that are due first.
  ///   - method: the card or bank account.
  ///   - isMeantAgain: whether the patient was asked, and does want to pay the same amount again.
  /// - Throws: `Billing.Failure.nothingDue`, or `LogError`.
  public func order(
    for patient: PatientID, _ amount: Money? = nil,
    _ purpose: Billing.Order.Purpose = .balance, statement: StatementID? = nil,
    method: MethodID, isMeantAgain: Bool = false
  ) throws -> Billing.Order {
    let bills: [Billing.Statement]
    var whole: Money
    if let id = purpose.plan {
      guard let plan = try plan(id, of: patient) else { throw Billing.Failure.unknownPlan }
      bills = try plan.statements.compactMap { try self.statement($0, of: patient) }
      whole = bills.map(\.payable).total(policy.billing.currency)
      if case .instalment = purpose, let next = plan.next { whole = min(whole, next.amount) }
    } else if let statement {
      guard let bill = try self.statement(statement, of: patient) else {
        throw Billing.Failure.unknownStatement
      }
      bills = [bill]
      whole = bill.payable
    } else {
      bills = Array(
        try openStatements(of: patient).filter { $0.plan == nil }
          .prefix(policy.billing.statementsPerPayment))
      whole = bills.map(\.payable).total(policy.billing.currency)
    }
    guard !bills.isEmpty else { throw Billing.Failure.nothingDue }
    return Billing.Order(
      patient, amount ?? (whole.isZero ? bills.map(\.owed).total() : whole), purpose,
      statements: bills.map(\.id), method: method, asOf: context.today,
      isMeantAgain: isMeantAgain)
  }

  /// Pays: records what is wanted, asks the processor, records its answer.
  ///
  /// - Throws: `Billing.Failure` where the rules refuse, or `LogError`.
  public func pay(_ order: Billing.Order, as origin: Origin) async throws -> PaymentOutcome {
    let changes = try await perform(Billing.self, .requestPayment(order), as: origin)
    guard let requested = changes.lazy.compactMap({ $0.event as? Billing.PaymentRequested }).first
    else { throw Billing.Failure.unknownPayment }
    return try await finish(Billing.Payment(requested), as: origin)
  }

  /// Asks the processor for a payment that was recorded, and records the answer.
  private func finish(
    _ payment: Billing.Payment, as origin: Origin
  ) async throws -> PaymentOutcome {
    let (patient, id) = (payment.patient, payment.id)
    let token = try methodToken(payment.charge.method)
    let answer: PaymentAnswer
    do {
      answer =
        if let token {
          try await payments.charge(token, payment.charge.amount, key: payment.key)
        } else {
          .declined(.invalidMethod)
        }
    } catch {
      return .pending(payment)
    }
    let command: Billing.Command =
      switch answer {
      case .done(let reference):
        .take(patient, id, plan: payment.charge.plan, reference: reference)
      case .declined(let reason): .decline(patient, id, reason)
      }
    try await perform(Billing.self, command, as: processor(origin))
    guard let now = try self.payment(id, of: patient) else { return .pending(payment) }
    return switch now.stage {
    case .requested: .pending(now)
    case .declined: .declined(now, now.declined ?? .declined)
    case .taken, .returned: .taken(now)
    }
  }

  /// Gives money back: records what is wanted, asks the processor, records its answer.
  ///
  /// - Returns: the payment as it stands then; a refund that is still `requested` will be asked for
  ///   again.
  /// - Throws: `Billing.Failure` where the rules refuse, or `LogError`.
  public func refund(
    _ payment: PaymentID, of patient: PatientID, _ amount: Money, reason: String,
    as origin: Origin
  ) async throws -> Billing.Payment {
    try await perform(
      Billing.self, .requestRefund(patient, payment, amount: amount, reason: reason), as: origin)
    guard let known = try self.payment(payment, of: patient) else {
      throw Billing.Failure.unknownPayment
    }
    for refund in known.refunds where refund.stage == .requested {
      try await finish(refund, of: known, as: origin)
    }
    return try self.payment(payment, of: patient) ?? known
  }

  private func finish(
    _ refund: Billing.Payment.Refund, of payment: Billing.Payment, as origin: Origin
  ) async throws {
    let answer: PaymentAnswer
    do {
      answer = try await payments.refund(
        payment.reference ?? "", refund.amount, key: refund.key)
    } catch {
      return
    }
    let (patient, id) = (payment.patient, payment.id)
    let command: Billing.Command =
      switch answer {
      case .done(let reference): .confirmRefund(patient, id, refund.id, reference: reference)
      case .declined(let reason): .failRefund(patient, id, refund.id, reason)
      }
    try await perform(Billing.self, command, as: processor(origin))
  }

  /// What the processor answers isn't said by who asked.
  private func processor(_ asked: Origin) -> Origin {
    Origin(actor: .system, channel: .system, conversation: asked.conversation)
  }

  /// Asks the processor again for every payment and refund that it hasn't answered.
  ///
  /// - Returns: how many have an answer now.
  /// - Throws: `LogError`.
  @discardableResult
  public func resumePayments(as origin: Origin) async throws -> Int {
    let queue = try unansweredPayments()
    for row in queue {
      // What another process took an answer for meanwhile is answered.
      do { try await resume(row, as: origin) } catch is Billing.Failure { continue }
    }
    return max(0, queue.count - (try unansweredPayments().count))
  }

  private func resume(_ row: PaymentQueue.Row, as origin: Origin) async throws {
    guard let payment = try payment(row.payment, of: row.patient) else { return }
    if let id = row.refund {
      guard let refund = payment.refund(id), refund.stage == .requested else { return }
      try await finish(refund, of: payment, as: origin)
    } else if payment.stage == .requested {
      _ = try await finish(payment, as: origin)
    }
  }

  /// The payments and refunds that the processor hasn't answered.
  func unansweredPayments() throws -> [PaymentQueue.Row] {
    try log.views { rows, snapshot in
      try engine.reader(PaymentQueue.self).rows(of: .clinic, rows, snapshot)
    }
  }

  /// Keeps a card or bank account on file, by the token that the processor gave for it.
  ///
  /// - Returns: it, as it's kept now; where it was kept already, as it was.
  /// - Throws: `Billing.Failure`, `PaymentDeclined` where the processor doesn't take the token, or
  ///   whatever the processor throws where it doesn't answer.
  public func addMethod(
    token: String, of patient: PatientID, as origin: Origin
  ) async throws -> Billing.Method {
    if Billing.holdsCardNumber(token) { throw Billing.Failure.notAToken }
    switch try await payments.authorize(token, key: "authorize-\(patient)-\(token)") {
    case .declined(let reason): throw PaymentDeclined(reason: reason)
    case .accepted(let kind, let brand, let lastFour, let expires):
      let added = Billing.MethodAdded(
        patient: patient, method: context.newIdentifier("M"), kind: kind, brand: brand,
        lastFour: lastFour, expires: expires, token: token)
      try await perform(Billing.self, .addMethod(added), as: origin)
      guard let kept = try methods(of: patient).first(where: { $0.token == token }) else {
        throw Billing.Failure.unknownMethod
      }
      return kept
    }
  }

  /// The token of a method, also of one that was removed since: what was ordered is paid.
  private func methodToken(_ method: MethodID) throws -> String? {
    let query = Query(types: [Billing.MethodAdded.name], tags: [method.tag])
    return try log.read(query, upTo: try log.head(), limit: 1).first?.event
      .flatMap(EventCoding.decode)
      .flatMap { ($0 as? Billing.MethodAdded)?.token }
  }
}

/// The processor doesn't take a card or bank account.
public struct PaymentDeclined: Refusal {
  public let reason: Billing.DeclineReason

  public var code: String { "payment.\(reason.rawValue)" }
  public var message: String { reason.message }
}
