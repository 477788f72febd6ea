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
      bot.ask(step, bot.phrases.ask(part), &turn)
    }
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    let text = said.text.trimmingCharacters(in: .whitespacesAndNewlines)
    var flow = self
    switch parts.first {
    case .username: flow.typed = text.split(separator: " ").last.map(String.init)
    case .password: flow.typed = text
    case .pin:
      let digits = text.filter(\.isNumber)
      guard (1...12).contains(digits.count), text.filter(\.isLetter).count <= 12 else { return nil }
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
      turn.replies.append(refusal.message)
      return try CredentialsFlow(parts: parts).proceed(bot, patient, &turn)
    }
    turn.replies.append(bot.phrases.chosen(part))
    try CredentialsFlow(parts: Array(parts.dropFirst())).proceed(bot, patient, &turn)
  }
}
