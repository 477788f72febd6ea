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
    case .pin, nil:
      try startWish(understanding, patient, &turn)
    }
  }

  /// Something new that the patient wants.
  func startWish(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch understanding.intent {
    case .prescriptionsRefill:
      try startRefill(understanding, patient, &turn)
    case .prescriptionsList:
      try listPrescriptions(patient, &turn)
    case .prescriptionsStatus:
      try showStatus(understanding, patient, &turn)
    case .dialogueGreet, .dialogueThanks, .dialogueGoodbye, .helpCapabilities, .helpHuman,
      .safetyWrongNumber:
      smallTalk(understanding.intent, &turn)
    case .dialogueAffirm, .dialogueStop, .dialogueDeny, .dialogueBack, .dialogueUndo:
      turn.replies.append(phrases.nothingOpen)
    case .accountSignOut:
      turn.dialogue = Dialogue()
      turn.replies.append(phrases.signedOut)
    case .dialogueRepeat, .outOfScope:
      // A medicine's name alone is a wish too.
      if understanding.intent == .outOfScope, !understanding.medications.isEmpty {
        return try startRefill(understanding, patient, &turn)
      }
      turn.dialogue.misunderstandings += 1
      turn.replies.append(phrases.notUnderstood(times: turn.dialogue.misunderstandings))
      return
    default:
      turn.replies.append(phrases.notByText)
    }
    turn.dialogue.misunderstandings = 0
  }

  /// An answer that could not be read: asked in other words, then differently with a way out to a
  /// person, then the person alone.
  func misunderstood(_ question: (Int) -> String, _ turn: inout Turn) {
    turn.dialogue.misunderstandings += 1
    let times = turn.dialogue.misunderstandings
    turn.replies.append(times < 3 ? question(times) : phrases.offerPerson)
  }
}
