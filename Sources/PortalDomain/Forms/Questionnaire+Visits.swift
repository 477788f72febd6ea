extension Questionnaire {
  /// What the clinic wants to know before a visit.
  public static let preVisit = Questionnaire(
    id: "pre-visit", version: 1, title: "Before your visit",
    introduction: "A few questions so that your visit can start on time.",
    questions: [
      Question("reason", "What is the main reason for your visit?", .text, longest: 500),
      Question("symptoms", "Do you have any symptoms now?", .yesNo),
      Question(
        "since", "When did they start?", .date, showIf: [.init("symptoms", anyOf: ["yes"])]),
      Question(
        "severity", "How bad are they, from 0 (not at all) to 10 (the worst)?", .scale, from: 0,
        to: 10, showIf: [.init("symptoms", anyOf: ["yes"])]),
      Question(
        "medicines", "Have your medicines changed since your last visit?", .yesNo),
      Question(
        "medicineChanges", "What changed?", .text, longest: 500,
        showIf: [.init("medicines", anyOf: ["yes"])]),
      Question("allergies", "Do you have any new allergies?", .yesNo),
      Question(
        "newAllergies", "Which ones?", .text, longest: 500,
        showIf: [.init("allergies", anyOf: ["yes"])]),
      Question("falls", "Have you fallen in the last 12 months?", .yesNo),
      Question(
        "help", "Do you need any help at your visit?", .choices, required: false,
        choices: [
          .init("interpreter", "An interpreter"), .init("wheelchair", "A wheelchair"),
          .init("hearing", "Help with hearing"), .init("seeing", "Help with seeing"),
        ]),
      Question(
        "questions", "What would you like to ask at your visit?", .text, required: false),
    ])

  /// What the clinic asks of who is new.
  public static let medicalHistory = Questionnaire(
    id: "medical-history", version: 1, title: "Your medical history",
    introduction: "This helps your care team know you. Skip what you don't want to say.",
    questions: [
      Question(
        "conditions", "Have you ever had any of these?", .choices, required: false,
        choices: [
          .init("asthma", "Asthma or lung disease"), .init("cancer", "Cancer"),
          .init("depression", "Depression or anxiety"), .init("diabetes", "Diabetes"),
          .init("heart", "Heart disease"), .init("hypertension", "High blood pressure"),
          .init("kidney", "Kidney disease"), .init("stroke", "A stroke"),
          .init("thyroid", "Thyroid disease"),
        ]),
      Question("surgeries", "Have you had any operations?", .yesNo),
      Question(
        "surgeryList", "Which ones, and when?", .text,
        showIf: [.init("surgeries", anyOf: ["yes"])]),
      Question("allergies", "Are you allergic to any medicine or food?", .yesNo),
      Question(
        "allergyList", "To what, and what happens?", .text,
        showIf: [.init("allergies", anyOf: ["yes"])]),
      Question(
        "family", "Which of these run in your family?", .choices, required: false,
        choices: [
          .init("cancer", "Cancer"), .init("diabetes", "Diabetes"),
          .init("heart", "Heart disease before 60"), .init("stroke", "Stroke"),
        ]),
      Question(
        "tobacco", "Do you smoke or use tobacco?", .choice,
        choices: [
          .init("never", "Never"), .init("former", "I used to"), .init("current", "Yes"),
        ]),
      Question(
        "tobaccoYears", "For how many years?", .number, from: 0, to: 100,
        showIf: [.init("tobacco", anyOf: ["former", "current"])]),
      Question(
        "alcohol", "How many drinks with alcohol do you have in a week?", .number,
        required: false, from: 0, to: 200),
      Question(
        "lastPhysical", "When was your last check-up?", .date, required: false),
    ])

  /// Consent to be treated. Who says no has answered too, and the clinic talks with them.
  public static let consentToTreatment = Questionnaire(
    id: "consent-to-treatment", version: 1, title: "Consent to treatment",
    introduction:
      "You may ask anything before you agree. You can change your mind at any time.",
    questions: [
      Question(
        "treatment", "Do you agree to be examined and treated by the clinic's staff?", .yesNo),
      Question(
        "privacy", "Have you received the clinic's notice of privacy practices?", .yesNo),
      Question(
        "payment", "Do you agree that the clinic may send your insurer what it needs for payment?",
        .yesNo),
      Question(
        "signer", "Who is answering?", .choice,
        choices: [
          .init("self", "I am the patient"), .init("parent", "The patient's parent"),
          .init("guardian", "The patient's guardian or agent"),
        ]),
      Question("name", "Please write your full name as your signature.", .text, longest: 100),
    ])
}
