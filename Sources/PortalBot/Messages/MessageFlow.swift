internal import Foundation
internal import Portal
internal import PortalDomain

/// Writing to the care team or the pharmacy.
public struct MessageFlow: Flow {
  enum Recipient: String, Codable, Hashable, Sendable { case careTeam, billing, pharmacy }

  let to: Recipient
  var text: String?
  /// The thread that is written on in; `nil` for a new one.
  var thread: ThreadID?
  /// The files that go along.
  var files: [Messages.Attached]?
  /// Whether the patient said no, so that the files go.
  var isDropped = false

  var step: Step { .message(self) }
  /// It's read back before it's sent.
  var takesWishes: Bool { true }

  var declined: Step? {
    guard files?.isEmpty == false else { return nil }
    var flow = self
    flow.isDropped = true
    return flow.step
  }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    var flow = self
    if to != .pharmacy { flow.files = turn.dialogue.files }
    guard let text else { return bot.ask(flow.step, bot.phrases.whatToWrite(to), &turn) }
    bot.confirm(
      flow.step, bot.phrases.readBack(text, to, files: flow.files?.map(\.name) ?? []), &turn)
  }

  /// "tell my doctor that my cough is back"
  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    let isForOther =
      to == .pharmacy
      ? said.understanding.intent == .messagesSend
      : said.understanding.intent == .prescriptionsPharmacyMessage
    let leads =
      (said.has(["let"]) ? [" know that ", " know "] : [])
      + (said.has(["dile", "digale", "avisele"]) ? [" que "] : [])
      + [
        " that ", ": ", " saying ", "instead say ",
      ]
    let questions = [" if ", " whether ", " what ", " when ", " how "]
    func range(of words: [String]) -> Range<String.Index>? {
      words.lazy.compactMap { said.text.range(of: $0, options: .caseInsensitive) }.first
    }
    let start =
      range(of: leads)?.upperBound
      ?? (said.has(["ask"]) ? range(of: questions)?.lowerBound : nil)
    guard !isForOther, let start else { return nil }
    let rest = said.text[start...].trimmingCharacters(in: .whitespacesAndNewlines)
    guard rest.split(separator: " ").count >= 3 else { return nil }
    return saying(rest.sentence).step
  }

  private func saying(_ text: String) -> MessageFlow {
    var flow = self
    flow.text = text
    return flow
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    // A yes is nothing to send.
    if said.isBareAnswer { return nil }
    let text = said.text.trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? nil : saying(text).step
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    if isDropped {
      for file in files ?? [] { try portal.removeAttachment(file.attachment, of: patient) }
      return .events([])
    }
    guard let text else { return .events([]) }
    return try await Done {
      if to == .pharmacy {
        return try await portal.sendPharmacyMessage(text, about: nil, of: patient, as: origin)
      }
      let context = portal.context
      let draft = Messages.Draft(context.newIdentifier("MSG"), text, attached: files ?? [])
      return try await portal.perform(
        Messages.self,
        thread.map { .send(patient, $0, draft) }
          ?? .start(
            patient, context.newIdentifier("T"), to: to == .billing ? .billing : .careTeam,
            provider: nil, subject: "Text message", about: nil, draft),
        as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    turn.dialogue.files = nil
    guard !isDropped else { return }
    switch done {
    case .refused(let refusal): turn.replies.append(refusal.message)
    default: turn.replies.append(bot.phrases.sent(to))
    }
  }
}

/// Noting that a patient read what the care team wrote.
public struct ReadingFlow: Flow {
  let thread: ThreadID

  var step: Step { .reading(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.action = .perform(step)
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    try await Done {
      try await portal.perform(Messages.self, .read(patient, thread, .patient), as: origin)
    }
  }

  func conclude(_ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {}
}
