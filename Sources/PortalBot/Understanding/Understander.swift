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
    let danger = danger(reading)
    let candidates = candidates(verdict)
    let decision = decision(on: danger) ?? decide(candidates, verdict, answer)
    let doubt = isName(reading.text) ? nil : doubt(danger, candidates, answer)
    return Understanding(
      intent: decision.intent, confidence: decision.confidence,
      alternatives: Array(candidates.lazy.filter { $0.intent != decision.intent }.prefix(3)),
      entities: reading.entities, answer: answer?.answer,
      afterAnswer: answer?.rest.map { reading.text.written($0..<reading.text.tokens.count) },
      safety: concern(of: decision.intent), doubt: doubt?.concern,
      why: doubt.map { "\(decision.why); may be danger: \($0.why)" } ?? decision.why)
  }

  private typealias Decision = (intent: Intent, confidence: Double, why: String)

  /// A danger is heard by what was learnt, which knows what the rules found; by the rules alone where
  /// nothing was learnt.
  private func danger(_ reading: MessageReader.Reading) -> DangerClassifier.Verdict? {
    let rules = SafetyReader.read(reading.text)
    if let dangers { return dangers.classify(reading, rules) }
    return rules.finding.map {
      DangerClassifier.Verdict(
        concern: $0.concern, isSure: true, isByRule: true, confidence: 1,
        why: "safety rule: \($0.rule)")
    }
  }

  private func decision(on danger: DangerClassifier.Verdict?) -> Decision? {
    guard let danger, danger.isSure else { return nil }
    return (intent(of: danger.concern), danger.confidence, danger.why)
  }

  /// The danger that is asked about: in none of "ok", "2", and what plainly wishes for something.
  private func doubt(
    _ danger: DangerClassifier.Verdict?, _ candidates: [Understanding.Candidate],
    _ answer: AnswerReader.Reading?
  ) -> DangerClassifier.Verdict? {
    guard let danger, !danger.isSure, answer == nil || answer?.rest != nil else { return nil }
    let isLikely = danger.isByRule || danger.confidence >= 0.5
    let isPlain = candidates.first.map {
      $0.intent != .outOfScope && $0.confidence >= Understander.plain
    }
    return isPlain == true && !isLikely ? nil : danger
  }

  /// "harold.jensen" may be whatever somebody is called.
  private func isName(_ text: NormalizedText) -> Bool {
    !text.original.contains(where: \.isWhitespace) && text.tokens.count(where: \.isWord) > 1
  }

  private func decide(
    _ candidates: [Understanding.Candidate], _ verdict: IntentClassifier.Verdict,
    _ answer: AnswerReader.Reading?
  ) -> Decision {
    guard let first = taken(of: candidates),
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
    guard isBelieved(first, candidates, Double(classifier.model.thresholds[label])) else {
      let why = "not sure enough of \(first.intent.rawValue): \(reasons)"
      return (.outOfScope, 1 - first.confidence, why)
    }
    return (first.intent, first.confidence, reasons)
  }

  /// The likeliest; but where that would change something, one near it that only tells something.
  private func taken(of candidates: [Understanding.Candidate]) -> Understanding.Candidate? {
    guard let first = candidates.first, first.intent.isAction else { return candidates.first }
    return candidates.first {
      !$0.intent.isAction && $0.intent != .outOfScope
        && $0.confidence > first.confidence - Understander.lead
    } ?? first
  }

  /// Whether something is sure enough; what would change something has to lead plainly, too.
  private func isBelieved(
    _ taken: Understanding.Candidate, _ candidates: [Understanding.Candidate], _ least: Double
  ) -> Bool {
    guard taken.confidence >= least else { return false }
    let next = candidates.first { $0.intent != taken.intent }?.confidence ?? 0
    return !taken.intent.isAction || taken.confidence - next >= Understander.lead
  }

  /// From here on the classifier is believed against a rule.
  private static let sure = 0.8
  /// From here on a wish is so plain that no unlikely danger is looked for behind it.
  private static let plain = 0.7
  /// How far what would change something has to lead.
  private static let lead = 0.2

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
