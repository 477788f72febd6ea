extension Billing: Retraceable {
  public static func causes(of event: any DomainEvent, by origin: Origin?) -> [Cause<Command>] {
    switch event {
    case let event as StatementIssued: [Cause(.issue(event))]
    case let event as LateFeeAdded: [Cause(.addLateFee(event.patient, event.statement))]
    case let event as StatementAdjusted:
      [Cause(.adjust(event.patient, event.statement, credit: event.credit, reason: event.reason))]
    case let event as MethodAdded: [Cause(.addMethod(event))]
    case let event as PaymentRequested:
      [false, true].map { isMeantAgain in
        Cause(
          .requestPayment(order(of: event, isMeantAgain)),
          identifier: event.charge.payment.value, at: event.at)
      }
    case let event as PaymentTaken:
      [
        Cause(
          .take(
            event.patient, event.charge.payment, plan: event.charge.plan,
            reference: event.reference))
      ]
    case let event as RefundRequested:
      [
        Cause(
          .requestRefund(
            event.patient, event.charge.payment, amount: event.amount, reason: event.reason),
          identifier: event.refund.value)
      ]
    case let event as PlanOffered:
      [
        Cause(
          .offerPlan(event.patient, event.statements, months: event.instalments.count),
          identifier: event.plan.value)
      ]
    case let event as PlanAgreed:
      [Cause(.agreePlan(event.patient, event.plan, event.statements))]
    case let event as InstalmentMissed: [Cause(.missInstalment(event.patient, event.plan))]
    default: []
    }
  }

  /// The bills that might have been paid are not recorded, but those that were.
  private static func order(of event: PaymentRequested, _ isMeantAgain: Bool) -> Order {
    let charge = event.charge
    return Order(
      event.patient, charge.amount,
      charge.plan.map { charge.instalments?.count == 1 ? .instalment($0) : .payOff($0) }
        ?? .balance,
      statements: charge.parts.map(\.statement), method: charge.method, asOf: charge.requestedOn,
      isMeantAgain: isMeantAgain)
  }
}
