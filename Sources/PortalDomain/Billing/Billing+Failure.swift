extension Billing {
  public enum Failure: Refusal, Equatable {
    // Proofs.
    case proofsUsedUp

    // Bills.
    case unknownStatement
    case emptyStatement
    case wrongAmount
    case wrongCurrency
    case wrongDueDate
    case lateFeeTooEarly(from: LocalDate)
    case statementVoid
    case statementPaid
    case statementHasPayments
    case creditTooLarge(owed: Money)
    case onPlan(PlanID)

    // Payments.
    case unknownMethod
    case methodExpired(label: String)
    case nothingDue
    case underWay(amount: Money)
    case duplicate(amount: Money, payment: PaymentID)
    case tooSmall(smallest: Money)
    case overpayment(owed: Money)
    case tooManyToday
    case tooManyStatements(most: Int)
    case outOfDate
    case unknownPayment
    case wrongStage(Payment.Stage)
    case notFromBank
    case unknownRefund
    case refundTooLarge(refundable: Money)

    // Methods.
    case notAToken
    case wrongLastFour
    case tooManyMethods(most: Int)
    case methodNotExpired

    // Plans.
    case unknownPlan
    case planTooSmall(smallest: Money)
    case planTooLong(most: Int)
    case planOver
    case planOutOfDate
    case planNotAgreed
    case wrongInstalment(amount: Money)
    case nothingMissed

    public var code: String {
      switch self {
      case .proofsUsedUp: "billing.proofsUsedUp"
      case .unknownStatement: "statement.unknown"
      case .emptyStatement: "statement.empty"
      case .wrongAmount: "billing.wrongAmount"
      case .wrongCurrency: "billing.wrongCurrency"
      case .wrongDueDate: "statement.wrongDueDate"
      case .lateFeeTooEarly: "statement.lateFeeTooEarly"
      case .statementVoid: "statement.void"
      case .statementPaid: "statement.paid"
      case .statementHasPayments: "statement.hasPayments"
      case .creditTooLarge: "statement.creditTooLarge"
      case .onPlan: "statement.onPlan"
      case .unknownMethod: "payment.unknownMethod"
      case .methodExpired: "payment.methodExpired"
      case .nothingDue: "payment.nothingDue"
      case .underWay: "payment.underWay"
      case .duplicate: "payment.duplicate"
      case .tooSmall: "payment.tooSmall"
      case .overpayment: "payment.overpayment"
      case .tooManyToday: "payment.tooManyToday"
      case .tooManyStatements: "payment.tooManyStatements"
      case .outOfDate: "payment.outOfDate"
      case .unknownPayment: "payment.unknown"
      case .wrongStage: "payment.wrongStage"
      case .notFromBank: "payment.notFromBank"
      case .unknownRefund: "refund.unknown"
      case .refundTooLarge: "refund.tooLarge"
      case .notAToken: "method.notAToken"
      case .wrongLastFour: "method.wrongLastFour"
      case .tooManyMethods: "method.tooMany"
      case .methodNotExpired: "method.notExpired"
      case .unknownPlan: "plan.unknown"
      case .planTooSmall: "plan.tooSmall"
      case .planTooLong: "plan.tooLong"
      case .planOver: "plan.over"
      case .planOutOfDate: "plan.outOfDate"
      case .planNotAgreed: "plan.notAgreed"
      case .wrongInstalment: "plan.wrongInstalment"
      case .nothingMissed: "plan.nothingMissed"
      }
    }

    public var message: String {
      switch self {
      case .proofsUsedUp: "For your safety I can't check that again today. Please call the clinic."
      case .unknownStatement: "I can't find that bill."
      case .emptyStatement: "A bill needs at least one line."
      case .wrongAmount: "That amount can't be used."
      case .wrongCurrency: "The clinic doesn't take that currency."
      case .wrongDueDate: "A bill can't be due before the day it's made."
      case .lateFeeTooEarly(let day): "No late fee is due on that bill before \(day)."
      case .statementVoid: "That bill was taken back. There is nothing to pay on it."
      case .statementPaid: "That bill is paid."
      case .statementHasPayments:
        "Something was paid on that bill. It has to be given back before the bill is."
      case .creditTooLarge(let owed): "Only \(owed) is left on that bill."
      case .onPlan:
        "That bill is on a payment plan. You can pay the next instalment or all that's left."
      case .unknownMethod: "I can't find that way to pay."
      case .methodExpired(let label): "\(label) has expired. Please choose another way to pay."
      case .nothingDue: "There is nothing to pay."
      case .underWay(let amount): "A payment of \(amount) is already on its way."
      case .duplicate(let amount, let payment):
        "You just paid \(amount). Its number is \(payment). I won't take it twice."
      case .tooSmall(let smallest): "The smallest payment is \(smallest)."
      case .overpayment(let owed): "That's more than you owe. You owe \(owed)."
      case .tooManyToday:
        "That's a lot of payments for one day. Please try again tomorrow, or call the clinic."
      case .tooManyStatements(let most): "One payment can pay \(most) bills at most."
      case .outOfDate: "The day has changed since you asked. Please ask again."
      case .unknownPayment: "I can't find that payment."
      case .wrongStage(let stage): "That payment is \(stage.rawValue), so this can't be done."
      case .notFromBank: "Only a bank can take a payment back."
      case .unknownRefund: "I can't find that refund."
      case .refundTooLarge(let refundable): "Only \(refundable) of that payment can be given back."
      case .notAToken: "Please don't send a card or account number. Use the secure link instead."
      case .wrongLastFour: "The last four digits are four digits."
      case .tooManyMethods(let most):
        "You can keep \(most) ways to pay. Please remove one before you add another."
      case .methodNotExpired: "That card hasn't expired."
      case .unknownPlan: "I can't find that payment plan."
      case .planTooSmall(let smallest): "Payment plans start at \(smallest)."
      case .planTooLong(let most):
        most < 2
          ? "That amount is too small to pay in parts."
          : "That amount can be paid in \(most) months at most."
      case .planOver: "That payment plan has ended."
      case .planOutOfDate: "That offer doesn't stand any more. Please ask for a new one."
      case .planNotAgreed: "Please agree to the payment plan first."
      case .wrongInstalment(let amount): "The next instalment is \(amount)."
      case .nothingMissed: "No instalment was missed."
      }
    }
  }
}
