/// The bot's catalogue in English: short and plain, in the alphabet of text messages.
///
/// `{clinic}` is the clinic's name, `{phone}` its number; the rest is filled in by ``Phrases``.
enum EnglishPhrases {
  static let texts = Dictionary(
    uniqueKeysWithValues: ([
      safety, whoIsSpeaking, talk, wishes, questions, prescriptions, refillsThatCantBeHad, billing,
      appointments, results, messages, preferences,
    ] + accounts).flatMap { $0.map { ($0.key, $0.value) } })

  private static let safety: [PhraseKey: String] = [
    .emergency: """
    This may be an emergency. Call 911 now, or go to the nearest emergency room. I can't help \
    with emergencies by text. I have alerted our staff.
    """,
    .crisis: """
    I'm very glad you told me. Please call or text 988 now, any time, to talk with someone \
    who can help. If you are in danger, call 911. I have alerted our staff.
    """,
    .askEmergency: """
    If this is an emergency, call 911 now. Is someone in danger right now? Reply YES or NO.
    """,
    .askCrisis: """
    I want to be sure you are safe. Call or text 988 any time, or 911 in an emergency. Is \
    someone in danger right now? Reply YES or NO.
    """,
    .noDanger: "I'm glad to hear it.",
    .numbersRemoved: """
    To keep you safe, I took the card or social security number out of your message. Please \
    never text those.
    """,
    .wentWrong: "Sorry, something went wrong here. Please try again, or call {phone}.",
    .interrupted: """
    Sorry, I was interrupted. What you asked for was begun, and won't be done twice. Please ask \
    me how it stands, or call {phone}.
    """,
    .filesNotRead: """
    I can't read pictures or files that are sent by text. Please say in words what you need, or \
    call {phone}.
    """,
  ]

  private static let whoIsSpeaking: [PhraseKey: String] = [
    .askPIN: "To protect your privacy, please reply with your PIN.",
    .askPINAgain: "I need your PIN first: the numbers you chose for texting with {clinic}.",
    .pinOrPerson: """
    I can't go on without your PIN. Reply PERSON and our staff will get back to you, or call \
    {phone}.
    """,
    .welcome: "Thank you.",
    .welcomeByName: "Thank you, {name}.",
    .pinLocked: "Too many wrong PINs. For your safety, please wait a while and try again.",
    .pinWrong: "That PIN doesn't match. Please try again, or call {phone}.",
    .afterSignIn: "I can do that as soon as you are signed in.",
    .signedOut: "You are signed out.",
    .stopped: """
    You will get no more messages from {clinic}, nor does anyone who shares this phone. Reply \
    START to get them again.
    """,
    .stoppedFor: """
    You will get no more messages from {clinic}. That stops them for {names}, who share this \
    phone. Reply START to get them again.
    """,
    .started: "You will get messages from {clinic} again. Reply HELP for help.",
    .wrongNumber: """
    Sorry about that. Reply STOP and this number gets no more messages from {clinic}.
    """,
  ]

  private static let talk: [PhraseKey: String] = [
    .greeting: "Hello! This is {clinic}. {capabilities}",
    .capabilities: """
    I can refill your medicines, book, change or drop visits, show and pay bills, show \
    results, and pass on messages. Say it in your own words, like: refill my lisinopril. For \
    a person, reply PERSON or call {phone}. In an emergency, call 911.
    """,
    .thanks: "You're welcome!",
    .goodbye: "Take care!",
    .handedOff: "I have asked our staff to get back to you. You can also call {phone}.",
    .leftAlone: "OK, I left it as it was.",
    .nothingOpen: "OK. There is nothing open right now. What can I do for you?",
    .notByText: """
    I can't do that by text. Please call {phone}, or reply PERSON and our staff will get back \
    to you.
    """,
    .free: "The portal is free, at any hour. Your phone company may charge you for texts.",
    .offerPerson: """
    I'm sorry, I still don't understand. Would you like to talk to a person? Reply YES, or \
    call {phone}.
    """,
    .personInstead: "Would you like to talk to a person? Reply YES, or call {phone}.",
    .notUnderstood: """
    Sorry, I didn't understand that. What can I do for you? Reply HELP to see what I can.
    """,
    .notUnderstoodAgain: """
    I can help with medicines, visits, bills, results and messages. Try: refill, book, pay, \
    results, or message.
    """,
  ]

