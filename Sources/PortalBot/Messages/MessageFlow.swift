internal import Foundation
internal import Portal
internal import PortalDomain

/// Writing to the care team or the pharmacy.
public struct MessageFlow: Flow {
  enum Recipient: String, Codable, Hashable, Sendable { case careTeam, pharmacy }

  let to: Recipient
  var text: String?

  var step: Step { .message(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    guard let text else { return bot.ask(step, bot.phrases.whatToWrite(to), &turn) }
    bot.confirm(step, bot.phrases.readBack(text, to), &turn)
  }

  /// "tell my doctor that my cough is back"
  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    let leads = [" that ", ": ", " saying ", "instead say "]
    guard
      let range = leads.lazy.compactMap({ said.text.range(of: $0, options: .caseInsensitive) })
        .first
    else { return nil }
    let rest = said.text[range.upperBound...].trimmingCharacters(in: .whitespacesAndNewlines)
    guard rest.split(separator: " ").count >= 3 else { return nil }
    return MessageFlow(to: to, text: rest.sentence).step
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    let text = said.text.trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? nil : MessageFlow(to: to, text: text).step
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let text else { return .events([]) }
    return try await Done {
      if to == .pharmacy {
        return try await portal.sendPharmacyMessage(text, about: nil, of: patient, as: origin)
      }
      let context = portal.context
      return try await portal.perform(
        Messages.self,
        .start(
          patient, context.newIdentifier("T"), to: .careTeam, provider: nil,
          subject: "Text message", about: nil, .init(context.newIdentifier("MSG"), text)),
        as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(refusal.message)
    default: turn.replies.append(bot.phrases.sent(to))
    }
  }
}
