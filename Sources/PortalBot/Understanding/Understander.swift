/// Makes out what people mean.
///
/// It runs in the process, with no network, and gives the same answer to the same message.
public struct Understander: Sendable {
  private let reader: MessageReader
  private let classifier: IntentClassifier
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
    classifier = IntentClassifier(model)
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
    let reading = reader.read(text, medicines: medicines)
    let answer = AnswerReader.read(reading.text)
    let verdict = classifier.classify(reading.maskedWords)
    let rules = SafetyReader.read(reading.text)
    let candidates = candidates(verdict, rules)
    let decision = decide(candidates, verdict, rules, answer)
    return Understanding(
      intent: decision.intent, confidence: decision.confidence,
      alternatives: Array(candidates.lazy.filter { $0.intent != decision.intent }.prefix(3)),
      entities: reading.entities, answer: answer?.answer,
      afterAnswer: answer?.rest.map { reading.text.written($0..<reading.text.tokens.count) },
      safety: concern(of: decision.intent), why: decision.why)
  }

  private typealias Decision = (intent: Intent, confidence: Double, why: String)

  private func decide(
    _ candidates: [Understanding.Candidate], _ verdict: IntentClassifier.Verdict,
    _ rules: SafetyReader.Outcome, _ answer: AnswerReader.Reading?
  ) -> Decision {
    if let finding = rules.finding {
      let intent: Intent = finding.concern == .crisis ? .safetyCrisis : .safetyEmergency
      return (intent, 1, "safety rule: \(finding.rule)")
    }
    guard let first = candidates.first,
      let label = verdict.ranking.first(where: { intents[$0.label] == first.intent })?.label
    else { return (.outOfScope, 1, "nothing to read") }
    // "ok thank you so much" is a yes where one is asked for, and else thanks.
    let isThanks = first.intent == .dialogueThanks || first.intent == .dialogueGoodbye
    if let answer, answer.rest == nil, !isThanks || first.confidence < Understander.sure,
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
  /// From here on a danger is believed that no rule knows the words of.
  private static let alarming = 0.7

  /// The likeliest intents; a danger is among them only where the rules don't speak against it.
  private func candidates(
    _ verdict: IntentClassifier.Verdict, _ rules: SafetyReader.Outcome
  ) -> [Understanding.Candidate] {
    let known = verdict.ranking.lazy.map {
      Understanding.Candidate(intent: intents[$0.label], confidence: $0.confidence)
    }.filter {
      concern(of: $0.intent) == nil || rules.finding != nil
        || (!rules.isSilenced && $0.confidence >= Understander.alarming)
    }
    return Array(known.prefix(5))
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
