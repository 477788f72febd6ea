internal import Portal
internal import PortalDomain

/// Taking back a refill that was just asked for.
public struct RefillUndoFlow: Flow {
  let prescription: PrescriptionID
  let refill: RefillID

  var step: Step { .refillUndo(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    bot.confirm(step, "Take back the refill \(refill)?", &turn)
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    try await Done {
      try await portal.perform(
        Prescriptions.self, .cancel(patient, prescription, refill), as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal):
      turn.replies.append(
        bot.phrases.refusal(
          refusal.message,
          about: try bot.facts.prescriptions(of: patient)[prescription],
          try bot.naming(for: turn)))
    default: turn.replies.append("Done. I took the refill back.")
    }
  }
}
