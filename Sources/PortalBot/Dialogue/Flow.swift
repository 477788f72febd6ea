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

  /// What is still to be done when the patient says no to what was read back.
  var declined: Step? { get }

  /// What an answer to its open question may hold that is kept nowhere.
  var secret: Secret? { get }

  /// Whether it's for who has not proven yet who they are.
  var isForStrangers: Bool { get }

  /// Whether it's about who speaks, whomever they act for.
  var isOwn: Bool { get }

  /// Whether "no" answers its open question, rather than leaving it.
  var takesNo: Bool { get }

  /// Whether its open question is for words of the patient's own, which may sound like any wish.
  var takesWishes: Bool { get }
}

/// What must not be kept of an answer.
enum Secret: Sendable {
  case pin, code
  /// The whole of it, whatever it looks like.
  case password

  /// What is stored of a message in its place.
  func hiding(_ text: String) -> String {
    switch self {
    case .pin: text.contains(where: \.isNumber) ? "(PIN)" : text
    case .code: text.contains(where: \.isNumber) ? "(code)" : text
    case .password: "(password)"
    }
  }
}

extension Flow {
  var declined: Step? { nil }
  var secret: Secret? { nil }
  var isForStrangers: Bool { false }
  var isOwn: Bool { false }
  var takesNo: Bool { false }
  var takesWishes: Bool { false }
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
  case refillUndo(RefillUndoFlow)
  case registration(RegistrationFlow)
  case credentials(CredentialsFlow)
  case signIn(SignInFlow)
  case reset(ResetFlow)
  case helpDesk(HelpDeskFlow)
  case security(SecurityFlow)
  case method(MethodFlow)
  case planRequest(PlanRequestFlow)
  case guarantor(GuarantorFlow)
  case download(DownloadFlow)
  case unshare(UnshareFlow)
  case pharmacy(PharmacyFlow)
  case reading(ReadingFlow)
  case article(ArticleFlow)
  case terms(TermsFlow)
  case clarify(ClarifyFlow)

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
    case .refillUndo(let flow): flow
    case .registration(let flow): flow
    case .credentials(let flow): flow
    case .signIn(let flow): flow
    case .reset(let flow): flow
    case .helpDesk(let flow): flow
    case .security(let flow): flow
    case .method(let flow): flow
    case .planRequest(let flow): flow
    case .guarantor(let flow): flow
    case .download(let flow): flow
    case .unshare(let flow): flow
    case .pharmacy(let flow): flow
    case .reading(let flow): flow
    case .article(let flow): flow
    case .terms(let flow): flow
    case .clarify(let flow): flow
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
  case shared(ShareID, code: String)
  /// An activation code was taken.
  case registered(PatientID)
  /// How far a sign-in by username has come.
  case signIn(Portal.SignInStep)
  /// If there is such an account, a code is on its way to it.
  case resetAsked(CodeID)
  case helpAsked(HelpID)
  /// A card or bank account is kept.
  case kept(Billing.Method)
  /// A record was put together for its patient.
  case record(PatientRecord)

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
  let words: [String]
  /// The same one by one: a meaning may be of several words.
  private let spoken: [String]

  init(text: String, understanding: Understanding) {
    self.text = text
    self.understanding = understanding
    words = NormalizedText(text).tokens.map(\.text)
      .filter { $0.contains { $0.isLetter || $0.isNumber } }
      .map { SpanishWords.meanings[$0] ?? $0 }
    spoken = words.flatMap { $0.fields(" ") }
  }

  func has(_ wanted: Set<String>) -> Bool { words.contains(where: wanted.contains) }

  /// Whether some words follow each other in it.
  func says(_ phrase: String) -> Bool {
    let phrase = NormalizedText(phrase).tokens.map(\.text)
    guard let first = phrase.first else { return false }
    return spoken.indices.contains {
      spoken[$0] == first && spoken[$0...].starts(with: phrase)
    }
  }

  func first(_ kind: Entity.Kind) -> Entity? {
    understanding.entities.first { $0.kind == kind }
  }
}
