internal import Portal
internal import PortalDomain

/// A new phone, e-mail or address, proven by a code that goes to the old one.
public struct ContactFlow: Flow {
  var detail: ContactDetails.Detail?
  var change: ContactChangeID?
  var code: CodeID?
  /// What the patient read; it's never stored.
  var typed: String?

  var step: Step { .contact(self) }
  var secret: Secret? { change == nil ? nil : .code }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    if typed != nil {
      turn.action = .perform(step)
      return
    }
    guard let detail, let new = detail.email?.value ?? detail.phone?.value ?? detail.address?.spoken
    else {
      return bot.ask(step, bot.phrases.whichContact, &turn)
    }
    bot.confirm(step, bot.phrases.changeContact(new), &turn)
  }

  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    guard change == nil else { return nil }
    var flow = self
    if let address = PostalAddress(in: said.text) {
      flow.detail = .address(address)
    } else if let email = said.first(.email).flatMap({ EmailAddress($0.value) }) {
      flow.detail = .email(email)
    } else if let phone = said.first(.phone).flatMap({ PhoneNumber($0.value) }) {
      flow.detail = .phone(phone)
    }
    return flow == self ? nil : flow.step
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    guard change != nil else { return try taking(said, bot, patient) }
    if said.says("new code") { return ContactFlow(detail: detail).step }
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
    case .refused(let refusal):
      turn.replies.append(bot.phrases.words(of: refusal))
      guard change != nil, refusal is ContactDetails.Failure || refusal is OneTimeCodes.Failure
      else { return }
      var again = self
      again.typed = nil
      bot.ask(again.step, bot.phrases.askCode, &turn)
    default: turn.replies.append(bot.phrases.contactChanged)
    }
  }
}

extension Phrases {
  var whichContact: String { "What is your new phone number, e-mail or address?" }
  func changeContact(_ new: String) -> String {
    "Change it to \(new)? I will send a code to the phone or e-mail that we have now."
  }
  var codeSent: String { "I sent you a code. Please reply with its six digits." }
  var contactChanged: String { "Done. Your contact details are changed." }
}

extension PostalAddress {
  /// `12 Elm Street, Rochester, MN 55902`, with anything in front of the house number.
  init?(in text: String) {
    let form = /(\d+[A-Za-z]? [^,]+), *([A-Za-z .'-]+?),? +([A-Za-z]{2}),? +(\d{5}(?:-\d{4})?)/
    guard let found = text.firstMatch(of: form) else { return nil }
    let (_, street, city, state, zip) = found.output
    self.init(
      street: String(street), city: String(city), state: String(state), zip: String(zip))
  }

  /// On one line.
  var spoken: String { "\(street), \(city), \(state) \(zip)" }
}