  private static let wishes: [PhraseKey: String] = [
    .whichWish: "I'm not sure that I understand. Which do you mean?",
    .wishOther: "Something else",
    .wishContact: "Change your phone, email or address",
    .wishPreferences: "Choose which texts you get",
    .wishSecurity: "Change your PIN or how you sign in",
    .wishPassword: "Get a new password or username",
    .wishProxy: "Act for a family member",
    .wishSignOut: "Sign out",
    .wishBook: "Book a visit",
    .wishMove: "Move a visit",
    .wishDrop: "Drop a visit",
    .wishVisits: "See your visits",
    .wishConfirm: "Say that you will come to a visit",
    .wishTimes: "See which times are open",
    .wishWaitlist: "Wait for an earlier time",
    .wishRefill: "Refill a medicine",
    .wishRefillStatus: "See where a refill is",
    .wishRefillHistory: "See past refills",
    .wishAutoRefill: "Turn automatic refills on or off",
    .wishMedicines: "See what you take",
    .wishPharmacy: "Ask the pharmacy something",
    .wishMessage: "Write to your care team",
    .wishMessages: "See your messages",
    .wishResults: "See your lab results",
    .wishReports: "See a scan or biopsy report",
    .wishNotes: "Read the notes of a visit",
    .wishSummary: "See your allergies, conditions and shots",
    .wishDownload: "Get a copy of your record",
    .wishShare: "Share your record",
    .wishBalance: "See what you owe",
    .wishPay: "Pay a bill",
    .wishPayments: "See what you paid",
    .wishBill: "See a bill",
    .wishMethods: "See or change your cards",
    .wishPlan: "Pay a bill in parts",
    .wishForm: "Fill in a form",
    .wishForms: "See your forms",
    .wishArticle: "Read about a health topic",
    .wishClinic: "Hear about the clinic, its hours or places",
    .wishCareTeam: "See who is on your care team",
    .wishNews: "Hear the clinic's news",
  ]

  private static let questions: [PhraseKey: String] = [
    .yesOrNo: "{question} Reply Y or N",
    .yesOrNoAgain: "Sorry, I need a yes or a no. {question} Reply YES or NO.",
    .yesOrNoNumbered: """
    Let me ask another way. {question} Reply 1 for yes, 2 to leave it, or 3 to talk to a \
    person.
    """,
    .numbered: "{question}\n{list}\nReply with the number.",
    .numberedAgain: "Sorry, which of these do you mean? A number is enough.\n{list}",
    .numberedLast: """
    Let me ask another way. Reply with a number from 1 to {count}, NONE to leave it, or \
    PERSON to talk to a person.
    {list}
    """,
    .billsNotAgreed: """
    You have not agreed to see bills in text messages. To agree, say: allow bills by text. Or \
    call {phone}.
    """,
    .detailsNotAgreed: """
    You have not agreed to see health details in text messages. To agree, say: allow health \
    details by text. Or call {phone}.
    """,
  ]

  private static let prescriptions: [PhraseKey: String] = [
    .noPrescriptions: "I see no medicines on your list. Please call {phone} if that is wrong.",
    .notOnList: "I don't see that medicine on your list.",
    .nothingUnderWay: "No refill is on its way right now.",
    .namesNotAgreed: """
    You have not agreed to see medicine names in text messages. Tell me which one in your own \
    words, or call {phone}.
    """,
    .namedMedicine: "the medicine you named",
    .thatMedicine: "that medicine",
    .yourMedicine: "Your medicine",
    .yourDoctor: "your doctor",
    .yourPharmacy: "your pharmacy",
    .refillQuestion: "Refill {name}, at {pharmacy}?",
    .refillDeed: "send the refill of {name} to {pharmacy}",
    .renewalQuestion: "Shall I ask {doctor} to renew {name}?",
    .renewalDeed: "ask {doctor} for a new prescription of {name}",
    .deedAgain: """
    Sorry, I need a yes or a no. If you want me to {deed}, reply YES. If not, reply NO.
    """,
    .deedNumbered: """
    Let me ask another way. Reply 1 to {deed}, 2 to leave it, or 3 to talk to a person.
    """,
    .whichOne: "Which one?",
    .refillRequested: """
    Done. I sent the refill of {name} to {pharmacy}. Your number is {number}. It should be \
    ready by {day}.
    """,
    .renewalRequested: """
    Done. I asked {doctor} to renew {name}. Your number is {number}. Expect an answer by \
    {day}.
    """,
    .youTake: "You take:",
    .refillLeft: "{name}, 1 refill left",
    .refillsLeft: "{name}, {count} refills left",
    .statusRenewal: "{name} ({number}): {doctor} has it. Answer by {day}.",
    .statusApproved: "{name} ({number}): approved. It should be ready by {day}.",
    .statusShipped: "{name} ({number}): on its way to you.",
    .statusAsked: "{name} ({number}): with the pharmacy. It should be ready by {day}.",
  ]

