internal import Foundation
internal import Portal
internal import PortalDomain

/// A new username, password or PIN, one after the other.
public struct CredentialsFlow: Flow {
  enum Part: String, Codable, Hashable, Sendable, CaseIterable { case username, password, pin }

  /// Those that are still to be chosen.
  var parts: [Part]
  /// What was typed; it's never stored.
  var typed: String?

  var step: Step { .credentials(self) }
  var isOwn: Bool { true }
  var secret: Secret? {
    switch parts.first {
    case .password: .password
    case .pin: .pin
    case .username, nil: nil
    }
  }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    guard let part = parts.first else { return }
    if typed != nil {
      turn.action = .perform(step)
    } else {
      bot.ask(step, bot.phrases.ask(part, bot.facts.context.policy.account), &turn)
    }
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    let text = said.text.trimmingCharacters(in: .whitespacesAndNewlines)
    var flow = self
    switch parts.first {
    case .username:
      guard let name = said.username else { return nil }
      flow.typed = name
    case .password:
      guard !said.isTalk else { return nil }
      flow.typed = text
    case .pin:
      let digits = text.filter(\.isNumber)
      guard (1...12).contains(digits.count), said.isOnlyNumber else { return nil }
      flow.typed = digits
    case nil: return nil
    }
    return flow.step
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let typed, let part = parts.first else { return .events([]) }
    return try await Done {
      switch part {
      case .username: try await portal.chooseUsername(typed, of: patient, as: origin)
      case .password: try await portal.setPassword(typed, of: patient, as: origin)
      case .pin: try await portal.setPIN(typed, of: patient, as: origin)
      }
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    guard let part = parts.first else { return }
    if case .refused(let refusal) = done {
      turn.replies.append(bot.phrases.words(of: refusal))
      return try CredentialsFlow(parts: parts).proceed(bot, patient, &turn)
    }
    turn.replies.append(bot.phrases.chosen(part))
    try CredentialsFlow(parts: Array(parts.dropFirst())).proceed(bot, patient, &turn)
  }
}

extension Said {
  /// A username: the only word, or the last of a message that says so ("my username is maria.a").
  var username: String? {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard !isQuestion, let last = words.last,
      words.count == 1
        ? !isTalk : words.count <= 6 && has(["username", "user", "login", "usuario"])
    else { return nil }
    return last
  }

  /// Whether all besides its digits only says that here they are: "make it 4826 please".
  var isOnlyNumber: Bool {
    let around: Set<String> = [
      "my", "new", "pin", "is", "its", "it's", "it", "make", "use", "please", "should", "be", "the",
      "to", "set", "lets", "let's", "ok", "mi", "nuevo", "el", "es", "sea", "por", "favor",
      "number",
    ]
    return words.allSatisfy { $0.contains(where: \.isNumber) || around.contains($0) }
  }
}
