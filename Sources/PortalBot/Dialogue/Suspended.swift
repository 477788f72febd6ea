internal import PortalDomain

extension Dialogue {
  /// A question that waits while something else is done that was wished for in its place.
  public struct Suspended: Codable, Hashable, Sendable {
    let question: Question
    let queue: [PrescriptionID]
    let wish: Intent?
    /// Whom it's about: it's not asked about anybody else.
    let subject: PatientID?
  }

  /// Puts the open question aside. One that asks what was meant is over once something else is wished for.
  mutating func suspend() {
    guard let question else { return }
    if case .clarify? = question.step { return self.question = nil }
    let waiting = Suspended(
      question: question, queue: queue, wish: wish, subject: session?.subject)
    suspended = Array(((suspended ?? []) + [waiting]).suffix(Dialogue.mostSuspended))
    (self.question, queue) = (nil, [])
  }

  /// More than a person keeps in mind.
  private static let mostSuspended = 3

  /// Takes up what was put aside last.
  ///
  /// - Returns: whether there was anything.
  mutating func resume() -> Bool {
    guard let waiting = suspended?.popLast() else { return false }
    if suspended?.isEmpty == true { suspended = nil }
    guard waiting.subject == session?.subject else { return resume() }
    (question, queue, wish) = (waiting.question, waiting.queue, waiting.wish)
    misunderstandings = 0
    return true
  }

  /// Forgets all that was to be done besides the open question.
  mutating func leaveAll() {
    (suspended, queue, later) = (nil, [], nil)
  }

  /// Where what is open now is of the same kind as what was put aside last, it takes its place.
  mutating func replaceSuspended() {
    guard let last = suspended?.last, let question, question.kind == last.question.kind else {
      return
    }
    suspended?.removeLast()
    if suspended?.isEmpty == true { suspended = nil }
  }
}

extension Dialogue.Question {
  /// What it belongs to: the kind of its flow, or how the questions about refills are called.
  fileprivate var kind: String {
    switch self {
    case .confirmation, .choice: "refill"
    case .pin: "pin"
    case .person: "person"
    case .step(let step, asked: _), .options(_, for: let step, asked: _), .open(let step, asked: _):
      "\(type(of: step.flow))"
    }
  }
}
