internal import Foundation
internal import Portal
internal import PortalDomain

/// Letting another provider see the record for a time.
public struct ShareFlow: Flow {
  var recipient: String?

  var step: Step { .share(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    guard let recipient else { return bot.ask(step, bot.phrases.shareWithWhom, &turn) }
    bot.confirm(step, bot.phrases.readBackShare(recipient), &turn)
  }

  /// "share my records with Dr. Jones in Chicago"; "no, with Dr. Smith"
  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    guard let range = said.text.range(of: " with ", options: [.caseInsensitive, .backwards]) else {
      return nil
    }
    let name = said.text[range.upperBound...].trimmingCharacters(
      in: .whitespacesAndNewlines.union(.punctuationCharacters))
    let vague: Set<String> = ["another", "someone", "somebody", "a", "my", "other", "him", "her"]
    guard let first = name.lowercased().split(separator: " ").first,
      !vague.contains(String(first)), name.count <= 80
    else { return nil }
    return ShareFlow(recipient: name).step
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    if let named = try taking(
      Said(text: " " + said.text, understanding: said.understanding), bot, patient)
    {
      return named
    }
    let name = said.text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !said.isBareAnswer, !name.isEmpty, name.count <= 80, name.contains(where: \.isLetter),
      !said.isQuestion,
      !said.has(["i", "my", "you", "can"])
    else { return nil }
    return ShareFlow(recipient: name).step
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let recipient else { return .events([]) }
    do {
      let made = try await portal.share(recordOf: patient, with: recipient, as: origin)
      return .shared(made.share, code: made.code)
    } catch let refusal as any Refusal {
      return .refused(refusal)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(refusal.message)
    case .shared(let id, let code):
      turn.dialogue.undo = UnshareFlow(share: id).step
      turn.replies.append(bot.phrases.shared(id, code, recipient ?? ""))
    default: break
    }
  }
}
