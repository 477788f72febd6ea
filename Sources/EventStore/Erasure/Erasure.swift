public import Foundation

/// The certificate of an erasure: what was destroyed, what stays, and where the proof of it stands.
///
/// It stands in the log as the data of the event `subject.erased`, sealed by the subject's `audit`
/// key, and so can be had again.
public struct Erasure: Codable, Sendable, Hashable {
  /// The name of the event that proves it.
  public static let eventType = "subject.erased"

  /// Who was erased.
  public let subject: String
  /// Why.
  public let reason: String
  /// When.
  public let time: Date
  /// Where the proof stands.
  public let position: UInt64
  /// Which keys were destroyed.
  public let destroyed: Fingerprints
  /// What can't be read any more, or is gone.
  public let removed: Removed
  /// What stays.
  public let kept: Kept

  /// The fingerprints of the destroyed keys, in hexadecimal: the first 16 bytes of
  /// SHA-256("portal/fingerprint/v1\0" ‖ key).
  public struct Fingerprints: Codable, Sendable, Hashable {
    /// Of the key that sealed the subject's health data.
    public let subjectKey: String
    /// Of the key that wrapped it, in the slots file.
    public let bucketKey: String
  }

  /// What was removed.
  public struct Removed: Codable, Sendable, Hashable {
    /// Events that nobody can read again.
    public let events: Int
    /// Rows of read models.
    public let viewRows: Int
    /// Entries of the index that led to the subject's events alone.
    public let indexEntries: Int
  }

  /// What stays.
  public struct Kept: Codable, Sendable, Hashable {
    /// Events that must outlive an erasure: the accounting of disclosures, the proof itself.
    public let auditEvents: Int
    /// Positions, times and hashes stay for every event: the proofs of all others rest on them.
    public let leaves: Int
    /// How many other subjects got new wrappings of their keys.
    public let rewrappedSubjects: Int
  }
}
