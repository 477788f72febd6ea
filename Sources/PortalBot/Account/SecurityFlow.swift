internal import Portal
internal import PortalDomain

/// How a patient's account is kept safe.
public struct SecurityFlow: Flow {
  enum Deed: Codable, Hashable, Sendable {
    case secondFactor(Credentials.SecondFactor)
    case alerts(Bool)
    case signOutEverywhere
  }

  var deed: Deed?

  var step: Step { .security(self) }
  var isOwn: Bool { true }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    if let deed { return bot.confirm(step, bot.phrases.readBack(deed), &turn) }
    let deeds: [Deed] = [
      .secondFactor(.text), .secondFactor(.email), .secondFactor(.off), .alerts(true),
      .signOutEverywhere,
    ]
    let choices =
      [
        Choice(bot.phrases.newPINChoice, CredentialsFlow(parts: [.pin]).step),
        Choice(bot.phrases.newPasswordChoice, CredentialsFlow(parts: [.password]).step),
        Choice(bot.phrases.newUsernameChoice, CredentialsFlow(parts: [.username]).step),
      ] + deeds.map { Choice(bot.phrases.name(of: $0).sentence, SecurityFlow(deed: $0).step) }
    bot.choose(choices, for: step, bot.phrases.whichSecurity, &turn)
  }

  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    let isRefused = said.has(["off", "stop", "without", "no", "dont", "disable", "remove"])
    if said.has(["pin", "pinn"]) { return CredentialsFlow(parts: [.pin]).step }
    if said.has(["password", "pasword", "pw"]) { return CredentialsFlow(parts: [.password]).step }
    if said.has(["username", "user"]) { return CredentialsFlow(parts: [.username]).step }
    if said.has(["everywhere", "everything", "devices", "phones"]) || said.says("sign me out") {
      return SecurityFlow(deed: .signOutEverywhere).step
    }
    if said.has(["alert", "alerts", "notify"]) {
      return SecurityFlow(deed: .alerts(!isRefused)).step
    }
    guard said.has(["factor", "2fa", "code", "codes", "authentication", "verification"]) else {
      return nil
    }
    if said.has(["email", "mail", "e"]) { return SecurityFlow(deed: .secondFactor(.email)).step }
    return SecurityFlow(deed: .secondFactor(isRefused ? .off : .text)).step
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    try await Done {
      switch deed {
      case .secondFactor(let factor):
        try await portal.perform(Credentials.self, .chooseSecondFactor(patient, factor), as: origin)
      case .alerts(let isOn):
        try await portal.perform(
          Preferences.self, .change(patient, .init(signInAlerts: isOn)), as: origin)
      case .signOutEverywhere:
        try await portal.perform(Credentials.self, .endAllSessions(patient), as: origin)
      case nil: []
      }
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch (done, deed) {
    case (.refused(let refusal), _): turn.replies.append(refusal.message)
    case (_, .signOutEverywhere):
      // Here too.
      turn.dialogue = Dialogue()
      turn.replies.append(bot.phrases.signedOutEverywhere)
    default: turn.replies.append(bot.phrases.preferenceSet)
    }
  }
}
