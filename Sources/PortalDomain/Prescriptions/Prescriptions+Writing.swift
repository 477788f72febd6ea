/// Questions to the pharmacy, and its answers.
extension Prescriptions {
  static func write(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let most = context.policy.prescriptions.messageCharacters
    switch command {
    case .sendPharmacyMessage(let event):
      let text = try text(event.text, atMost: most)
      if let prescription = event.prescription {
        _ = try known(prescription, of: event.patient, state)
      }
      if let sent = state.messages.first(where: { $0.id == event.message }) {
        guard sent.patient == event.patient else { throw .unknown }
        return []
      }
      return [
        PharmacyMessageSent(
          patient: event.patient, message: event.message, prescription: event.prescription,
          text: text)
      ]
    case .answerPharmacyMessage(let patient, let id, let answer):
      let text = try text(answer, atMost: most)
      guard let message = state.messages.first(where: { $0.id == id }), message.patient == patient
      else { throw .unknown }
      if message.answer == text { return [] }
      return [
        PharmacyMessageAnswered(
          patient: patient, message: id, prescription: message.prescription, text: text)
      ]
    default: return []
    }
  }
}
