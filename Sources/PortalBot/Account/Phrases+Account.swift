internal import PortalDomain

extension Phrases {
  // MARK: Registering

  var askClinicNumber: String {
    "What is your clinic number? It has seven digits and stands on your letter."
  }
  var askName: String { "What are your first and last name, as the clinic has them?" }
  var askBirthDate: String { "What is your birth date? Write it like 4/17/1991." }
  var askEmail: String { "What is your e-mail address?" }
  func acceptTerms(_ version: String) -> String {
    "Our terms of use (version \(version)) are at our front desk. "
      + "Texts are not private: others may read them on your phone. Do you accept the terms?"
  }
  var askActivationCode: String {
    "Last, what is the activation code on your letter? It looks like 123-456."
  }
  func minimumAge(_ age: Int) -> String {
    "You must be \(age) or older for an account of your own. For a younger child, a parent can act."
  }
  func termsAccepted(_ version: String) -> String {
    "You have accepted our terms of use (version \(version)). They are at our front desk."
  }
  var codeAgain: String { "Type the code again" }
  var startOver: String { "Start over" }
  var registered: String { "Your account is ready." }

  // MARK: Username, password, PIN

  func ask(_ part: CredentialsFlow.Part) -> String {
    switch part {
    case .username: "Choose a username of letters, digits, dots or dashes, with no space."
    case .password:
      "Choose a password of 8 or more characters; a few words do well. "
        + "I don't keep your message. Delete it from your phone when you are done."
    case .pin: newPIN
    }
  }

  func chosen(_ part: CredentialsFlow.Part) -> String {
    switch part {
    case .username: "Your username is set."
    case .password: "Your password is set."
    case .pin: pinChanged
    }
  }

  var newPIN: String { "What should your new PIN be? Reply with 4 to 8 digits." }
  var pinChanged: String { "Done. Your PIN is changed." }
  var newPINChoice: String { "New PIN" }
  var newPasswordChoice: String { "New password" }
  var newUsernameChoice: String { "New username" }

  // MARK: Signing in

  var askPINOrUsername: String {
    "Please reply with your PIN. To use your username and password, reply USERNAME. "
      + "New here? Reply REGISTER."
  }
  var askReason: String { "What do you want to sign in for?" }
  func name(of reason: Credentials.Reason) -> String {
    switch reason {
    case .appointments: "Visits"
    case .billing: "Bills"
    case .forms: "Forms"
    case .medicines: "Medicines"
    case .messages: "Messages"
    case .results: "Test results"
    case .settings: "Settings"
    case .other: "Something else"
    }
  }
  var askUsername: String { "What is your username?" }
  var askPassword: String { "What is your password? I don't keep your message." }
  func codeSent(to place: String) -> String {
    "I sent a code to \(place). Please reply with its six digits."
  }
  var askCode: String {
    "Please reply with the six digits of the code, or NEW CODE to get another."
  }
  var alreadySignedIn: String { "You are signed in. What can I do for you?" }

  // MARK: What is lost

  var askLogin: String { "What is your username, clinic number or e-mail?" }
  var resetStarted: String {
    "If we know it, a code is on its way to the phone or e-mail that we have. "
      + askCodeAndPassword
  }
  var askCodeAndPassword: String {
    "Reply with the code, a space and your new password, all in one message."
  }
  var passwordReset: String { "Done. Your password is changed. Say SIGN IN to go on." }
  var lostPIN: String { "No problem. How would you like to go on?" }
  var byUsername: String { "Sign in with username and password" }
  var byHelpDesk: String { "Ask the help desk" }
  func helpAsked(_ id: HelpID) -> String {
    "Thank you. Our help desk will call the phone that we have for you. Your number is \(id)."
  }

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

  var filesAgain: String { "Please send the file again, so that it goes to the right person." }
  var filesLater: String {
    "I can't take files before I know who you are. Please send it again after you gave your PIN."
  }
}
