import Foundation
import PortalDomain
import Testing

/// Signing in and what it takes, given twice. Nothing of it may be taken for a repetition: a try is a
/// try, and a code counts once.
struct RepeatedSignInCommands {
  let patient = PatientID("p1")
  let code = CodeID("K1")
  let session = SessionID("SCODE")
  let everyTry = Repeated.Second.again(because: "every wrong try counts, whoever made it")
  let used = Repeated.Second.refused("code.notAccepted")

  var lines: [Repeated] { get throws { try pins + passwords + credentials + codes } }

  private func issued(_ purpose: OneTimeCodes.Purpose) throws -> OneTimeCodes.CodeIssued {
    let at = try instant("2026-03-02T16:00:00Z")
    return OneTimeCodes.CodeIssued(
      patient: patient, code: code, purpose: purpose, hash: "h", linkHash: nil,
      to: .phone(try #require(PhoneNumber("+15075550101"))), issuedAt: at,
      expiresAt: at.addingTimeInterval(600))
  }

  private var check: CodeCheck { CodeCheck(code, matches: true) }
  private var wrong: CodeCheck { CodeCheck(code, matches: false) }

  private func account() throws -> Given<Credentials> {
    Given(
      Credentials.self, try enrolled("p1"), Credentials.PasswordSet(patient: patient, hash: "h"))
  }

  private func signedIn() throws -> Given<Credentials> {
    let at = try instant("2026-03-02T16:00:00Z")
    return try account().and(
      Credentials.SessionStarted(
        patient: patient, session: session, startedAt: at, expiresAt: at.addingTimeInterval(1800),
        reason: nil, device: "d"))
  }

  private var pins: [Repeated] {
    get throws {
      let given = Given(
        Account.self, try enrolled("p1"), Account.PINSet(patient: patient, hash: "h"))
      let failed = Account.SignInFailed(patient: patient, lockedUntil: nil)
      return [
        Repeated(
          given, .signIn(patient, pinMatches: true),
          .again(because: "every sign-in is one of its own, and is recorded")),
        Repeated(given, .signIn(patient, pinMatches: false), everyTry),
        Repeated(given.and(failed), .unlock(patient)),
        Repeated(Given(StrangerSignIns.self), .fail(key: "k"), everyTry),
      ]
    }
  }

  private var passwords: [Repeated] {
    get throws {
      let known = try signedIn().and(
        Credentials.SecondFactorChosen(patient: patient, factor: .off)
      ).under { $0.account.needsSecondFactor = false }
      return [
        Repeated(
          known, .givePassword(patient, matches: true, device: "d", .results),
          .again(because: "every sign-in has a session of its own")),
        Repeated(
          try account(), .givePassword(patient, matches: false, device: nil, nil), everyTry),
        Repeated(
          try account().and(try issued(.secondFactor)),
          .giveCode(patient, check, device: "d", nil), used),
        Repeated(
          try account().and(try issued(.secondFactor)),
          .giveCode(patient, wrong, device: "d", nil), everyTry),
        Repeated(
          try account().and(try issued(.passwordReset)),
          .resetPassword(patient, check, answersMatch: nil, hash: "new"), used),
      ]
    }
  }

  private var credentials: [Repeated] {
    get throws {
      let asking = try account().under { $0.account.securityQuestions = true }
      let questions = try (0..<asking.context.policy.account.questionCount).map {
        Credentials.SecurityQuestion(question: "Question \($0)?", hash: "h")
      }
      return [
        Repeated(try account(), .chooseUsername(patient, Username("Maria", key: "k"))),
        Repeated(try account(), .setPassword(patient, hash: "new")),
        Repeated(try account(), .chooseSecondFactor(patient, .email)),
        Repeated(asking, .setQuestions(patient, questions)),
        Repeated(try signedIn(), .endSession(patient, session)),
        Repeated(try signedIn(), .endAllSessions(patient)),
        Repeated(try account(), .reset(patient)),
      ]
    }
  }

  private var codes: [Repeated] {
    get throws {
      let given = Given(OneTimeCodes.self, try issued(.secondFactor))
      let to = ContactPoint.phone(try #require(PhoneNumber("+15075550101")))
      return [
        Repeated(
          Given(OneTimeCodes.self),
          .issue(patient, code, .secondFactor, hash: "h", linkHash: nil, to: to),
          .again(because: "a text was lost; how many there may be in an hour is limited")),
        Repeated(given, .redeem(patient, check, for: .secondFactor), used),
        Repeated(given, .redeem(patient, wrong, for: .secondFactor), everyTry),
      ]
    }
  }
}
