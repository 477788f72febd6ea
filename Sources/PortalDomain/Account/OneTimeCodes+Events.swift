public import Foundation

public enum CodeEntity {}
public typealias CodeID = Identifier<CodeEntity>

extension OneTimeCodes {
  /// What a code is good for.
  public enum Purpose: String, Codable, Sendable, CaseIterable {
    case secondFactor, passwordReset, contactChange, unknownDevice, registration
  }

  /// A code was made and is on its way to a patient.
  ///
  /// Neither the code nor the link stands here, only hashes under a key of the store. There are but a
  /// million codes: whoever had a plain hash would try them all in a second. Whoever is shown this
  /// event, in a replay or a proof, has not that key, which never leaves the store's keys.
  public struct CodeIssued: PatientEvent {
    public static let name = "account.codeIssued.v1"
    public let patient: PatientID
    public let code: CodeID
    public let purpose: Purpose
    public let hash: String
    /// Of the secret of a link that does as well as the code.
    public let linkHash: String?
    public let to: ContactPoint
    public let issuedAt: Date
    public let expiresAt: Date

    public init(
      patient: PatientID, code: CodeID, purpose: Purpose, hash: String, linkHash: String?,
      to: ContactPoint, issuedAt: Date, expiresAt: Date
    ) {
      self.patient = patient
      self.code = code
      self.purpose = purpose
      self.hash = hash
      self.linkHash = linkHash
      self.to = to
      self.issuedAt = issuedAt
      self.expiresAt = expiresAt
    }

    public var tags: [String] { [patient.tag, code.tag] }
  }

  /// A code was given, and is used up.
  public struct CodeUsed: PatientEvent {
    public static let name = "account.codeUsed.v1"
    public let patient: PatientID
    public let code: CodeID

    public init(patient: PatientID, code: CodeID) {
      self.patient = patient
      self.code = code
    }

    public var tags: [String] { [patient.tag, code.tag] }
  }

  /// Something else was given for a code.
  public struct CodeFailed: PatientEvent {
    public static let name = "account.codeFailed.v1"
    public let patient: PatientID
    public let code: CodeID

    public init(patient: PatientID, code: CodeID) {
      self.patient = patient
      self.code = code
    }

    public var tags: [String] { [patient.tag, code.tag] }
  }
}

extension CodeID {
  /// The tag of what is about one code.
  public var tag: String { "code:\(value)" }
}

/// A code as somebody gave it: which one is meant, and whether it was the right one, found out with the
/// hash of the state.
public struct CodeCheck: Hashable, Sendable {
  public let code: CodeID
  public let matches: Bool

  public init(_ code: CodeID, matches: Bool) {
    self.code = code
    self.matches = matches
  }
}
