internal import PortalDomain

extension Phrases {
  // MARK: Registering

  var askClinicNumber: String { say(.askClinicNumber) }
  var askName: String { say(.askName) }
  var askBirthDate: String { say(.askBirthDate) }
  var askEmail: String { say(.askEmail) }
  func acceptTerms(_ version: String) -> String { say(.acceptTerms, ["version": version]) }
  var askActivationCode: String { say(.askActivationCode) }
  func minimumAge(_ age: Int) -> String { say(.minimumAge, ["age": "\(age)"]) }
  func termsAccepted(_ version: String) -> String { say(.termsAccepted, ["version": version]) }
  var codeAgain: String { say(.codeAgain) }
  var startOver: String { say(.startOver) }
  var registered: String { say(.registered) }

  // MARK: Username, password, PIN

  func ask(_ part: CredentialsFlow.Part, _ policy: AccountPolicy) -> String {
    switch part {
    case .username: say(.chooseUsername)
    case .password: say(.choosePassword, ["count": "\(policy.passwordMinimum)"])
    case .pin: say(.newPIN)
    }
  }

  func chosen(_ part: CredentialsFlow.Part) -> String {
    switch part {
    case .username: say(.usernameSet)
    case .password: say(.passwordSet)
    case .pin: say(.pinChanged)
    }
  }

  var notAPassword: String { say(.notAPassword) }
  var newPINChoice: String { "New PIN" }
  var newPasswordChoice: String { "New password" }
  var newUsernameChoice: String { "New username" }

  // MARK: Signing in

  var askPINOrUsername: String { say(.askPINOrUsername) }
  var askReason: String { say(.askReason) }
  func name(of reason: Credentials.Reason) -> String {
    switch reason {
    case .appointments: say(.forVisits)
    case .billing: say(.forBills)
    case .forms: say(.forForms)
    case .medicines: say(.forMedicines)
    case .messages: say(.forMessages)
    case .results: say(.forResults)
    case .settings: say(.forSettings)
    case .other: say(.forOther)
    }
  }
  var askUsername: String { say(.askUsername) }
  var askPassword: String { say(.askPassword) }

  /// - Parameter place: a masked e-mail address, or the end of a phone number in English.
  func codeSent(to place: String) -> String {
    let isEmail = place.contains("@")
    return say(
      .codeSentTo,
      ["place": isEmail ? place : say(.phoneEnding, ["digits": String(place.suffix(2))])])
  }
  var askCode: String { say(.askCode) }
  var alreadySignedIn: String { say(.alreadySignedIn) }

  // MARK: What is lost

  var askLogin: String { say(.askLogin) }
  var resetStarted: String { say(.resetStarted) }
  var askCodeAndPassword: String { say(.askCodeAndPassword) }
  var passwordReset: String { say(.passwordReset) }
  var lostPIN: String { say(.lostPIN) }
  var byUsername: String { say(.byUsername) }
  var byHelpDesk: String { say(.byHelpDesk) }
  func helpAsked(_ id: HelpID) -> String { say(.helpAsked, ["number": "\(id)"]) }

  // MARK: Security

  var whichSecurity: String { "What would you like to change?" }

  func name(of deed: SecurityFlow.Deed) -> String {
    switch deed {
    case .secondFactor(.text): "codes by text"
    case .secondFactor(.email): "codes by e-mail"
    case .secondFactor(.off): "sign in without a code"
    case .alerts(let isOn): isOn ? "tell me of each sign-in" : "don't tell me of sign-ins"
    case .signOutEverywhere: "sign out everywhere"
    }
  }

  func readBack(_ deed: SecurityFlow.Deed) -> String { "Set this: \(name(of: deed))?" }
  var signedOutEverywhere: String { "Done. You are signed out everywhere, here too." }

  func accesses(_ rows: [(day: String, who: String, what: [String])]) -> String {
    guard !rows.isEmpty else { return "Nobody has looked at your record yet." }
    return "Who looked at your record last:\n"
      + rows.map { "\($0.day), \($0.who): \($0.what.joined(separator: ", "))" }
      .joined(separator: "\n")
  }

  var filesAgain: String { say(.filesAgain) }
  var filesLater: String { say(.filesLater) }
}
