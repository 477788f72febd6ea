internal import PortalDomain

/// With a patient who has proven who they are.
extension Bot {
  func converse(
    _ text: String, _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch turn.dialogue.question {
    case .confirmation(let proposal):
      try readConfirmation(of: proposal, understanding, patient, &turn)
    case .choice(let options):
      try readChoice(among: options, understanding, patient, &turn)
    case .person:
      try readPersonOffer(understanding, patient, &turn)
    case .step(let step, let asked):
      try speaking(of: step).readConfirmation(of: step, asked, understanding, patient, &turn)
    case .options(let options, let step, let asked):
      try speaking(of: step).readChoice(
        among: options, for: step, asked, understanding, patient, &turn)
    case .open(let step, let asked):
      try speaking(of: step).readOpen(step, asked, understanding, patient, &turn)
    case .pin, nil:
      try startWish(understanding, patient, &turn)
    }
  }

  private func readPersonOffer(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    turn.dialogue.question = nil
    switch understanding.answer {
    case .yes where understanding.afterAnswer == nil: smallTalk(.helpHuman, &turn)
    case .no where understanding.afterAnswer == nil: turn.replies.append(phrases.leftAlone)
    default: try startWish(understanding, patient, &turn)
    }
  }

  /// Something new that the patient wants.
  func startWish(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    let bot = speaking(of: understanding.intent)
    guard bot.spokenLanguage == spokenLanguage else {
      return try bot.startWish(understanding, patient, &turn)
    }
    guard turn.dialogue.session != nil else {
      return try greetStranger(turn.text, understanding, &turn)
    }
    turn.dialogue.wish = understanding.intent
    guard try isAllowed(understanding.intent, turn) else {
      return offerPerson(insteadOf: Proxies.Failure.beyondScope, &turn)
    }
    // "you are useless" is near to "you are wonderful", and is no thanks.
    let isPolite = [.dialogueThanks, .dialogueGreet, .dialogueGoodbye].contains(
      understanding.intent)
    if isPolite, Insults.are(in: said(turn, understanding)) {
      return misunderstood(phrases.notUnderstood, &turn)
    }
    if try choosesPharmacy(understanding, patient, &turn) { return }
    if said(turn, understanding).has(["terms"]) {
      return try TermsFlow(version: facts.context.policy.account.termsVersion)
        .proceed(self, patient, &turn)
    }
    switch understanding.intent {
    case .prescriptionsRefill:
      try startRefill(understanding, patient, &turn)
    case .prescriptionsList:
      try listPrescriptions(patient, &turn)
    case .prescriptionsStatus:
      try showStatus(understanding, patient, &turn)
    case .billingBalance, .billingPay, .billingHistory, .billingStatement, .billingMethods,
      .billingPlan:
      try startBilling(understanding, patient, &turn)
    case .appointmentsList, .appointmentsBook, .appointmentsChange, .appointmentsCancel,
      .appointmentsConfirm, .appointmentsAvailability, .appointmentsWaitlist:
      try startAppointments(understanding, patient, &turn)
    case .recordsResults, .recordsReports, .recordsVisitNotes, .recordsSummary, .recordsShare,
      .recordsDownload:
      try startRecords(understanding, patient, &turn)
    case .prescriptionsHistory: try showRefillHistory(understanding, patient, &turn)
    case .prescriptionsAutoRefill:
      let flow = AutoRefillFlow(isOn: true)
      let begun = try flow.taking(said(turn, understanding), self, patient) ?? flow.step
      try begun.flow.proceed(self, patient, &turn)
    case .prescriptionsPharmacyMessage:
      try startMessage(to: .pharmacy, understanding, patient, &turn)
    case .messagesSend: try startMessage(to: .careTeam, understanding, patient, &turn)
    case .messagesList: try listMessages(patient, &turn)
    case .clinicInfo: try showClinic(understanding, &turn)
    case .clinicCareTeam: try showCareTeam(patient, &turn)
    case .clinicAnnouncements: try showNews(&turn)
    case .educationFind: try showArticle(understanding, patient, &turn)
    case .formsFill, .formsList: try startForms(understanding, patient, &turn)
    case .accountPreferences:
      let flow = PreferencesFlow()
      let begun = try flow.taking(said(turn, understanding), self, patient) ?? flow.step
      try begun.flow.proceed(self, patient, &turn)
    case .accountProxy: try tellForWhom(&turn)
    case .accountUpdateContact:
      let flow = ContactFlow()
      let begun = try flow.taking(said(turn, understanding), self, patient) ?? flow.step
      try begun.flow.proceed(self, patient, &turn)
    case .accountSecurity: try startSecurity(understanding, patient, &turn)
    case .accountResetPassword:
      let isName = said(turn, understanding).has(["username", "login"])
      try CredentialsFlow(parts: [isName ? .username : .password]).proceed(self, patient, &turn)
    case .accountRegister where said(turn, understanding).has(["old", "age", "young", "minimum"]):
      turn.replies.append(phrases.minimumAge(facts.context.policy.account.minimumAge))
    case .accountSignIn, .accountRegister: turn.replies.append(phrases.alreadySignedIn)
    case .dialogueUndo where turn.dialogue.undo != nil:
      let undo = turn.dialogue.undo
      turn.dialogue.undo = nil
      try undo?.flow.proceed(self, patient, &turn)
    case .dialogueGreet, .dialogueThanks, .dialogueGoodbye, .helpCapabilities, .helpHuman,
      .safetyWrongNumber:
      smallTalk(understanding.intent, &turn)
    case .dialogueAffirm, .dialogueStop, .dialogueDeny, .dialogueBack, .dialogueUndo:
      turn.replies.append(phrases.nothingOpen)
    case .accountSignOut
    where said(turn, understanding).has(["everywhere", "everything", "devices", "phones"]):
      try startSecurity(understanding, patient, &turn)
    case .accountSignOut:
      turn.dialogue = Dialogue()
      turn.replies.append(phrases.signedOut)
    case .dialogueRepeat, .outOfScope:
      // What our own words tell patients to say.
      if said(turn, understanding).says("by text"), said(turn, understanding).has(["allow"]),
        let step = try PreferencesFlow().taking(said(turn, understanding), self, patient)
      {
        return try step.flow.proceed(self, patient, &turn)
      }
      if said(turn, understanding).has(["bill", "bills"]),
        isAboutGuarantor(said(turn, understanding)), try isAllowed(.billingStatement, turn)
      {
        return try startBilling(understanding, patient, &turn)
      }
      // A medicine's name alone is a wish too.
      if understanding.intent == .outOfScope, !understanding.medications.isEmpty {
        guard try isAllowed(.prescriptionsRefill, turn) else {
          return offerPerson(insteadOf: Proxies.Failure.beyondScope, &turn)
        }
        return try startRefill(understanding, patient, &turn)
      }
      if try !clarify(understanding, &turn) { misunderstood(phrases.notUnderstood, &turn) }
      return
    default:
      turn.replies.append(phrases.notByText)
    }
    turn.dialogue.misunderstandings = 0
  }

  /// What could not be read: asked in other words, then differently with a way out to a person,
  /// then about the person alone. What was asked before is off the table then, so that a yes is not
  /// taken for an answer to it.
  func misunderstood(_ question: (Int) -> String, _ turn: inout Turn) {
    if turn.dialogue.hasSetBoundary != true,
      Insults.are(in: Said(text: turn.text, understanding: understander.understand(turn.text)))
    {
      turn.dialogue.hasSetBoundary = true
      turn.replies.append(phrases.boundary)
      return
    }
    turn.dialogue.misunderstandings += 1
    if turn.dialogue.misunderstandings < 3 {
      turn.replies.append(question(turn.dialogue.misunderstandings))
    } else {
      turn.dialogue.question = .person
      turn.dialogue.leaveAll()
      turn.dialogue.misunderstandings = 0
      turn.replies.append(phrases.offerPerson)
    }
  }
}
