public import Foundation

extension Billing {
  /// A payment as it stands.
  public struct Payment: Codable, Hashable, Sendable, Identifiable {
    public let charge: Charge
    public let patient: PatientID
    public let key: String
    public let requestedAt: Date
    public private(set) var stage = Stage.requested
    /// The processor's name for it.
    public private(set) var reference: String?
    public private(set) var takenOn: LocalDate?
    /// For a bank account: by when the bank has moved the money.
    public private(set) var settlesOn: LocalDate?
    public private(set) var declined: DeclineReason?
    public private(set) var returned: ReturnReason?
    public private(set) var refunds: [Refund] = []

    public var id: PaymentID { charge.payment }

    public init(_ event: PaymentRequested) {
      charge = event.charge
      patient = event.patient
      key = event.key
      requestedAt = event.at
    }

    public enum Stage: String, Codable, Sendable {
      /// The processor hasn't answered yet.
      case requested
      case taken, declined, returned
    }

    public struct Refund: Codable, Hashable, Sendable {
      public let id: RefundID
      public let amount: Money
      public let parts: [Part]
      public let key: String
      public let reason: String
      public var stage = Stage.requested

      public enum Stage: String, Codable, Sendable { case requested, refunded, failed }
    }

    /// What was given back.
    public var refunded: Money { total(.refunded) }

    /// What may still be given back.
    public var refundable: Money {
      stage == .taken
        ? charge.amount - total(.refunded) - total(.requested) : .zero(charge.amount.currency)
    }

    private func total(_ stage: Refund.Stage) -> Money {
      refunds.filter { $0.stage == stage }.map(\.amount).total(charge.amount.currency)
    }

    public func refund(_ id: RefundID) -> Refund? { refunds.first { $0.id == id } }

    /// What of the payment a refund undoes: the bill that was due last first.
    func parts(ofRefund amount: Money) -> [Part] {
      var left = amount
      var parts: [Part] = []
      for part in charge.parts.reversed() where !left.isZero {
        let earlier = refunds.filter { $0.stage != .failed }.flatMap(\.parts)
          .filter { $0.statement == part.statement }.map(\.amount).total(amount.currency)
        let share = min(left, part.amount - earlier)
        guard !share.isZero else { continue }
        parts.append(Part(statement: part.statement, dueOn: part.dueOn, amount: share))
        left -= share
      }
      return parts
    }

    /// Takes in a later event of this payment.
    public mutating func evolve(_ event: any PaymentEvent) {
      switch event {
      case let event as PaymentTaken:
        stage = .taken
        reference = event.reference
        takenOn = event.on
        settlesOn = event.settlesOn
      case let event as PaymentDeclined:
        stage = .declined
        declined = event.reason
      case let event as PaymentReturned:
        stage = .returned
        returned = event.reason
      case let event as RefundRequested:
        refunds.append(
          Refund(
            id: event.refund, amount: event.amount, parts: event.parts, key: event.key,
            reason: event.reason))
      case let event as PaymentRefunded: change(event.refund, to: .refunded)
      case let event as RefundFailed: change(event.refund, to: .failed)
      default: break
      }
    }

    private mutating func change(_ id: RefundID, to stage: Refund.Stage) {
      guard let index = refunds.firstIndex(where: { $0.id == id }) else { return }
      refunds[index].stage = stage
    }
  }

  /// A card or a bank account on file.
  public struct Method: Codable, Hashable, Sendable, Identifiable {
    public let id: MethodID
    public let patient: PatientID
    public let kind: MethodKind
    public let brand: String
    public let lastFour: String
    public let expires: CardExpiry?
    /// The processor's name for it.
    public let token: String
    public private(set) var isRemoved = false
    /// Whether it was recorded that the month on it is over.
    public private(set) var isMarkedExpired = false

    public init(_ event: MethodAdded) {
      id = event.method
      patient = event.patient
      kind = event.kind
      brand = event.brand
      lastFour = event.lastFour
      expires = event.expires
      token = event.token
    }

    /// `Visa ••4242`.
    public var label: String { "\(brand) ••\(lastFour)" }

    public func isExpired(on day: LocalDate) -> Bool {
      isMarkedExpired || expires?.isOver(on: day) == true
    }

    /// Takes in a later event of this method.
    public mutating func evolve(_ event: any MethodEvent) {
      switch event {
      case is MethodRemoved: isRemoved = true
      case is MethodExpired: isMarkedExpired = true
      default: break
      }
    }
  }
}
