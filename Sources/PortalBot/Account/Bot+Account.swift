internal import PortalDomain

/// Accounts: what proves who somebody is.
extension Bot {
  /// What has to do with an account before anybody has proven who they are.
  ///
  /// - Returns: whether it was about that.
  func startAccount(_ understanding: Understanding, _ turn: inout Turn) throws -> Bool {
    let said = said(turn, understanding)
    let flow: any Flow
    switch understanding.intent {
    case .accountRegister where said.has(["old", "age", "young", "minimum"]):
      turn.replies.append(phrases.minimumAge(facts.context.policy.account.minimumAge))
      return true
    case .accountRegister: flow = RegistrationFlow()
    case .accountSignIn where said.has(["username", "password", "user", "pasword"]),
      .accountResetPassword where said.says("sign in") || said.says("log in"):
      flow = SignInFlow(reason: reason(said))
    case .accountResetPassword: flow = ResetFlow()
    case .accountSecurity where said.has(["pin", "pinn"]):
      choose(
        [
          Choice(phrases.byUsername, SignInFlow(reason: .settings).step),
          Choice(phrases.byHelpDesk, HelpDeskFlow().step),
        ], for: HelpDeskFlow().step, phrases.lostPIN, &turn)
      return true
    default:
      guard said.says("help desk") || said.has(["helpdesk"]) else { return false }
      flow = HelpDeskFlow()
    }
    turn.dialogue.question = nil
    turn.dialogue.wish = understanding.intent
    let begun = try flow.taking(said, self, Bot.nobody) ?? flow.step
    try begun.flow.proceed(self, Bot.nobody, &turn)
    return true
  }

  /// What somebody signs in for, where they said so.
  private func reason(_ said: Said) -> Credentials.Reason? {
    let words: [(Credentials.Reason, Set<String>)] = [
      (.billing, ["pay", "bill", "bills", "balance"]),
      (.appointments, ["visit", "visits", "appointment", "appointments", "book"]),
      (.medicines, ["refill", "medicine", "medicines", "prescription"]),
      (.results, ["results", "result", "labs"]), (.messages, ["message", "messages"]),
      (.forms, ["form", "forms"]), (.settings, ["settings", "pin"]),
    ]
    return words.first { said.has($0.1) }?.0
  }

  /// Who saw a patient's record, and changes to how the account is kept safe.
  func startSecurity(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    let said = said(turn, understanding)
    if said.has(["saw", "seen", "looked", "accessed", "opened", "viewed", "visto"]) {
      guard let session = turn.dialogue.session,
        try facts.may(session.patient, actFor: patient, in: .account)
      else {
        return offerPerson(insteadOf: Proxies.Failure.beyondScope, &turn)
      }
      turn.told.insert(.account)
      let entries = try facts.disclosures(of: patient, on: nil, limit: 5)
      turn.replies.append(
        phrases.accesses(
          entries.map { (zone.spoken($0.time), who($0, turn), $0.matters.map(\.rawValue)) }))
      return
    }
    if said.has(["question", "questions"]) {
      turn.replies.append(
        facts.context.policy.account.securityQuestions
          ? phrases.notByText : Credentials.Failure.questionsOff.message)
      return
    }
    let flow = SecurityFlow()
    let begun = try flow.taking(said, self, patient) ?? flow.step
    try begun.flow.proceed(self, patient, &turn)
  }

  private func who(_ entry: Disclosures.Entry, _ turn: Turn) -> String {
    if let recipient = entry.recipient { return recipient }
    switch entry.actor {
    case .patient(let patient)?:
      return patient == turn.dialogue.session?.patient ? "you" : "the patient"
    case .proxy(let person, _)?:
      return person == turn.dialogue.session?.patient ? "you" : "who acts for you"
    case .staff(let name)?: return "\(clinicName) (\(name))"
    default: return clinicName
    }
  }

  private var clinicName: String { facts.clinic.name }
}
