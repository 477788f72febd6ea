import PortalDomain
import Testing

/// Bills, payments and plans, given twice.
struct RepeatedBillingCommands {
  let scene = BillingScene()
  let plan = PlanID("LCODE")
  let refund = RefundID("FCODE")
  let payment = PaymentID("PCODE")
  var patient: PatientID { scene.patient }

  var lines: [Repeated] { get throws { try bills + methods + payments + refunds + plans } }

  private var bills: [Repeated] {
    get throws {
      let given = Given(Billing.self, try scene.issued())
      let credit = Money(cents: 5_00)
      return [
        Repeated(Given(Billing.self), .assignGuarantor(patient, GuarantorID("G1"))),
        Repeated(
          Given(
            Billing.self, Billing.GuarantorAssigned(patient: patient, guarantor: GuarantorID("G1"))),
          .prove(patient, .guarantor(GuarantorID("G1")), asOf: try day("2026-03-02")),
          .again(because: "every proof counts for the visit it was given in, and every wrong one")),
        Repeated(Given(Billing.self), .issue(try scene.issued())),
        Repeated(given, .void(patient, scene.first, reason: "not the patient's")),
        Repeated(given.at("2026-04-02T16:00:00Z"), .addLateFee(patient, scene.first)),
        Repeated(
          given, .adjust(patient, scene.first, credit: credit, reason: "courtesy"),
          .again(because: "a further credit may be meant; together they never exceed what is owed")),
      ]
    }
  }

  private var methods: [Repeated] {
    get throws {
      [
        Repeated(Given(Billing.self), .addMethod(scene.hasVisa())),
        Repeated(Given(Billing.self, scene.hasVisa()), .removeMethod(patient, scene.visa)),
        Repeated(
          Given(Billing.self, scene.hasVisa(until: 2026, 1)), .expireMethod(patient, scene.visa)),
      ]
    }
  }

  private var payments: [Repeated] {
    get throws {
      let requested = Given(
        Billing.self, try scene.issued(), scene.hasVisa(),
        try scene.requested(scene.charge(60_00)))
      let charge = try scene.charge(60_00, by: .bank)
      let fromBank = Given(
        Billing.self, try scene.issued(), scene.hasBank, try scene.requested(charge),
        try scene.taken(charge, settles: "2026-03-04"))
      return [
        Repeated(
          Given(Billing.self, try scene.issued(), scene.hasVisa()), try scene.order(20_00),
          .refused("payment.duplicate")),
        Repeated(requested, .take(patient, payment, plan: nil, reference: "r1")),
        Repeated(requested, .decline(patient, payment, .insufficientFunds)),
        Repeated(fromBank, .recordReturn(patient, payment, .insufficientFunds)),
      ]
    }
  }

  private var refunds: [Repeated] {
    get throws {
      let charge = try scene.charge(60_00)
      let taken = Given(
        Billing.self, try scene.issued(), scene.hasVisa(), try scene.requested(charge),
        try scene.taken(charge))
      let requested = taken.and(
        Billing.RefundRequested(
          patient: patient, charge: charge, refund: refund, amount: Money(cents: 20_00),
          parts: [try scene.part(20_00)], key: "refund-FCODE", reason: "billed twice",
          on: try day("2026-03-02")))
      return [
        Repeated(
          taken,
          .requestRefund(patient, payment, amount: Money(cents: 20_00), reason: "billed twice"),
          .refused("payment.underWay")),
        Repeated(requested, .confirmRefund(patient, payment, refund, reference: "r2")),
        Repeated(requested, .failRefund(patient, payment, refund, .declined)),
      ]
    }
  }

  private var plans: [Repeated] {
    get throws {
      let given = Given(Billing.self, try scene.issuedSecond())
      let offer = Billing.Command.offerPlan(patient, [scene.second], months: 3)
      var offered = given
      offered.history += try given.when(offer)
      let agree = Billing.Command.agreePlan(patient, plan, [scene.second])
      var agreed = offered
      agreed.history += try offered.when(agree)
      return [
        Repeated(
          given, offer, .again(because: "an offer binds nobody, and one of several is agreed to")),
        Repeated(offered, agree),
        Repeated(
          agreed.at("2026-04-08T05:00:00Z"), .missInstalment(patient, plan),
          .refused("plan.nothingMissed")),
        Repeated(agreed, .endPlan(patient, plan, .cancelled)),
      ]
    }
  }
}