  private static let refillsThatCantBeHad: [PhraseKey: String] = [
    .refillStopped: "{name} was stopped, so I can't refill it. Your care team can tell you more.",
    .refillUnderWay: "{name} is already on its way. Your number is {number}.",
    .refillTooSoon: "It's too soon to refill {name}. It can be refilled from {day}.",
    .noRefillsLeft: "{name} has no refills left.",
    .neverRefilled: "{name} needs a new prescription from your doctor each time.",
    .refillLimit: "{name} can't be refilled again on this prescription.",
  ]

  private static let billing: [PhraseKey: String] = [
    .nothingOwed: "You owe nothing right now.",
    .paymentUnderWay: "A payment of {amount} is already on its way. There is nothing more to pay.",
    .owes: "You owe {amount}.",
    .owesPastDue: "{amount} of it is past due.",
    .owesNext: "{amount} is due {day}.",
    .owesPending: "{amount} is being paid.",
    .lateFeeBy: "Pay {amount} by {day} and there is no late fee.",
    .sayPay: "Say PAY to pay.",
    .howMuch: "You owe {amount}. How much would you like to pay? Say ALL, HALF, or an amount.",
    .whichAmount: "How much would you like to pay? You can also say an amount.",
    .allOf: "All: {amount}",
    .pastDueOf: "Past due: {amount}",
    .payHow: "How would you like to pay {amount}?",
    .methodCard: "{brand} ending {digits}",
    .methodBank: "bank account ending {digits}",
    .methodExpired: "Your {method} has expired.",
    .payQuestion: "Pay {amount} of the {owed} you owe with your {method}?",
    .payQuestionAgain: "Pay {amount} of the {owed} you owe once more with your {method}?",
    .paid: "Thank you. {amount} is paid. Your number is {number}.",
    .settles: "It leaves your bank by {day}.",
    .owesNothingNow: "You owe nothing now.",
    .stillOwes: "You still owe {amount}.",
    .paymentPending: """
    Your payment of {amount} is on its way. Your number is {number}. You don't need to pay \
    again.
    """,
    .paymentTwice: "You just paid {amount}. Its number is {number}. I won't take it twice.",
    .paymentTooSmall: "The smallest payment is {amount}.",
    .overpayment: "That's more than you owe. You owe {amount}.",
    .tooManyPayments: """
    That's a lot of payments for one day. Please try again tomorrow, or call the clinic.
    """,
    .bankSaidNo: "The bank said no to this payment. Nothing was taken.",
    .notEnoughMoney: "There isn't enough money in that account. Nothing was taken.",
    .cardExpired: "That card has expired. Nothing was taken.",
    .methodUnusable: "That way to pay can't be used any more. Nothing was taken.",
    .bankWantsYou: "Your bank wants you to confirm this payment with them. Nothing was taken.",
  ]

