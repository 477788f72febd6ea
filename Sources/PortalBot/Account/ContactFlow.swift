internal import Portal
internal import PortalDomain

/// A new phone or e-mail, proven by a code that goes to the old one.
public struct ContactFlow: Flow {
  var detail: ContactDetails.Detail?
  var change: ContactChangeID?
  var code: CodeID?
  /// What the patient read; it's never stored.
  var typed: String?

  var step: Step { .contact(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.account)
    if typed != nil {
      turn.action = .perform(step)
      return
    }
    guard let detail, let new = detail.email?.value ?? detail.phone?.value else {
      return bot.ask(step, bot.phrases.whichContact, &turn)
    }
    bot.confirm(step, bot.phrases.changeContact(new), &turn)
  }

  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    guard change == nil else { return nil }
    var flow = self
    if let email = said.first(.email).flatMap({ EmailAddress($0.value) }) {
      flow.detail = .email(email)
    } else if let phone = said.first(.phone).flatMap({ PhoneNumber($0.value) }) {
      flow.detail = .phone(phone)
    }
    return flow == self ? nil : flow.step
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    guard change != nil else { return try taking(said, bot, patient) }
    let digits = said.text.filter(\.isNumber)
    guard digits.count == 6 else { return nil }
    var flow = self
    flow.typed = digits
    return flow.step
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    do {
      if let change, let code, let typed {
        return .events(
          try await portal.confirmContactChange(
            change, of: patient, code: code, typed, as: origin))
      }
      guard let detail,
        let started = try await portal.requestContactChange(detail, of: patient, as: origin)
      else { return .events([]) }
      return .codeSent(started.change, started.code.id)
    } catch let refusal as any Refusal {
      return .refused(refusal)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .codeSent(let change, let code):
      bot.ask(
        ContactFlow(detail: detail, change: change, code: code).step, bot.phrases.codeSent, &turn)
    case .refused(let refusal): turn.replies.append(refusal.message)
    default: turn.replies.append(bot.phrases.contactChanged)
    }
  }
}

/// A new PIN.
public struct PINFlow: Flow {
  /// What was typed; it's never stored.
  var pin: String?

  var step: Step { .pin(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    if pin != nil {
      turn.action = .perform(step)
    } else {
      bot.ask(step, bot.phrases.newPIN, &turn)
    }
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    let digits = said.text.filter(\.isNumber)
    let rest = said.text.filter(\.isLetter)
    return (4...8).contains(digits.count) && rest.count <= 12 ? PINFlow(pin: digits).step : nil
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let pin else { return .events([]) }
    return try await Done { try await portal.setPIN(pin, of: patient, as: origin) }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    guard case .refused(let refusal) = done else {
      turn.replies.append(bot.phrases.pinChanged)
      return
    }
    turn.replies.append(refusal.message)
    try PINFlow().proceed(bot, patient, &turn)
  }
}

extension Phrases {
  var whichContact: String { "What is your new phone number or e-mail?" }
  func changeContact(_ new: String) -> String {
    "Change it to \(new)? I will send a code to the one that we have now."
  }
  var codeSent: String { "I sent you a code. Please reply with its six digits." }
  var contactChanged: String { "Done. Your contact details are changed." }
  var newPIN: String { "What should your new PIN be? Reply with 4 to 8 digits." }
  var pinChanged: String { "Done. Your PIN is changed." }
}
