public import Foundation

extension Billing {
  /// A payment was asked for. Until its outcome is known, what it pays can't be paid again.
  public struct PaymentRequested: PaymentEvent {
    public static let name = "payment.requested.v1"
    public let patient: PatientID
    public let charge: Charge
    /// By which the processor knows the same request again.
    public let key: String
    public let at: Date

    public init(patient: PatientID, charge: Charge, key: String, at: Date) {
      self.patient = patient
      self.charge = charge
      self.key = key
      self.at = at
    }
  }

  /// The processor took the money.
  public struct PaymentTaken: PaymentEvent {
    public static let name = "payment.taken.v1"
    public let patient: PatientID
    public let charge: Charge
    /// The processor's name for it.
    public let reference: String
    public let on: LocalDate
    /// For a bank account: by when the bank has moved the money.
    public let settlesOn: LocalDate?

    public init(
      patient: PatientID, charge: Charge, reference: String, on: LocalDate, settlesOn: LocalDate?
    ) {
      self.patient = patient
      self.charge = charge
      self.reference = reference
      self.on = on
      self.settlesOn = settlesOn
    }
  }

  /// The processor didn't take the money.
  public struct PaymentDeclined: PaymentEvent {
    public static let name = "payment.declined.v1"
    public let patient: PatientID
    public let charge: Charge
    public let reason: DeclineReason
    public let on: LocalDate

    public init(patient: PatientID, charge: Charge, reason: DeclineReason, on: LocalDate) {
      self.patient = patient
      self.charge = charge
      self.reason = reason
      self.on = on
    }
  }

  /// A bank took back what had been taken from an account.
  public struct PaymentReturned: PaymentEvent {
    public static let name = "payment.returned.v1"
    public let patient: PatientID
    public let charge: Charge
    public let reason: ReturnReason
    public let on: LocalDate

    public init(patient: PatientID, charge: Charge, reason: ReturnReason, on: LocalDate) {
      self.patient = patient
      self.charge = charge
      self.reason = reason
      self.on = on
    }
  }

  /// The clinic gives money back. Its outcome comes from the processor.
  public struct RefundRequested: RefundEvent {
    public static let name = "payment.refundRequested.v1"
    public let patient: PatientID
    public let charge: Charge
    public let refund: RefundID
    public let amount: Money
    /// What of the payment it undoes.
    public let parts: [Part]
    /// By which the processor knows the same request again.
    public let key: String
    public let reason: String
    public let on: LocalDate

    public init(
      patient: PatientID, charge: Charge, refund: RefundID, amount: Money, parts: [Part],
      key: String, reason: String, on: LocalDate
    ) {
      self.patient = patient
      self.charge = charge
      self.refund = refund
      self.amount = amount
      self.parts = parts
      self.key = key
      self.reason = reason
      self.on = on
    }
  }

  /// The processor gave money back.
  public struct PaymentRefunded: RefundEvent {
    public static let name = "payment.refunded.v1"
    public let patient: PatientID
    public let charge: Charge
    public let refund: RefundID
    public let amount: Money
    public let parts: [Part]
    /// The processor's name for it.
    public let reference: String
    public let on: LocalDate

    public init(
      patient: PatientID, charge: Charge, refund: RefundID, amount: Money, parts: [Part],
      reference: String, on: LocalDate
    ) {
      self.patient = patient
      self.charge = charge
      self.refund = refund
      self.amount = amount
      self.parts = parts
      self.reference = reference
      self.on = on
    }
  }

  /// The processor didn't give the money back.
  public struct RefundFailed: RefundEvent {
    public static let name = "payment.refundFailed.v1"
    public let patient: PatientID
    public let charge: Charge
    public let refund: RefundID
    public let amount: Money
    public let reason: DeclineReason
    public let on: LocalDate

    public init(
      patient: PatientID, charge: Charge, refund: RefundID, amount: Money, reason: DeclineReason,
      on: LocalDate
    ) {
      self.patient = patient
      self.charge = charge
      self.refund = refund
      self.amount = amount
      self.reason = reason
      self.on = on
    }
  }

  /// A patient keeps a card or a bank account on file: a token of the processor, never a number.
  public struct MethodAdded: MethodEvent {
    public static let name = "payment.methodAdded.v1"
    public let patient: PatientID
    public let method: MethodID
    public let kind: MethodKind
    /// `Visa`; for a bank account the bank's name, where it's known.
    public let brand: String
    public let lastFour: String
    /// For a card.
    public let expires: CardExpiry?
    /// The processor's name for it.
    public let token: String

    public init(
      patient: PatientID, method: MethodID, kind: MethodKind, brand: String, lastFour: String,
      expires: CardExpiry?, token: String
    ) {
      self.patient = patient
      self.method = method
      self.kind = kind
      self.brand = brand
      self.lastFour = lastFour
      self.expires = expires
      self.token = token
    }
  }

  public struct MethodRemoved: MethodEvent {
    public static let name = "payment.methodRemoved.v1"
    public let patient: PatientID
    public let method: MethodID

    public init(patient: PatientID, method: MethodID) {
      self.patient = patient
      self.method = method
    }
  }

  /// The month on a card is over.
  public struct MethodExpired: MethodEvent {
    public static let name = "payment.methodExpired.v1"
    public let patient: PatientID
    public let method: MethodID

    public init(patient: PatientID, method: MethodID) {
      self.patient = patient
      self.method = method
    }
  }
}

/// An event of one payment.
public protocol PaymentEvent: PatientEvent {
  var charge: Billing.Charge { get }
}

extension PaymentEvent {
  /// The payment, the bills and the plan that it pays, and the day when it was asked for.
  public var tags: [String] {
    [patient.tag, charge.payment.tag, Billing.dayTag(patient, charge.requestedOn)]
      + charge.parts.map(\.statement.tag) + [charge.plan.map(\.tag)].compactMap { $0 }
  }
}

/// An event of money that is given back.
public protocol RefundEvent: PaymentEvent {
  var refund: RefundID { get }
  var amount: Money { get }
}

/// An event of one card or bank account.
public protocol MethodEvent: PatientEvent {
  var method: MethodID { get }
}

extension MethodEvent {
  public var tags: [String] { [patient.tag, method.tag, Billing.methodsTag(patient)] }
}

extension Billing {
  /// Finds the payments that were asked for on one day, so that looking for the same one twice never
  /// reads further back.
  static func dayTag(_ patient: PatientID, _ day: LocalDate) -> String {
    "payments:\(patient):\(day)"
  }

  /// Finds a patient's cards and bank accounts.
  static func methodsTag(_ patient: PatientID) -> String { "methods:\(patient)" }
}
