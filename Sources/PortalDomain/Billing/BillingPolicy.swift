/// The numbers of billing.
public struct BillingPolicy: Codable, Hashable, Sendable {
  /// What the clinic bills in.
  public var currency = Money.Currency.usd
  /// The largest amount of one bill, so that a slip of the finger isn't sent.
  public var largestBill = Money(cents: 100_000_000)
  /// How many days after the due date a bill can still be paid without a late fee.
  public var lateFeeGraceDays = 10
  /// The late fee; once for each bill.
  public var lateFee = Money(cents: 15_00)
  /// The smallest part payment; what is left of a bill may always be paid.
  public var smallestPayment = Money(cents: 5_00)
  /// Within how many minutes the same amount again is taken for a mistake.
  public var duplicateMinutes = 10
  /// How many payments a patient may ask for on one day: stolen cards are tried out in numbers.
  public var paymentsPerDay = 10
  /// How many bills one payment may pay.
  public var statementsPerPayment = 20
  /// How many cards and bank accounts a patient may keep on file.
  public var methodsOnFile = 10
  /// For how many months after its last one it's still noted that a card ran out: then it's no news.
  public var expiredCardMonths = 2
  /// How many wrong guarantor numbers or birth dates are taken on one day.
  public var proofsPerDay = 5
  /// How many business days a bank takes to move money (Nacha: up to two, and one to post it).
  public var bankBusinessDays = 3
  /// The smallest debt that a plan is offered for.
  public var smallestPlan = Money(cents: 100_00)
  /// The smallest instalment.
  public var smallestInstalment = Money(cents: 25_00)
  /// The most months of a plan. A clinic whose plans of more than four instalments are written
  /// agreements owes the disclosures of Regulation Z, charge or no charge (12 CFR 1026.2(a)(17)).
  public var longestPlanMonths = 12
  /// For how many days an offer stands.
  public var planOfferDays = 14
  /// How many days after its due date an instalment counts as missed.
  public var instalmentGraceDays = 5
  /// How many missed instalments end a plan.
  public var missedInstalments = 2

  public init() {}
}
