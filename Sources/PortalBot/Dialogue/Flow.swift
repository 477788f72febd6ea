public import Portal
public import PortalDomain

/// What a patient wants, with what is known of it so far. A feature declares one for each thing that
/// it does: its values are the slots, and asking goes on until all are filled and read back.
protocol Flow: Codable, Hashable, Sendable {
  /// Itself, as it's stored.
  var step: Step { get }

  /// Asks for the first thing that is missing, or reads back what will be done.
  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws

  /// Takes in what a message says: the wish itself, or a correction.
  ///
  /// - Returns: `nil` where the message changes nothing.
  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step?

  /// Takes the answer to an open question.
  ///
  /// - Returns: `nil` where it can't be read.
  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step?

  /// Does what was read back.
  func perform(for patient: PatientID, in portal: Portal, as origin: Origin) async throws -> Done

  /// Puts into words how it ended.
  func conclude(_ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws
}

extension Flow {
  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? { nil }
  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? { nil }
}

/// The flows that there are.
public enum Step: Codable, Hashable, Sendable {
  case payment(PaymentFlow)
  case plan(PlanFlow)
  case booking(BookingFlow)
  case visit(VisitFlow)
  case wait(WaitFlow)
  case share(ShareFlow)
  case message(MessageFlow)
  case autoRefill(AutoRefillFlow)
  case form(FormFlow)
  case preferences(PreferencesFlow)
  case contact(ContactFlow)
  case pin(PINFlow)
  case refillUndo(RefillUndoFlow)

  var flow: any Flow {
    switch self {
    case .payment(let flow): flow
    case .plan(let flow): flow
    case .booking(let flow): flow
    case .visit(let flow): flow
    case .wait(let flow): flow
    case .share(let flow): flow
    case .message(let flow): flow
    case .autoRefill(let flow): flow
    case .form(let flow): flow
    case .preferences(let flow): flow
    case .contact(let flow): flow
    case .pin(let flow): flow
    case .refillUndo(let flow): flow
    }
  }
}

/// One of several things that are offered, and where it leads.
public struct Choice: Codable, Hashable, Sendable {
  let label: String
  let step: Step

  init(_ label: String, _ step: Step) {
    self.label = label
    self.step = step
  }
}

/// How the doing of a step ended.
public enum Done: Sendable {
  case events([RecordedChange])
  case refused(any Refusal)
  case paid(Portal.PaymentOutcome)
  /// A code is on its way that proves who wants a change.
  case codeSent(ContactChangeID, CodeID)
  /// A record was shared; the code is told once and kept nowhere.
  case shared(ShareID, code: String, [RecordedChange])

  init(_ work: () async throws -> [RecordedChange]) async throws {
    do {
      self = .events(try await work())
    } catch let refusal as any Refusal {
      self = .refused(refusal)
    }
  }
}

/// A message, and what it was taken for.
struct Said: Sendable {
  let text: String
  let understanding: Understanding

  /// The words in small letters, without marks; those of another language as their meaning.
  var words: [String] {
    NormalizedText(text).tokens.map(\.text).filter { $0.contains { $0.isLetter || $0.isNumber } }
      .map { SpanishWords.meanings[$0] ?? $0 }
  }

  func has(_ wanted: Set<String>) -> Bool { words.contains(where: wanted.contains) }

  /// Whether some words follow each other in it.
  func says(_ phrase: String) -> Bool {
    " \(words.joined(separator: " ")) ".contains(
      " \(NormalizedText(phrase).tokens.map(\.text).joined(separator: " ")) ")
  }

  func first(_ kind: Entity.Kind) -> Entity? {
    understanding.entities.first { $0.kind == kind }
  }
}
