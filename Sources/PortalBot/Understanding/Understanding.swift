/// What a message was taken for, and why.
public struct Understanding: Codable, Hashable, Sendable {
  public let intent: Intent
  /// Between 0 and 1.
  public let confidence: Double
  /// What else it could have meant, the likeliest first; never ``intent`` itself.
  public let alternatives: [Candidate]
  /// What it names, in the order of the message.
  public let entities: [Entity]
  /// The answer that it begins with, read without regard to ``intent``.
  public let answer: Answer?
  /// What follows ``answer``, as written; `nil` where nothing of weight does, or without an answer.
  public let afterAnswer: String?
  /// The danger that someone is in.
  public let safety: SafetyConcern?
  /// The danger that someone may be in, where that isn't sure: whoever answers asks about it first.
  public let doubt: SafetyConcern?
  /// The reasons, for people: the rule that decided, or the strongest pieces of the message.
  public let why: String

  public init(
    intent: Intent, confidence: Double, alternatives: [Candidate] = [], entities: [Entity] = [],
    answer: Answer? = nil, afterAnswer: String? = nil, safety: SafetyConcern? = nil,
    doubt: SafetyConcern? = nil, why: String
  ) {
    self.intent = intent
    self.confidence = confidence
    self.alternatives = alternatives
    self.entities = entities
    self.answer = answer
    self.afterAnswer = afterAnswer
    self.safety = safety
    self.doubt = doubt
    self.why = why
  }

  /// One thing that a message could mean.
  public struct Candidate: Codable, Hashable, Sendable {
    public let intent: Intent
    /// Between 0 and 1.
    public let confidence: Double

    public init(intent: Intent, confidence: Double) {
      self.intent = intent
      self.confidence = confidence
    }
  }

  /// The medicines of the patient's own list that the message names; with no list, of the
  /// formulary.
  public var medications: [Entity] { entities.filter { $0.kind == .medication } }
}
