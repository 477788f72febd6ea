/// How well sentences that nobody trained on are understood.
public struct IntentEvaluation: Codable, Hashable, Sendable {
  /// A sentence that was taken for something else.
  public struct Mistake: Codable, Hashable, Sendable {
    public let text: String
    /// The name of the intent that it has.
    public let intent: String
    /// The name of the intent that it was taken for.
    public let taken: String
  }

  /// How often one intent was taken for another.
  public struct Confusion: Codable, Hashable, Sendable {
    public let intent: String
    public let taken: String
    public let count: Int
  }

  /// How many sentences there were.
  public let sentences: Int
  /// How many of them are out of scope.
  public let outOfScope: Int
  /// How many that are out of scope were refused.
  public let refused: Int
  /// How many that are in scope were refused.
  public let refusedInScope: Int
  /// In the order of the sentences.
  public let mistakes: [Mistake]

  /// Has every example understood, with no list of medicines known.
  public init(of examples: [IntentExample], by understander: Understander) {
    let refusal = Intent.outOfScope.rawValue
    var mistakes: [Mistake] = []
    for example in examples {
      let taken = understander.understand(example.text).intent.rawValue
      guard taken != example.label else { continue }
      mistakes.append(Mistake(text: example.text, intent: example.label, taken: taken))
    }
    sentences = examples.count
    outOfScope = examples.count { $0.label == refusal }
    refused = outOfScope - mistakes.count { $0.intent == refusal }
    refusedInScope = mistakes.count { $0.taken == refusal }
    self.mistakes = mistakes
  }

  /// The share of all sentences that were taken for what they are.
  public var accuracy: Double { share(sentences - mistakes.count, of: sentences) }

  /// The share of those in scope that were taken for what they are.
  public var accuracyInScope: Double {
    let inScope = sentences - outOfScope
    return share(inScope - (mistakes.count - (outOfScope - refused)), of: inScope)
  }

  /// The share of all sentences that would begin something that changes anything, and not what was
  /// wanted.
  public var wrongActions: Double {
    share(
      mistakes.count { Intent(rawValue: $0.taken)?.isAction == true }, of: sentences)
  }

  /// The share of those out of scope that were refused.
  public var outOfScopeRecall: Double { share(refused, of: outOfScope) }

  /// What is taken for what, the commonest first.
  public var confusions: [Confusion] {
    Dictionary(grouping: mistakes) { [$0.intent, $0.taken] }.map {
      Confusion(intent: $0.key[0], taken: $0.key[1], count: $0.value.count)
    }.sorted { ($1.count, $0.intent, $0.taken) < ($0.count, $1.intent, $1.taken) }
  }

  private func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 1 : Double(part) / Double(whole)
  }
}
