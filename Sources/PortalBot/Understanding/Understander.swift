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
    let candidates = candidates(verdict)
    let safety = SafetyReader.read(reading.text)
    func result(_ intent: Intent, _ confidence: Double, _ why: String) -> Understanding {
      Understanding(
        intent: intent, confidence: confidence,
        alternatives: Array(candidates.lazy.filter { $0.intent != intent }.prefix(3)),
        entities: reading.entities, answer: answer?.answer,
        afterAnswer: answer?.rest.map {
          reading.text.written($0..<reading.text.tokens.count)
        }, safety: safety?.concern, why: why)
    }
    if let safety {
      let intent: Intent = safety.concern == .crisis ? .safetyCrisis : .safetyEmergency
      return result(intent, 1, "safety rule: \(safety.rule)")
    }
    if let answer, answer.rest == nil, let (intent, why) = intent(of: answer.answer) {
      return result(intent, 1, why)
    }
    guard let best = verdict.ranking.first, let first = candidates.first else {
      return result(.outOfScope, 1, "nothing to read")
    }
    let reasons = classifier.reasons(verdict, for: best.label)
    guard first.confidence >= Double(classifier.model.thresholds[best.label]) else {
      return result(
        .outOfScope, 1 - first.confidence, "not sure enough of \(first.intent.rawValue): \(reasons)"
      )
    }
    return result(first.intent, first.confidence, reasons)
  }

  private func candidates(_ verdict: IntentClassifier.Verdict) -> [Understanding.Candidate] {
    verdict.ranking.prefix(5).map {
      Understanding.Candidate(intent: intents[$0.label], confidence: $0.confidence)
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
