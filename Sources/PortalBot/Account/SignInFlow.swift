internal import Foundation
internal import Portal
internal import PortalDomain

/// Signing in by username, password and the code that comes then.
public struct SignInFlow: Flow {
  var reason: Credentials.Reason?
  var username: String?
  /// The code that is waited for.
  var code: CodeID?
  /// The password or the code, as it was typed; it's never stored.
  var typed: String?

  var step: Step { .signIn(self) }
  var isForStrangers: Bool { true }
  /// Who is asked for a username may send the password along.
  var secret: Secret? { code == nil ? .password : .code }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    let phrases = bot.phrases
    if typed != nil {
      turn.action = .perform(step)
    } else if code != nil {
      bot.ask(step, phrases.askCode, &turn)
    } else if reason == nil {
      let choices = Credentials.Reason.allCases.map { reason in
        var flow = self
        flow.reason = reason
        return Choice(phrases.name(of: reason), flow.step)
      }
      bot.choose(choices, for: step, phrases.askReason, &turn)
    } else {
      bot.ask(step, username == nil ? phrases.askUsername : phrases.askPassword, &turn)
    }
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    let text = said.text.trimmingCharacters(in: .whitespacesAndNewlines)
    var flow = self
    if code != nil {
      if said.says("new code") || said.says("codigo nuevo") || said.says("nuevo codigo")
        || said.has(["resend", "again"])
      {
        (flow.code, flow.typed) = (nil, nil)
        return flow.step
      }
      let digits = text.filter(\.isNumber)
      guard digits.count == 6 else { return nil }
      flow.typed = digits
    } else if username == nil {
      if let name = said.username {
        flow.username = name
        return flow.step
      }
      guard !said.isPlainWish, !said.isQuestion else { return nil }
      let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
      flow.username = parts.first
      if parts.count == 2 { flow.typed = parts[1] }
    } else {
      guard !said.isPlainWish else { return nil }
      flow.typed = text
    }
    return flow.step
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let typed else { return .events([]) }
    // The phone is the device: one that is new to the account is always asked for a code.
    if let code {
      return .signIn(
        try await portal.signIn(
          code: code, typed, device: origin.conversation, reason: reason, as: origin))
    }
    return .signIn(
      try await portal.signIn(
        username: username ?? "", password: typed, device: origin.conversation, reason: reason,
        as: origin))
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    guard case .signIn(let reached) = done else { return }
    var flow = self
    flow.typed = nil
    switch reached {
    case .signedIn(let session):
      try bot.welcome(session.patient, until: session.expiresAt, &turn)
    case .code(let id, let to):
      flow.code = id
      bot.ask(flow.step, bot.phrases.codeSent(to: to), &turn)
    case .failed(let failure):
      turn.replies.append(bot.phrases.words(of: failure))
      if failure == .notSignedIn {
        flow.username = nil
        try flow.proceed(bot, patient, &turn)
      } else if failure == .code(.notAccepted) {
        try flow.proceed(bot, patient, &turn)
      }
    }
  }
}
