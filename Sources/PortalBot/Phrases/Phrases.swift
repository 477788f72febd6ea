internal import PortalDomain

/// Everything the bot says, in plain words.
struct Phrases: Sendable {
  let clinic: ClinicProfile
  var language = Preferences.Language.english

  /// Whether medicines may be named in a message.
  enum Naming: Sendable {
    case inFull
    /// The patient has not agreed to it.
    case withheld
  }

  // MARK: Safety

  func safety(_ concern: SafetyConcern) -> String {
    switch concern {
    case .emergency: say(.emergency)
    case .crisis: say(.crisis)
    }
  }

  /// Asks whether it's one; where to call is said at once.
  func askWhether(_ concern: SafetyConcern) -> String {
    switch concern {
    case .emergency: say(.askEmergency)
    case .crisis: say(.askCrisis)
    }
  }

  var noDanger: String { say(.noDanger) }
  var numbersRemoved: String { say(.numbersRemoved) }

  // MARK: What can't be dealt with

  var wentWrong: String { say(.wentWrong) }
  var interrupted: String { say(.interrupted) }
  var filesNotRead: String { say(.filesNotRead) }

  // MARK: Who is speaking

  var askPIN: String { say(.askPIN) }
  var askPINAgain: String { say(.askPINAgain) }
  var pinOrPerson: String { say(.pinOrPerson) }

  func welcome(_ name: String?) -> String {
    name.map { say(.welcomeByName, ["name": $0]) } ?? say(.welcome)
  }

  func signInFailed(_ failure: Account.Failure) -> String {
    switch failure {
    case .locked: say(.pinLocked)
    // One answer for all others: it doesn't tell whether there is an account.
    default: say(.pinWrong)
    }
  }

  var afterSignIn: String { say(.afterSignIn) }
  var signedOut: String { say(.signedOut) }
  var stopped: String { say(.stopped) }
  func stopped(for names: [String]) -> String {
    say(.stoppedFor, ["names": names.joined(separator: ", ")])
  }
  var started: String { say(.started) }
  var wrongNumber: String { say(.wrongNumber) }

  // MARK: Talk

  var greeting: String { say(.greeting, ["capabilities": capabilities]) }
  var capabilities: String { say(.capabilities) }
  var thanks: String { say(.thanks) }
  var goodbye: String { say(.goodbye) }
  var handedOff: String { say(.handedOff) }
  var leftAlone: String { say(.leftAlone) }
  var nothingOpen: String { say(.nothingOpen) }
  var notByText: String { say(.notByText) }
  var free: String { say(.free) }
  var offerPerson: String { say(.offerPerson) }
  var personInstead: String { say(.personInstead) }

  func notUnderstood(times: Int) -> String {
    say(times == 1 ? .notUnderstood : .notUnderstoodAgain)
  }
}

extension String {
  /// With the first letter large, as at the start of a sentence.
  var sentence: String { prefix(1).uppercased() + dropFirst() }
}
