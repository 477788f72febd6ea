/// Makes out what people mean.
///
/// It runs in the process, with no network, and gives the same answer to the same message.
public struct Understander: Sendable {
  private let reader: MessageReader
  private let classifier: IntentClassifier
  private let dangers: DangerClassifier?
  private let intents: [Intent]

  /// The one that ships with the package. A package without its own files is broken: it traps.
  public static let standard: Understander = {
    do {
      return Understander(reader: try .shipped(), model: try .shipped())
    } catch {
      preconditionFailure("PortalBot can't start: \(error)")
    }
  }()

  /// - Parameters:
  ///   - reader: finds what messages name.
  ///   - model: trained with the same reader; labels that are no intents count as out of scope.
  public init(reader: MessageReader, model: IntentModel) {
    self.reader = reader
    classifier = IntentClassifier(model.intents)
    dangers = model.dangers.map(DangerClassifier.init)
    intents = model.labels.map { Intent(rawValue: $0) ?? .outOfScope }
  }

  /// Makes out what a message means.
  ///
  /// - Parameters:
  ///   - text: the message as it came.
  ///   - medicines: the names on the patient's own list; where it's empty, no list is known, and
  ///     any medicine of the formulary counts.
  /// - Returns: the intent and what else it could be, what the message names and answers, and why.
  public func understand(_ text: String, medicines: [String] = []) -> Understanding {
    understand(text, on: list(of: medicines))
  }

  /// A patient's list, made ready for several messages.
  func list(of medicines: [String]) -> PatientList { reader.list(of: medicines) }

  func understand(_ text: String, on list: PatientList) -> Understanding {
    let reading = reader.read(text, on: list)
    let answer = AnswerReader.read(reading.text)
    let verdict = classifier.classify(reading.maskedWords)
    let rules = SafetyReader.read(reading.text)
    let candidates = candidates(verdict)
    let decision = danger(reading, rules) ?? decide(candidates, verdict, answer)
    return Understanding(
      intent: decision.intent, confidence: decision.confidence,
      alternatives: Array(candidates.lazy.filter { $0.intent != decision.intent }.prefix(3)),
      entities: reading.entities, answer: answer?.answer,
      afterAnswer: answer?.rest.map { reading.text.written($0..<reading.text.tokens.count) },
      safety: concern(of: decision.intent), why: decision.why)
  }

  private typealias Decision = (intent: Intent, confidence: Double, why: String)

  /// A danger is heard by the rules, where what was learnt doesn't speak clearly against them, or by
  /// what was learnt alone.
  private func danger(
    _ reading: MessageReader.Reading, _ rules: SafetyReader.Outcome
  ) -> Decision? {
    let verdict = dangers?.classify(reading, rules)
    if let finding = rules.finding, verdict?.isHarmless != true {
      return (intent(of: finding.concern), 1, "safety rule: \(finding.rule)")
    }
    guard let verdict, let concern = verdict.concern else { return nil }
    return (intent(of: concern), verdict.confidence, "sounds like danger: \(verdict.reasons)")
  }

  private func decide(
    _ candidates: [Understanding.Candidate], _ verdict: IntentClassifier.Verdict,
    _ answer: AnswerReader.Reading?
  ) -> Decision {
    guard let first = candidates.first,
      let label = verdict.ranking.first(where: { intents[$0.label] == first.intent })?.label
    else { return (.outOfScope, 1, "nothing to read") }
    // "ok thank you so much" is a yes where one is asked for, and else thanks; "never mind" is a no.
    let isOther = [.dialogueThanks, .dialogueGoodbye, .dialogueStop].contains(first.intent)
    if let answer, answer.rest == nil, !isOther || first.confidence < Understander.sure,
      let (intent, why) = intent(of: answer.answer)
    {
      return (intent, 1, why)
    }
    let reasons = classifier.reasons(verdict, for: label)
    guard first.confidence >= Double(classifier.model.thresholds[label]) else {
      let why = "not sure enough of \(first.intent.rawValue): \(reasons)"
      return (.outOfScope, 1 - first.confidence, why)
    }
    return (first.intent, first.confidence, reasons)
  }

  /// From here on the classifier is believed against a rule.
  private static let sure = 0.8
  /// The likeliest intents, apart from dangers.
  private func candidates(_ verdict: IntentClassifier.Verdict) -> [Understanding.Candidate] {
    Array(
      verdict.ranking.lazy.map {
        Understanding.Candidate(intent: intents[$0.label], confidence: $0.confidence)
      }.filter { concern(of: $0.intent) == nil }.prefix(5))
  }

  private func intent(of concern: SafetyConcern) -> Intent {
    concern == .crisis ? .safetyCrisis : .safetyEmergency
  }

  private func concern(of intent: Intent) -> SafetyConcern? {
    switch intent {
    case .safetyEmergency: .emergency
    case .safetyCrisis: .crisis
    default: nil
    }
  }

  /// What a message is that is an answer and nothing else.
  private func intent(of answer: Answer) -> (Intent, why: String)? {
    switch answer {
    case .yes: (.dialogueAffirm, "a bare yes")
    case .no: (.dialogueDeny, "a bare no")
    case .noneOfThem: (.dialogueDeny, "none of what was offered")
    case .choice, .last, .all: (.outOfScope, "a choice, which means nothing without a question")
    case .unsure: nil
    }
  }
}
