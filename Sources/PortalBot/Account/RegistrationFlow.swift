internal import Foundation
internal import Portal
internal import PortalDomain

/// From a clinic number and an activation code to an account. The code is asked for last, so that it's
/// taken in the moment when it comes and stands nowhere.
public struct RegistrationFlow: Flow {
  var number: String?
  var givenName: String?
  var familyName: String?
  var birthDate: LocalDate?
  var email: EmailAddress?
  /// The version of the terms that was accepted.
  var terms: String?
  /// What was typed; it's never stored.
  var code: String?

  var step: Step { .registration(self) }
  var isForStrangers: Bool { true }
  var secret: Secret? { terms == nil ? nil : .code }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    let (phrases, policy) = (bot.phrases, bot.facts.context.policy.account)
    if code != nil {
      turn.action = .perform(step)
    } else if number == nil {
      bot.ask(step, phrases.askClinicNumber, &turn)
    } else if familyName == nil {
      bot.ask(step, phrases.askName, &turn)
    } else if birthDate == nil {
      bot.ask(step, phrases.askBirthDate, &turn)
    } else if let birthDate, birthDate.years(until: bot.facts.context.today) < policy.minimumAge {
      turn.replies.append(
        phrases.words(of: Registration.Failure.tooYoung(minimum: policy.minimumAge)))
    } else if email == nil {
      bot.ask(step, phrases.askEmail, &turn)
    } else if terms != policy.termsVersion {
      bot.confirm(step, phrases.acceptTerms(policy.termsVersion), &turn)
    } else {
      bot.ask(step, phrases.askActivationCode, &turn)
    }
  }

  /// What can be told apart from anything else: "register me, 4100105, tom@example.org".
  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    var flow = self
    if let email = said.first(.email).flatMap({ EmailAddress($0.value) }) { flow.email = email }
    if let number = Self.clinicNumber(in: said.text) { flow.number = number }
    return flow == self ? nil : flow.step
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    var flow = self
    if terms != nil {
      let digits = said.text.filter(\.isNumber)
      guard digits.count == 6 else { return nil }
      flow.code = digits
    } else if number == nil {
      flow.number = Self.clinicNumber(in: said.text)
    } else if familyName == nil {
      // "where are your clinics" has the form of a name.
      guard !said.isPlainWish, !said.isQuestion,
        !said.has(["what", "where", "when", "how", "who", "why", "which"]),
        let (given, family) = Self.name(in: said.text)
      else { return nil }
      (flow.givenName, flow.familyName) = (given, family)
    } else if birthDate == nil {
      flow.birthDate = BirthDate.read(said.text, today: bot.facts.context.today)
    } else {
      return try taking(said, bot, patient)
    }
    return flow == self ? nil : flow.step
  }

  /// Seven digits in a row; a phone number has more.
  static func clinicNumber(in text: String) -> String? {
    text.split { !$0.isNumber }.map(String.init).first { $0.count == 7 }
  }

  /// The first word and the last; what stands between them belongs to neither.
  private static func name(in text: String) -> (given: String, family: String)? {
    var words = text.split { !$0.isLetter && !"-'’.".contains($0) }.map(String.init)
    let leads: Set<String> = ["my", "name", "is", "i'm", "im", "i", "am", "it's", "its"]
    while let first = words.first, leads.contains(first.lowercased()) { words.removeFirst() }
    guard (2...5).contains(words.count), !text.contains("?"), let given = words.first,
      let family = words.last
    else { return nil }
    return (given, family)
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let code else { return .events([]) }
    guard let number, let givenName, let familyName, let birthDate, let email else {
      return .refused(Registration.Failure.noMatch)
    }
    do {
      let registered = try await portal.register(
        clinicNumber: number, activationCode: code,
        .init(
          givenName: givenName, familyName: familyName, birthDate: birthDate, email: email,
          terms: terms), as: origin)
      return .registered(registered.patient)
    } catch let refusal as any Refusal {
      return .refused(refusal)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    var flow = self
    flow.code = nil
    switch done {
    case .registered(let patient):
      turn.dialogue.postponed = nil
      try bot.welcome(
        patient,
        until: bot.facts.context.now.addingTimeInterval(
          Double(bot.facts.context.policy.sessionSeconds)), &turn)
      turn.replies.append(bot.phrases.registered)
      try CredentialsFlow(parts: CredentialsFlow.Part.allCases).proceed(bot, patient, &turn)
    case .refused(let refusal):
      bot.choose(
        [
          Choice(bot.phrases.codeAgain, flow.step),
          Choice(bot.phrases.startOver, RegistrationFlow().step),
        ], for: flow.step, bot.phrases.words(of: refusal), &turn)
    default:
      // The terms were accepted.
      flow.terms = bot.facts.context.policy.account.termsVersion
      try flow.proceed(bot, patient, &turn)
    }
  }
}
