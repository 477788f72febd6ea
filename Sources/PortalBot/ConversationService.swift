internal import Foundation
public import Portal
public import PortalDomain

extension Portal: ClinicFacts {}

/// Runs conversations: stores what came in, has the bot answer, does what it asks for, and stores
/// the reply.
public struct ConversationService: Sendable {
  let portal: Portal
  private let bot: Bot
  let channel: Origin.Channel

  public init(_ portal: Portal, channel: Origin.Channel, understander: Understander = .standard) {
    self.portal = portal
    self.channel = channel
    bot = Bot(portal, understander: understander)
  }

  /// What one message led to.
  public struct Answer: Sendable {
    public let replies: [String]
    public let intent: Intent
    /// Everything that the turn appended, in order.
    public let changes: [RecordedChange]
    /// What the bot waits for: `pin`, `confirmation`, `choice`, `answer`, `person`, or nothing.
    public let awaiting: String?

    init(
      replies: [String], intent: Intent, changes: [RecordedChange], awaiting: String?
    ) {
      self.replies = replies
      self.intent = intent
      self.changes = changes
      self.awaiting = awaiting
    }

    init(_ answer: Answer, before: [RecordedChange]) {
      self.init(
        replies: answer.replies, intent: answer.intent, changes: before + answer.changes,
        awaiting: answer.awaiting)
    }
  }

  /// Takes a message from a phone.
  public func receive(_ text: String, from phone: PhoneNumber) async throws -> Answer {
    let start = try beginning(of: text, from: phone)
    let received = try await portal.record([start.received], as: start.origin)
    let finished = try await answer(text, start) { events, origin in
      try await portal.record(events, as: origin)
    }
    return Answer(finished, before: received)
  }

  /// How a turn begins: where the conversation stands, and what is kept of the message.
  struct Beginning {
    let phone: PhoneNumber
    let known: [PatientID]
    let patient: PatientID?
    let dialogue: Dialogue
    let origin: Origin
    let received: Conversations.MessageReceived
  }

  /// - Parameters:
  ///   - message: the carrier's name for it, if one delivered it.
  ///   - hasOthers: whether other messages of the phone wait for their answers: nobody knows yet what
  ///     will be asked then.
  func beginning(
    of text: String, from phone: PhoneNumber, _ message: TextID? = nil, hasOthers: Bool = false
  ) throws -> Beginning {
    let known = try portal.patients(withPhone: phone)
    let dialogue = try dialogue(with: phone)
    let patient = dialogue.session?.patient ?? (known.count == 1 ? known[0] : nil)
    let isSignedIn = dialogue.session.map { $0.until > portal.context.now } ?? false
    // What a PIN is asked for may be the PIN, and one may come unasked: it's not kept.
    let isPIN =
      dialogue.question?.isSecret == true && text.contains(where: \.isNumber)
      || hasOthers && Bot.looksLikePIN(text)
      || !isSignedIn && dialogue.question == nil && Bot.isBareCode(text)
    return Beginning(
      phone: phone, known: known, patient: patient, dialogue: dialogue,
      origin: Origin(
        actor: dialogue.session.map { .patient($0.patient) } ?? .unknown, channel: channel,
        conversation: phone.value, message: message),
      received: Conversations.MessageReceived(
        phone: phone, patient: patient, text: isPIN ? "(PIN)" : Redaction(text).text))
  }

