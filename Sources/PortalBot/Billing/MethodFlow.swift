internal import Portal
internal import PortalDomain

/// Keeping a card or bank account on file, or removing one. A card's number never passes through a
/// message: the payment processor's own page gives a token for it.
public struct MethodFlow: Flow {
  enum Deed: String, Codable, Hashable, Sendable { case add, remove }

  let deed: Deed
  var token: String?
  var method: MethodID?

  var step: Step { .method(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.billing)
    switch deed {
    case .add where token == nil: bot.ask(step, bot.phrases.askToken, &turn)
    case .add: bot.confirm(step, bot.phrases.keepMethod, &turn)
    case .remove:
      let methods = try bot.facts.methods(of: patient)
      if methods.isEmpty {
        turn.replies.append(bot.phrases.noMethod([]))
      } else if let chosen = methods.first(where: { $0.id == method }) {
        bot.confirm(step, bot.phrases.removeMethod(chosen), &turn)
      } else {
        let choices = methods.map {
          Choice($0.spoken.sentence, MethodFlow(deed: .remove, method: $0.id).step)
        }
        bot.choose(choices, for: step, bot.phrases.removeWhich, &turn)
      }
    }
  }

  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    var flow = self
    switch deed {
    case .add: flow.token = Self.token(in: said.text) ?? token
    case .remove:
      let named = try bot.facts.methods(of: patient).filter { method in
        said.says(method.lastFour) || said.says(method.brand)
          || method.brand == "American Express" && said.has(["amex"])
          || method.kind == .bank && said.has(["bank", "account", "checking"])
      }
      if named.count == 1 { flow.method = named[0].id }
    }
    return flow == self ? nil : flow.step
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    // A card's number was taken out of the message: asked once more, and why.
    said.text.contains("removed]") ? step : try taking(said, bot, patient)
  }

  /// One word with letters, an underscore, and nothing that could be a card's number.
  private static func token(in text: String) -> String? {
    text.split { $0.isWhitespace || "\"',.!?()".contains($0) }.map(String.init).first {
      $0.contains("_") && $0.contains(where: \.isLetter) && !Billing.holdsCardNumber($0)
    }
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    do {
      if let token {
        return .kept(try await portal.addMethod(token: token, of: patient, as: origin))
      }
      guard let method else { return .events([]) }
      return .events(
        try await portal.perform(Billing.self, .removeMethod(patient, method), as: origin))
    } catch let refusal as any Refusal {
      return .refused(refusal)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(refusal.message)
    case .kept(let method): turn.replies.append(bot.phrases.methodKept(method))
    default: turn.replies.append(bot.phrases.methodRemoved)
    }
  }
}

extension Phrases {
  var askToken: String {
    "Never text a card or account number. Enter it on our secure payment page, and reply with the "
      + "token that it shows, like tok_visa. Or call \(clinic.phone)."
  }
  var keepMethod: String { "Keep this way to pay on file?" }
  func methodKept(_ method: Billing.Method) -> String {
    "Done. Your \(method.spoken) is on file. Say PAY to use it."
  }
  var removeWhich: String { "Which one should I remove?" }
  func removeMethod(_ method: Billing.Method) -> String {
    "Remove your \(method.spoken) from our files?"
  }
  var methodRemoved: String { "Done. It is removed." }
}
