internal import EventStore
public import Foundation
internal import PortalCrypto
public import PortalDomain

/// One-time codes: made, sent, and taken.
extension Portal {
  /// A code that is on its way. The code itself is in no event and no view.
  public struct IssuedCode: Sendable {
    public let id: CodeID
    /// To be shown to nobody but who reads the patient's phone or e-mail.
    public let code: String
    /// What does as well as the code, in a link.
    public let link: String?
    public let to: ContactPoint
    public let expiresAt: Date
  }

  /// Makes a code, records that there is one, and has it sent.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - purpose: what it's good for.
  ///   - to: where it's sent.
  ///   - origin: who asked for it.
  /// - Throws: `OneTimeCodes.Failure.tooMany`, `LogError`, or what the sender could not do.
  public func issueCode(
    to patient: PatientID, for purpose: OneTimeCodes.Purpose, at to: ContactPoint,
    as origin: Origin
  ) async throws -> IssuedCode {
    let id: CodeID = context.newIdentifier("K")
    let code = OneTimeCode.digits()
    let link = purpose == .passwordReset ? OneTimeCode.secret() : nil
    let changes = try await perform(
      OneTimeCodes.self,
      .issue(
        patient, id, purpose, hash: hash(code, of: id), linkHash: link.map { hash($0, of: id) },
        to: to), as: codeOrigin(origin))
    guard let event = changes.first?.event as? OneTimeCodes.CodeIssued else {
      throw OneTimeCodes.Failure.notAccepted
    }
    let token = link.map { "\(id).\($0)" }
    try await codeSender?.send(
      CodeMessage(
        to: to, code: code, link: token, purpose: purpose, expiresAt: event.expiresAt,
        text: text(of: code, in: try profile(of: patient)?.settings.language ?? .english)))
    return IssuedCode(id: id, code: code, link: token, to: to, expiresAt: event.expiresAt)
  }

  /// Takes a code that is good for nothing but to prove that its owner reads the phone or e-mail.
  ///
  /// - Returns: what was recorded, and why the code was not accepted, if it wasn't.
  public func redeem(
    _ id: CodeID, _ code: String, of patient: PatientID, for purpose: OneTimeCodes.Purpose,
    as origin: Origin
  ) async throws -> (changes: [RecordedChange], failure: OneTimeCodes.Failure?) {
    let (check, _) = try check(id, code)
    do {
      let changes = try await perform(
        OneTimeCodes.self, .redeem(patient, check, for: purpose), as: codeOrigin(origin))
      return (changes, changes.isCodeUsed ? nil : .notAccepted)
    } catch let failure as OneTimeCodes.Failure {
      return ([], failure)
    }
  }

  /// Where a patient's codes go: as they chose, or where they can.
  func contactPoint(of profile: Profile) throws -> ContactPoint {
    let phone = try profile.phone.flatMap { try isStopped($0) ? nil : ContactPoint.phone($0) }
    let email = profile.email.map(ContactPoint.email)
    guard let to = profile.secondFactor == .email ? email ?? phone : phone ?? email else {
      throw ContactDetails.Failure.noWay
    }
    return to
  }

  /// Compares what was given with the hash of a code, or of its link, in a time that tells nothing
  /// about either.
  ///
  /// - Returns: also the code itself; `nil` where there is none of that name.
  func check(_ id: CodeID, _ given: String) throws -> (CodeCheck, OneTimeCodes.CodeIssued?) {
    let query = query(of: OneTimeCodes.self, Boundary(tags: id.tag))
    let issued = try load(OneTimeCodes.self, query).0[id]
    let digits = hash(given.filter(\.isWholeNumber), of: id)
    let link = hash(given.split(separator: ".").last.map(String.init) ?? "", of: id)
    let isCode = Self.areEqual(digits, issued?.hash ?? "")
    let isLink = Self.areEqual(link, issued?.linkHash ?? "")
    return (CodeCheck(id, matches: issued != nil && (isCode || isLink)), issued)
  }

  static func areEqual(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    return constantTimeEqual(left.rawSpan, right.rawSpan)
  }

  private func hash(_ code: String, of id: CodeID) -> String {
    log.keyedHash("\(id) \(code)", for: "one-time code")
  }

  private func text(of code: String, in language: Preferences.Language) -> String {
    let minutes = policy.account.codeSeconds / 60
    return switch language {
    case .english:
      "Your \(clinic.name) code is \(code). It works once, for \(minutes) minutes. "
        + "We never ask you for it by phone."
    case .spanish:
      "Su código de \(clinic.name) es \(code). Sirve una vez, por \(minutes) minutos. "
        + "Nunca se lo pediremos por teléfono."
    }
  }

  /// Staff may start something that sends a code, though the code is none of theirs.
  func codeOrigin(_ origin: Origin) -> Origin {
    guard case .staff = origin.actor else { return origin }
    return Origin(actor: .system, channel: origin.channel, conversation: origin.conversation)
  }
}

extension [RecordedChange] {
  var isCodeUsed: Bool { contains { $0.event is OneTimeCodes.CodeUsed } }
}
