internal import PortalDomain

/// Everything the bot says, in plain words.
struct Phrases: Sendable {
  let clinic: ClinicProfile

  /// Whether medicines may be named in a message.
  enum Naming: Sendable {
    case inFull
    /// The patient has not agreed to it.
    case withheld
  }

  // MARK: Safety

  func safety(_ concern: SafetyConcern) -> String {
    switch concern {
    case .emergency:
      "This may be an emergency. Call 911 now, or go to the nearest emergency room. "
        + "I can't help with emergencies by text. I have alerted our staff."
    case .crisis:
      "I'm very glad you told me. Please call or text 988 now, any time, to talk with someone "
        + "who can help. If you are in danger, call 911. I have alerted our staff."
    }
  }

  var numbersRemoved: String {
    "For your safety I removed the card or social security number from your message. "
      + "Please never text those."
  }

  // MARK: What can't be dealt with

  var wentWrong: String {
    "Sorry, something went wrong here. Please try again, or call \(clinic.phone)."
  }

  var interrupted: String {
    "Sorry, I was interrupted. What you asked for was begun, and won't be done twice. "
      + "Please ask me how it stands, or call \(clinic.phone)."
  }

  var filesNotRead: String {
    "I can't read pictures or files that are sent by text. Please say in words what you need, "
      + "or call \(clinic.phone)."
  }

  // MARK: Who is speaking

  var askPIN: String { "To protect your privacy, please reply with your PIN." }
  var askPINAgain: String {
    "I need your PIN first: the numbers you chose for texting with \(clinic.name)."
  }

  var pinOrPerson: String {
    "I can't go on without your PIN. Reply PERSON and our staff will get back to you, "
      + "or call \(clinic.phone)."
  }

  func welcome(_ name: String?) -> String { "Thank you\(name.map { ", " + $0 } ?? "")." }

  func signInFailed(_ failure: Account.Failure) -> String {
    switch failure {
    case .locked: failure.message
    // One answer for all others: it doesn't tell whether there is an account.
    default:
      "That PIN doesn't match. Please try again, or call \(clinic.phone)."
    }
  }

  var signedOut: String { "You are signed out." }
  var stopped: String {
    "You will get no more messages from \(clinic.name). Reply START to get them again."
  }
  var started: String { "You will get messages from \(clinic.name) again. Reply HELP for help." }
  var wrongNumber: String {
    "Sorry about that. Reply STOP and this number gets no more messages from \(clinic.name)."
  }

  // MARK: Talk

  var greeting: String { "Hello! This is \(clinic.name). " + capabilities }
  var capabilities: String {
    "I can refill your medicines, book, change or drop visits, show and pay bills, show results, "
      + "and pass on messages. Say it in your own words, like: refill my lisinopril. "
      + "For a person, reply PERSON or call \(clinic.phone). In an emergency, call 911."
  }
  var thanks: String { "You're welcome!" }
  var goodbye: String { "Take care!" }
  var handedOff: String {
    "I have asked our staff to get back to you. You can also call \(clinic.phone)."
  }
  var leftAlone: String { "OK, I left it as it was." }
  var nothingOpen: String { "OK. There is nothing open right now. What can I do for you?" }
  var notByText: String {
    "I can't do that by text. Please call \(clinic.phone), or reply PERSON "
      + "and our staff will get back to you."
  }
  var offerPerson: String {
    "I'm sorry, I still don't understand. Would you like to talk to a person? Reply YES, "
      + "or call \(clinic.phone)."
  }

  func notUnderstood(times: Int) -> String {
    switch times {
    case 1: "Sorry, I didn't understand that. What can I do for you? Reply HELP to see what I can."
    default:
      "I can help with medicines, visits, bills, results and messages. "
        + "Try: refill, book, pay, results, or message."
    }
  }
}

extension String {
  /// With the first letter large, as at the start of a sentence.
  var sentence: String { prefix(1).uppercased() + dropFirst() }
}
