extension Billing {
  /// What a payment is made of; every event of the payment carries it, so that none needs another to
  /// be understood.
  public struct Charge: Codable, Hashable, Sendable {
    public let payment: PaymentID
    public let amount: Money
    /// Which bills it pays, and how much of each.
    public let parts: [Part]
    public let method: MethodID
    public let kind: MethodKind
    /// `Visa ••4242`.
    public let label: String
    /// For a plan: which, and which of its instalments.
    public let plan: PlanID?
    public let instalments: [Int]?
    /// The day when it was asked for.
    public let requestedOn: LocalDate

    public init(
      payment: PaymentID, amount: Money, parts: [Part], method: MethodID, kind: MethodKind,
      label: String, plan: PlanID? = nil, instalments: [Int]? = nil, requestedOn: LocalDate
    ) {
      self.payment = payment
      self.amount = amount
      self.parts = parts
      self.method = method
      self.kind = kind
      self.label = label
      self.plan = plan
      self.instalments = instalments
      self.requestedOn = requestedOn
    }
  }

  /// So much of one bill.
  public struct Part: Codable, Hashable, Sendable {
    public let statement: StatementID
    /// When the bill is due, so that it can be listed again if the money goes back.
    public let dueOn: LocalDate
    public let amount: Money

    public init(statement: StatementID, dueOn: LocalDate, amount: Money) {
      self.statement = statement
      self.dueOn = dueOn
      self.amount = amount
    }
  }

  public enum MethodKind: String, Codable, Sendable { case card, bank }

  /// The last month in which a card is taken.
  public struct CardExpiry: Codable, Hashable, Sendable {
    public let year: Int
    public let month: Int

    /// - Returns: `nil` where there is no such month.
    public init?(year: Int, month: Int) {
      guard (2000...2199).contains(year), (1...12).contains(month) else { return nil }
      self.year = year
      self.month = month
    }

    public init(_ day: LocalDate) {
      year = day.year
      month = day.month
    }

    /// The last day on which the card is good.
    public var lastDay: LocalDate? {
      LocalDate(year: year, month: month, day: LocalDate.length(ofMonth: month, in: year))
    }

    /// Whether the month is over.
    public func isOver(on day: LocalDate) -> Bool { (year, month) < (day.year, day.month) }
  }

  /// Why a processor doesn't take money.
  public enum DeclineReason: String, Codable, Sendable, CaseIterable {
    case declined, insufficientFunds, expired, invalidMethod
    /// The bank wants its customer to confirm.
    case needsAction

    /// A sentence for the patient.
    public var message: String {
      switch self {
      case .declined: "The bank said no to this payment. Nothing was taken."
      case .insufficientFunds: "There isn't enough money in that account. Nothing was taken."
      case .expired: "That card has expired. Nothing was taken."
      case .invalidMethod: "That way to pay can't be used any more. Nothing was taken."
      case .needsAction: "Your bank wants you to confirm this payment with them. Nothing was taken."
      }
    }
  }

  /// Why a bank takes money back, by the codes of Nacha's rules.
  public enum ReturnReason: String, Codable, Sendable, CaseIterable {
    case insufficientFunds = "R01"
    case accountClosed = "R02"
    case noAccount = "R03"
    case unauthorized = "R10"
    case other = "R99"
  }
}