  private static let appointments: [PhraseKey: String] = [
    .whichSpecialty: "What kind of visit do you need?",
    .waitForWhom: "What kind of visit do you want to wait for?",
    .whichDay: "Which day do you mean?",
    .whichTime: "These times are open:",
    .laterTimes: "Later times",
    .otherTimes: "See other times",
    .joinTheWaitlist: "Join the waitlist",
    .noTimes: "Nothing is open then. What would you like to do?",
    .noVisits: "You have no visit coming up.",
    .sayBook: "Say BOOK to make one.",
    .whichVisit: "Which visit?",
    .comingUp: "Coming up:",
    .confirmedVisit: "{time} (confirmed)",
    .withProviderAt: "{time} with {provider}, in person at {place}",
    .withProviderByVideo: "{time} with {provider}, by video",
    .bookQuestion: "Book {time}?",
    .moveQuestion: "Move your visit from {old} to {time}?",
    .booked: "You are booked: {time}. See you then!",
    .moved: "Done. Your visit is now {time}. See you then!",
    .confirmQuestion: "Confirm that you come on {time}?",
    .alreadyConfirmed: "Your visit is confirmed: {time}.",
    .confirmed: "Thank you. Your visit is confirmed.",
    .dropQuestion: "Drop your visit on {time}?",
    .dropQuestionFee: """
    It's less than {hours} hours before the visit, so this costs {fee}. Drop your visit on \
    {time}?
    """,
    .cancelled: "Done. Your visit is cancelled. Say BOOK to make a new one.",
    .waitQuestion: "Join the waitlist ({whom})?",
    .waitQuestionEarlier: """
    Join the waitlist for an earlier visit ({whom})? You keep your visit till then.
    """,
    .onWaitlist: "You are on the waitlist. I will text you when a time opens up.",
    .leaveWaitlist: "Leave the waitlist?",
    .offWaitlist: "Done. You are off the waitlist.",
    .stillWaiting: "OK. You stay on the waitlist for other times.",
    .notWaiting: "You are not on a waitlist.",
    .takeOffer: "A time has opened up: {time}. Take it?",
    .offerTaken: "Done. The time is yours. See you then!",
    .timeGone: "That time is no longer there. Please pick another.",
    .timeTaken: "That time was just taken. Please pick another.",
    .timePast: "That time is over. Please pick a later one.",
    .alreadyWaiting: "You're on the waitlist for that already.",
    .offerOver: "Sorry, that offer is over. You're still on the waitlist.",
    .visitUnknown: "I can't find that visit.",
  ]

  private static let results: [PhraseKey: String] = [
    .noResults: "I see no lab results.",
    .noResultsReleased: "No lab results are released.",
    .resultWaits: "One more is in but not released yet: your doctor has to see it first.",
    .resultsWait: "{count} more are in but not released yet: your doctor has to see them first.",
    .resultsOf: "Your results of {day}:",
    .resultRange: "{result} (range {range})",
    .resultBefore: "Before: {values}.",
    .flagNormal: "in range",
    .flagLow: "low",
    .flagHigh: "high",
    .flagVeryLow: "very low",
    .flagVeryHigh: "very high",
    .flagAbnormal: "not in range",
  ]

  private static let messages: [PhraseKey: String] = [
    .tellCareTeam: """
    What should I tell your care team? They answer within one business day. In an emergency, \
    call 911.
    """,
    .askPharmacy: "What should I ask the pharmacy?",
    .tellBilling: "What should I tell our billing office?",
    .yourCareTeam: "your care team",
    .billingOffice: "our billing office",
    .thePharmacy: "the pharmacy",
    .sendThis: "Send this to {whom}: \"{text}\"?",
    .sendThisWith: "Send this to {whom} with {files}: \"{text}\"?",
    .sent: "Done. I sent it to {whom}. I will text you when they answer.",
    .sentAndAnsweredSoon: """
    Done. I sent it to {whom}. They answer within one business day. I will text you when they \
    answer.
    """,
  ]

  private static let preferences: [PhraseKey: String] = [
    .whichPreference: "What would you like to change?",
    .preferenceSet: "Done. I have noted it.",
    .setThis: "Set this: {what}?",
    .stopThis: "Stop this: {what}?",
    .notPrivate: "Text messages are not private: others may read them on your phone.",
    .inSpanish: "messages in Spanish",
    .inEnglish: "messages in English",
    .detailsByText: "health details in text messages",
    .billsByText: "bills in text messages",
    .newsByText: "news in text messages",
    .remindersByEmail: "reminders by e-mail",
    .remindersByBoth: "reminders by text and e-mail",
    .remindersByText: "reminders by text",
    .noReminders: "no reminders",
  ]
}
