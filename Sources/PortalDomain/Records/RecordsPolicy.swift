/// When a patient sees what the clinic learned of them.
///
/// The Cures Act's rule on information blocking (45 CFR 171.103) asks that a patient gets at their
/// electronic health information without delay; a delay needs an exception, such as the prevention of
/// harm (45 CFR 171.201). A clinic that has none sets every kind to `atOnce`.
public struct RecordsPolicy: Codable, Hashable, Sendable {
  /// Laboratory results.
  public var laboratory = Records.ReleaseRule.afterReview
  /// Reports of X-rays and other pictures.
  public var radiology = Records.ReleaseRule.afterReview
  /// Reports of tissue: news that is better heard from a doctor first.
  public var pathology = Records.ReleaseRule.delayedAfterReview
  /// Notes of visits, signed.
  public var visitNotes = Records.ReleaseRule.atOnce
  /// Letters and scans.
  public var documents = Records.ReleaseRule.atOnce
  /// How many hours after its review an item with a delay is shown.
  public var delayHours = 24
  /// How many business days a doctor has to review what arrived.
  public var reviewBusinessDays = 2
  /// How many items a page of a list holds.
  public var pageSize = 20
  /// How many days a share lasts unless the patient says otherwise.
  public var shareDays = 30
  /// How many days a share may last.
  public var longestShareDays = 365
  /// How many wrong codes make a share's code void.
  public var shareCodeTries = 5
  /// How many characters a share's code has.
  public var shareCodeLength = 8

  public init() {}

  /// The rule for a kind. What a patient tells themselves, or has in their own hands, never waits.
  public func release(of kind: Records.Kind) -> Records.ReleaseRule {
    switch kind {
    case .laboratory: laboratory
    case .radiology: radiology
    case .pathology: pathology
    case .visitNote: visitNotes
    case .document: documents
    case .condition, .allergy, .immunization, .vital: .atOnce
    }
  }
}

extension Records {
  /// When an item is shown to its patient.
  public enum ReleaseRule: String, Codable, Sendable, CaseIterable {
    case atOnce, afterReview, delayedAfterReview
  }
}
