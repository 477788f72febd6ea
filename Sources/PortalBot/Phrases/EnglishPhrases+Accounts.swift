/// What the English catalogue says about accounts: registering, signing in, what is lost; who is
/// acted for, and how one talks.
extension EnglishPhrases {
  static let accounts = [registering, credentials, signingIn, whatIsLost, others]

  private static let registering: [PhraseKey: String] = [
    .askClinicNumber: "What is your clinic number? It has seven digits and stands on your letter.",
    .askName: "What are your first and last name, as the clinic has them?",
    .askBirthDate: "What is your birth date? Write it like 4/17/1991.",
    .askEmail: "What is your e-mail address?",
    .acceptTerms: """
    Our terms of use (version {version}) are at our front desk. Texts are not private: others \
    may read them on your phone. Do you accept the terms?
    """,
    .askActivationCode: "Last, what is the activation code on your letter? It looks like 123-456.",
    .minimumAge: """
    You must be {age} or older for an account of your own. For a younger child, a parent can \
    act.
    """,
    .termsAccepted: """
    You have accepted our terms of use (version {version}). They are at our front desk.
    """,
    .codeAgain: "Type the code again",
    .startOver: "Start over",
    .registered: "Your account is ready.",
  ]

  private static let credentials: [PhraseKey: String] = [
    .chooseUsername: "Choose a username of letters, digits, dots or dashes, with no space.",
    .choosePassword: """
    Choose a password of {count} or more characters; a few words do well. I don't keep your \
    message. Delete it from your phone when you are done.
    """,
    .notAPassword: "I did not take that as a password, as it sounds like a question or a wish.",
    .newPIN: "What should your new PIN be? Reply with 4 to 8 digits.",
    .usernameSet: "Your username is set.",
    .passwordSet: "Your password is set.",
    .pinChanged: "Done. Your PIN is changed.",
    .weakPIN: """
    Please choose a PIN of {from} to {to} digits that is hard to guess: not 1234, not all the \
    same.
    """,
    .badUsername: """
    A username has {from} to {to} letters, digits, or . _ - @ +. Please choose another.
    """,
    .usernameTaken: "That username is taken. Please choose another.",
    .passwordTooShort: "Please choose a longer password, of at least {count} characters.",
    .passwordTooLong: "Please choose a shorter password, of at most {count} characters.",
    .passwordCommon: "Many people use that password. Please choose another; a few words do well.",
    .passwordHasName: "Please choose a password without your name in it.",
    .passwordHasBirthDate: "Please choose a password without your birth date in it.",
    .passwordHasUsername: "Please choose a password without your username in it.",
    .passwordEasy: "That password is easy to guess. Please choose another.",
  ]

  private static let signingIn: [PhraseKey: String] = [
    .askPINOrUsername: """
    Please reply with your PIN. To use your username and password, reply USERNAME. New here? \
    Reply REGISTER.
    """,
    .askReason: "What do you want to sign in for?",
    .forVisits: "Visits",
    .forBills: "Bills",
    .forForms: "Forms",
    .forMedicines: "Medicines",
    .forMessages: "Messages",
    .forResults: "Test results",
    .forSettings: "Settings",
    .forOther: "Something else",
    .askUsername: "What is your username?",
    .askPassword: "What is your password? I don't keep your message.",
    .codeSentTo: "I sent a code to {place}. Please reply with its six digits.",
    .phoneEnding: "the phone ending in {digits}",
    .askCode: "Please reply with the six digits of the code, or NEW CODE to get another.",
    .alreadySignedIn: "You are signed in. What can I do for you?",
    .notSignedIn: "That username and password don't match. Please try again.",
    .tooManyTries: "Too many wrong tries. For your safety, please wait a while and try again.",
    .codeNotAccepted: """
    That code doesn't match, or it no longer works. Check it, or ask for a new one.
    """,
    .tooManyCodes: "I sent you several codes already. Please wait a while and try again.",
  ]

  private static let whatIsLost: [PhraseKey: String] = [
    .askLogin: "What is your username, clinic number or e-mail?",
    .resetStarted: """
    If we know it, a code is on its way to the phone or e-mail that we have. Reply with the \
    code, a space and your new password, all in one message.
    """,
    .askCodeAndPassword: "Reply with the code, a space and your new password, all in one message.",
    .passwordReset: "Done. Your password is changed. Say SIGN IN to go on.",
    .lostPIN: "No problem. How would you like to go on?",
    .byUsername: "Sign in with username and password",
    .byHelpDesk: "Ask the help desk",
    .helpAsked: """
    Thank you. Our help desk will call the phone that we have for you. Your number is {number}.
    """,
    .registrationNoMatch: """
    I can't match that. Check your clinic number, code, name and birth date, or call {phone} for \
    a new code.
    """,
    .tooYoung: """
    You must be {age} or older for an account of your own. A parent can act for you; please call \
    {phone}.
    """,
    .termsFirst: "Please read and accept the terms of use (version {version}) first.",
  ]

  private static let others: [PhraseKey: String] = [
    .boundary: """
    I hear that you are upset, and I want to help. Please keep it polite. Tell me what you need, \
    or reply PERSON to talk to a person.
    """,
    .aboutYou: "This is about you again.",
    .aboutOther: "This is about {name} now. Say FOR ME to go back.",
    .actsForNobody: "I see nobody whom you act for. Please call {phone} to set that up.",
    .actsFor: "You can act for {names}. Say it like: book a visit for {name}.",
    .notYoursToSee: "That part of the record is their own. I can't show or do that for them here.",
    .filesAgain: "Please send the file again, so that it goes to the right person.",
    .filesLater: """
    I can't take files before I know who you are. Please send it again after you gave your PIN.
    """,
  ]
}
