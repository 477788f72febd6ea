internal import Foundation
internal import Portal
internal import PortalDomain

/// Showing who may see a bill: by the guarantor's number that stands on it, or the patient's birth
/// date.
public struct GuarantorFlow: Flow {
  var guarantor: GuarantorID?
  var birthDate: LocalDate?

  var step: Step { .guarantor(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.billing)
    if guarantor != nil || birthDate != nil {
      turn.action = .perform(step)
    } else {
      bot.ask(step, bot.phrases.askGuarantor, &turn)
    }
  }

  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    if let number = said.text.firstMatch(of: /\b[Gg]\d{3,9}\b/)?.output {
      return GuarantorFlow(guarantor: GuarantorID(number.uppercased())).step
    }
    return BirthDate.read(said.text, today: bot.facts.context.today)
      .map { GuarantorFlow(birthDate: $0).step }
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    try taking(said, bot, patient)
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    let proof = guarantor.map { Billing.Proof.guarantor($0) } ?? birthDate.map { .birthDate($0) }
    guard let proof else { return .events([]) }
    return try await Done {
      try await portal.perform(
        Billing.self, .prove(patient, proof, asOf: portal.context.today), as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(refusal.message)
    case .events(let changes) where changes.contains { $0.event is Billing.IdentityProven }:
      let (balance, today) = (try bot.facts.balance(of: patient), bot.facts.context.today)
      turn.replies.append(bot.phrases.guarantorProven)
      turn.replies.append(
        bot.phrases.statements(
          balance.open, details: try bot.agrees(turn, to: .healthDetailsByText), today))
    default:
      turn.replies.append(bot.phrases.guarantorWrong)
      try GuarantorFlow().proceed(bot, patient, &turn)
    }
  }
}

extension Phrases {
  var askGuarantor: String {
    "What is the guarantor number on your bill, like G12345? The birth date does too."
  }
  var guarantorProven: String { "Thank you, that matches." }
  var guarantorWrong: String { "That doesn't match the bill." }
}
