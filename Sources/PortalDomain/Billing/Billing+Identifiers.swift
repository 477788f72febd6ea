public enum StatementEntity {}
public enum PaymentEntity {}
public enum RefundEntity {}
public enum MethodEntity {}
public enum PlanEntity {}
public enum GuarantorEntity {}

/// One bill.
public typealias StatementID = Identifier<StatementEntity>
/// One payment; the number on its receipt.
public typealias PaymentID = Identifier<PaymentEntity>
public typealias RefundID = Identifier<RefundEntity>
/// A card or a bank account on file.
public typealias MethodID = Identifier<MethodEntity>
/// One payment plan.
public typealias PlanID = Identifier<PlanEntity>
/// Who answers for bills; the number stands on each.
public typealias GuarantorID = Identifier<GuarantorEntity>

extension StatementID {
  /// The tag of every event of the bill.
  public var tag: String { "statement:\(value)" }
}

extension PaymentID {
  /// The tag of every event of the payment.
  public var tag: String { "payment:\(value)" }
}

extension MethodID {
  /// The tag of every event of the card or bank account.
  public var tag: String { "method:\(value)" }
}

extension PlanID {
  /// The tag of every event of the plan.
  public var tag: String { "plan:\(value)" }
}

extension GuarantorID {
  /// The tag of those whose bills the guarantor answers for.
  public var tag: String { "guarantor:\(value)" }
}