  /// Has the bot answer, does what it asks for, and records the reply.
  ///
  /// - Parameter record: records the end of the turn, in one append.
  func answer(
    _ text: String, _ start: Beginning,
    _ record: ([any DomainEvent], Origin) async throws -> [RecordedChange]
  ) async throws -> Answer {
    let (phone, patient) = (start.phone, start.patient)
    var origin = start.origin
    var changes: [RecordedChange] = []
    let redaction = Redaction(text)
    var turn = try bot.reply(
      to: redaction.text, removed: !redaction.removed.isEmpty, in: start.dialogue)
    while let action = turn.action {
      speakFor(turn.dialogue.session, &origin)
      let outcome = try await perform(action, turn, start.known, origin, &changes)
      if case .signedIn(let patient) = outcome { origin.actor = .patient(patient) }
      turn = try bot.reply(to: outcome, of: turn)
    }
    if turn.dialogue.isStopped != start.dialogue.isStopped {
      changes += try await portal.perform(
        OptOuts.self, turn.dialogue.isStopped ? .stop(phone) : .start(phone), as: origin)
    }
    let dialogue = turn.dialogue
    let speaker = dialogue.session?.patient ?? patient
    speakFor(dialogue.session, &origin)
    if let told = dialogue.session?.subject {
      try await portal.noteAccess(to: told, turn.told, for: .patientRequest, as: origin)
    }
    var events: [any DomainEvent] = turn.notes.map { note in
      switch note {
      case .safety(let concern):
        Conversations.SafetyAlerted(phone: phone, patient: speaker, kind: concern.rawValue)
      case .handOff: Conversations.HandedOff(phone: phone, patient: speaker)
      }
    }
    events.append(
      Conversations.Replied(
        phone: phone, patient: speaker, replies: turn.replies, intent: turn.intent.rawValue,
        dialogue: try encode(dialogue)))
    changes += try await record(events, origin)
    return Answer(
      replies: turn.replies, intent: turn.intent, changes: changes,
      awaiting: dialogue.question?.name)
  }

  /// Takes it as proven that a phone's owner speaks, as on the clinic's own terminal: for as long as a
  /// sign-in lasts, so that whoever takes it for granted says so before each message.
  ///
  /// - Returns: the patient; `nil` where nobody is known by the phone.
  public func verify(_ phone: PhoneNumber) async throws -> PatientID? {
    let patients = try portal.patients(withPhone: phone)
    let profiles = try patients.compactMap { try portal.profile(of: $0) }
    guard let patient = (profiles.first(where: \.hasPIN) ?? profiles.first)?.patient else {
      return nil
    }
    var dialogue = try dialogue(with: phone)
    let now = portal.context.now
    let lasts = Double(portal.policy.sessionSeconds)
    if let session = dialogue.session, session.patient == patient,
      session.until > now.addingTimeInterval(lasts / 2)
    {
      return patient
    }
    dialogue.session = .init(patient: patient, until: now.addingTimeInterval(lasts))
    try await portal.record(
      [
        Conversations.Replied(
          phone: phone, patient: patient, replies: [], intent: Intent.accountSignIn.rawValue,
          dialogue: try encode(dialogue))
      ],
      as: Origin(actor: .patient(patient), channel: channel, conversation: phone.value))
    return patient
  }

  private func perform(
    _ action: Turn.Action, _ turn: Turn, _ known: [PatientID], _ origin: Origin,
    _ changes: inout [RecordedChange]
  ) async throws -> Turn.Outcome {
    switch action {
    case .signIn(let pin):
      var failure = Account.Failure.noPIN
      let able =
        known.count > 1 ? try known.filter { try portal.profile(of: $0)?.hasPIN == true } : known
      // A PIN from a phone of nobody who has one is checked too, so that the time tells nothing.
      for patient in able.isEmpty ? [PatientID("nobody")] : able {
        let attempt = try await portal.signIn(patient, pin: pin, as: origin)
        changes += attempt.changes
        guard let reason = attempt.failure else { return .signedIn(patient) }
        failure = reason
      }
      return .signInFailed(failure)
    case .prescriptions(let command):
      do {
        let done = try await portal.perform(Prescriptions.self, command, as: origin)
        changes += done
        return .done(done.map(\.event))
      } catch let refusal as any Refusal {
        return .refused(refusal)
      }
    case .perform(let step):
      guard let patient = turn.dialogue.session?.subject else { return .signInFailed(.noPIN) }
      let done = try await step.flow.perform(for: patient, in: portal, as: origin)
      switch done {
      case .events(let events), .shared(_, _, let events): changes += events
      case .paid, .refused, .codeSent: break
      }
      return .performed(step, done)
    }
  }

  /// Who acts, and for whom.
  private func speakFor(_ session: Dialogue.Session?, _ origin: inout Origin) {
    guard let session else { return }
    origin.actor =
      session.concerns.map { .proxy(session.patient, for: $0) } ?? .patient(session.patient)
  }

  private func dialogue(with phone: PhoneNumber) throws -> Dialogue {
    guard let last = try portal.lastReply(to: phone) else { return Dialogue() }
    return try JSONDecoder().decode(Dialogue.self, from: Data(last.dialogue.utf8))
  }

  func encode(_ dialogue: Dialogue) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(dialogue), as: UTF8.self)
  }
}
