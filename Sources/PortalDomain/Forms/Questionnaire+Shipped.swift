extension Questionnaire {
  /// The questionnaires that come with the portal, the latest version of each.
  public static let shipped: [Questionnaire] = [
    preVisit, medicalHistory, consentToTreatment, phq2, phq9, gad7,
  ]

  /// Every version that ever came with it: a form that was begun is ended as it was begun.
  static let everShipped = shipped

  /// The latest version of a questionnaire that comes with the portal.
  public static func shipped(_ id: QuestionnaireID) -> Questionnaire? {
    shipped.first { $0.id == id }
  }

  static func shipped(_ id: QuestionnaireID, version: Int) -> Questionnaire? {
    everShipped.first { $0.id == id && $0.version == version }
  }

  private static let lastTwoWeeks = [
    Question.Choice("0", "Not at all", score: 0), .init("1", "Several days", score: 1),
    .init("2", "More than half the days", score: 2), .init("3", "Nearly every day", score: 3),
  ]

  /// How hard it makes life; it's asked where anything bothers, and counts no points.
  private static func difficulty(after questions: [Question]) -> Question {
    Question(
      "difficulty",
      "How difficult have these problems made it for you to do your work, take care of things at "
        + "home, or get along with other people?", .choice,
      choices: [
        .init("0", "Not difficult at all"), .init("1", "Somewhat difficult"),
        .init("2", "Very difficult"), .init("3", "Extremely difficult"),
      ], showIf: questions.map { .init($0.id.value, atLeast: 1) })
  }

  private static func items(_ texts: [String]) -> [Question] {
    texts.enumerated().map { index, text in
      Question("q\(index + 1)", text, .choice, choices: lastTwoWeeks)
    }
  }

  private static let lowMood = [
    "Little interest or pleasure in doing things", "Feeling down, depressed, or hopeless",
  ]

  private static let bothered =
    "Over the last 2 weeks, how often have you been bothered by any of these problems?"

  /// Patient Health Questionnaire-2.
  public static let phq2 = Questionnaire(
    id: "phq-2", version: 1, title: "Mood check (PHQ-2)", introduction: bothered,
    questions: items(lowMood), bands: [Band(0, "negative"), Band(3, "positive")],
    source: "Kroenke, Spitzer, Williams 2003; phqscreeners.com, free to use")

  /// Patient Health Questionnaire-9. Any answer but "Not at all" to the ninth question alerts the
  /// clinic.
  public static let phq9: Questionnaire = {
    let first = items(
      lowMood + [
        "Trouble falling or staying asleep, or sleeping too much",
        "Feeling tired or having little energy", "Poor appetite or overeating",
        "Feeling bad about yourself, or that you are a failure or have let yourself or your family "
          + "down",
        "Trouble concentrating on things, such as reading the newspaper or watching television",
        "Moving or speaking so slowly that other people could have noticed? Or the opposite, being "
          + "so fidgety or restless that you have been moving around a lot more than usual",
      ])
    let ninth = Question(
      "q9", "Thoughts that you would be better off dead or of hurting yourself in some way",
      .choice, choices: lastTwoWeeks, crisisIf: .init("q9", atLeast: 1))
    return Questionnaire(
      id: "phq-9", version: 1, title: "Mood questions (PHQ-9)", introduction: bothered,
      questions: first + [ninth, difficulty(after: first + [ninth])],
      bands: [
        Band(0, "minimal"), Band(5, "mild"), Band(10, "moderate"), Band(15, "moderately severe"),
        Band(20, "severe"),
      ], source: "Kroenke, Spitzer, Williams 2001; phqscreeners.com, free to use")
  }()

  /// Generalized Anxiety Disorder-7.
  public static let gad7: Questionnaire = {
    let questions = items([
      "Feeling nervous, anxious or on edge", "Not being able to stop or control worrying",
      "Worrying too much about different things", "Trouble relaxing",
      "Being so restless that it is hard to sit still", "Becoming easily annoyed or irritable",
      "Feeling afraid as if something awful might happen",
    ])
    return Questionnaire(
      id: "gad-7", version: 1, title: "Worry questions (GAD-7)", introduction: bothered,
      questions: questions + [difficulty(after: questions)],
      bands: [Band(0, "minimal"), Band(5, "mild"), Band(10, "moderate"), Band(15, "severe")],
      source: "Spitzer, Kroenke, Williams, Löwe 2006; phqscreeners.com, free to use")
  }()
}
