internal import Foundation
internal import Portal
internal import PortalDomain

/// A new password in the place of a forgotten one, by a code.
public struct ResetFlow: Flow {
  /// A username, a clinic number or an e-mail address.
  var login: String?
  /// The code that is waited for, whether or not one was sent.
  var code: CodeID?
  /// The code and the new password, as they were typed; they're never stored.
  var typed: String?

  var step: Step { .reset(self) }
  var isForStrangers: Bool { true }
  var secret: Secret? { code == nil ? nil : .password }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    if login != nil, code == nil || typed != nil {
      turn.action = .perform(step)
    } else {
      bot.ask(step, code == nil ? bot.phrases.askLogin : bot.phrases.askCodeAndPassword, &turn)
    }
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    let text = said.text.trimmingCharacters(in: .whitespacesAndNewlines)
    var flow = self
    if code == nil {
      guard let login = said.login else { return nil }
      flow.login = login
    } else {
      guard Self.parts(of: text) != nil else { return nil }
      flow.typed = text
    }
    return flow.step
  }

  /// Six digits, and the password behind them.
  private static func parts(of text: String) -> (code: String, password: String)? {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0].filter(\.isNumber).count == 6 else { return nil }
    return (parts[0], parts[1])
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let code, let typed, let (digits, password) = Self.parts(of: typed) else {
      return .resetAsked(try await portal.requestPasswordReset(of: login ?? "", as: origin))
    }
    return try await Done {
      try await portal.resetPassword(code, digits, to: password, as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    var flow = self
    flow.typed = nil
    switch done {
    case .resetAsked(let id):
      flow.code = id
      bot.ask(flow.step, bot.phrases.resetStarted, &turn)
    case .refused(let refusal):
      turn.replies.append(bot.phrases.words(of: refusal))
      try flow.proceed(bot, patient, &turn)
    default: turn.replies.append(bot.phrases.passwordReset)
    }
  }
}

extension Said {
  /// A username, a clinic number or an e-mail address, alone or at the end of a few words.
  fileprivate var login: String? {
    if let email = first(.email)?.value { return email }
    return RegistrationFlow.clinicNumber(in: text) ?? username
  }
}
