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
    /// What the bot waits for: `pin`, `confirmation`, `choice`, `answer`, `person`, `danger`, or nothing.
    public let awaiting: String?
    /// A record that the patient asked for; whoever shows the replies hands it over.
    public let file: RecordFile?

    init(
      replies: [String], intent: Intent, changes: [RecordedChange], awaiting: String?,
      file: RecordFile? = nil
    ) {
      self.replies = replies
      self.intent = intent
      self.changes = changes
      self.awaiting = awaiting
      self.file = file
    }

    init(_ turn: Turn, _ changes: [RecordedChange]) {
      self.init(
        replies: turn.replies, intent: turn.intent, changes: changes,
        awaiting: turn.dialogue.awaiting, file: turn.file)
    }
  }

  /// Takes a message from a phone.
  ///
  /// - Parameters:
  ///   - text: what was said.
  ///   - phone: who said it.
  ///   - files: what came along.
  /// - Returns: what is answered, and what was recorded.
  /// - Throws: `LogError` where not even an apology could be stored.
  public func receive(
    _ text: String, from phone: PhoneNumber, files: [IncomingFile] = []
  ) async throws -> Answer {
    let start = try beginning(of: text, from: phone)
    let (turn, changes) = try await Portal.recording {
      try await portal.record([start.received], as: start.origin)
      do {
        return try await converse(text, start, files) { try await portal.record($0, as: $1) }
      } catch {
        // Nobody tries it again.
        return try await apologize(to: text, start)
      }
    }
    return Answer(turn, changes)
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
    // A PIN may come unasked: it's not kept either.
    let isPIN =
      hasOthers && Bot.looksLikePIN(text)
      || !isSignedIn && dialogue.question == nil && Bot.isBareCode(text)
    let text = Redaction(text).text
    let kept =
      dialogue.secret?.hiding(text)
      ?? (isPIN ? Secret.pin.hiding(text) : SecretWords.hidden(in: text))
    return Beginning(
      phone: phone, known: known, patient: patient, dialogue: dialogue,
      origin: Origin(
        actor: dialogue.session.map { .patient($0.patient) } ?? .unknown, channel: channel,
        conversation: phone.value, message: message),
      received: Conversations.MessageReceived(phone: phone, patient: patient, text: kept))
  }

  /// Has the bot answer, does what it asks for, and records the reply.
  ///
  /// - Parameter record: records the end of the turn, in one append.
  func answer(
    _ text: String, _ start: Beginning,
    _ record: ([any DomainEvent], Origin) async throws -> Void
  ) async throws -> Answer {
    let (turn, changes) = try await Portal.recording {
      try await converse(text, start, [], record)
    }
    return Answer(turn, changes)
  }

  /// Whatever the clinic's rules refuse on the way is said in the reply.
  private func converse(
    _ text: String, _ start: Beginning, _ files: [IncomingFile],
    _ record: ([any DomainEvent], Origin) async throws -> Void
  ) async throws -> Turn {
    var origin = start.origin
    let turn: Turn
    do {
      turn = try await act(on: text, start, files, &origin)
    } catch let refusal as any Refusal {
      turn = try bot.reply(to: refusal, of: Redaction(text).text, in: start.dialogue)
    }
    let speaker = turn.dialogue.session?.patient ?? start.patient
    try await record(try events(of: turn, with: start.phone, speaker), origin)
    return turn
  }

  private func apologize(to text: String, _ start: Beginning) async throws -> Turn {
    let turn = try bot.reply(to: nil, of: Redaction(text).text, in: start.dialogue)
    try await portal.record(
      try events(of: turn, with: start.phone, start.patient), as: start.origin)
    return turn
  }

  /// Has the bot answer, and does what it asks for.
  ///
  /// - Parameter origin: who acts; it's theirs who proved who they are in this turn.
  private func act(
    on text: String, _ start: Beginning, _ files: [IncomingFile], _ origin: inout Origin
  ) async throws -> Turn {
    var dialogue = start.dialogue
    let redaction = Redaction(text)
    let (attached, refusals) = try await attach(files, to: &dialogue)
    var turn = try bot.reply(
      to: redaction.text, removed: !redaction.removed.isEmpty, files: attached, in: dialogue)
    turn.replies += refusals
    while let action = turn.action {
      speakFor(turn.dialogue.session, &origin)
      let outcome = try await perform(action, turn, start.known, origin)
      if case .signedIn(let patient) = outcome { origin.actor = .patient(patient) }
      turn = try bot.reply(to: outcome, of: turn)
    }
    if turn.dialogue.isStopped != dialogue.isStopped {
      try await portal.perform(
        OptOuts.self, turn.dialogue.isStopped ? .stop(start.phone) : .start(start.phone),
        as: origin)
    }
    speakFor(turn.dialogue.session, &origin)
    if let told = turn.dialogue.session?.subject {
      try await portal.noteAccess(to: told, turn.told, for: .patientRequest, as: origin)
    }
    return turn
  }

  /// What a turn that is over leaves: what staff must know, and the reply.
  private func events(
    of turn: Turn, with phone: PhoneNumber, _ speaker: PatientID?
  ) throws -> [any DomainEvent] {
    let notes: [any DomainEvent] = turn.notes.map { note in
      switch note {
      case .safety(let concern):
        Conversations.SafetyAlerted(phone: phone, patient: speaker, kind: concern.rawValue)
      case .asked(let concern):
        Callbacks.SafetyAsked(phone: phone, patient: speaker, kind: concern.rawValue)
      case .denied: Callbacks.SafetyDenied(phone: phone, patient: speaker)
      case .handOff: Conversations.HandedOff(phone: phone, patient: speaker)
      }
    }
    return notes + [
      Conversations.Replied(
        phone: phone, patient: speaker, replies: turn.replies, intent: turn.intent.rawValue,
        dialogue: try encode(turn.dialogue))
    ]
  }

  /// Seals the files of who has proven who they are; those of others are not taken.
  ///
  /// - Returns: those that were taken, and why others weren't.
  private func attach(
    _ files: [IncomingFile], to dialogue: inout Dialogue
  ) async throws -> (attached: [Messages.Attached], refusals: [String]) {
    guard !files.isEmpty else { return ([], []) }
    guard let session = dialogue.session, session.until > portal.context.now else {
      return ([], [bot.phrases.filesLater])
    }
    guard try portal.may(session.patient, actFor: session.subject, in: .messages) else {
      return ([], [bot.phrases.words(of: Proxies.Failure.beyondScope)])
    }
    var attached: [Messages.Attached] = []
    var refusals: [String] = []
    for file in files {
      do {
        attached.append(
          try await portal.attach(
            file.handle, named: file.name, mediaType: file.mediaType, of: session.subject))
      } catch let refusal as Messages.Failure { refusals.append(refusal.message) }
    }
    if !attached.isEmpty { dialogue.files = (dialogue.files ?? []) + attached }
    return (attached, refusals)
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
    _ action: Turn.Action, _ turn: Turn, _ known: [PatientID], _ origin: Origin
  ) async throws -> Turn.Outcome {
    switch action {
    case .signIn(let pin):
      var failure = Account.Failure.noPIN
      let able =
        known.count > 1 ? try known.filter { try portal.profile(of: $0)?.hasPIN == true } : known
      // A PIN from a phone of nobody who has one is checked too, so that the time tells nothing.
      for patient in able.isEmpty ? [Bot.nobody] : able {
        let attempt = try await portal.signIn(patient, pin: pin, as: origin)
        guard let reason = attempt.failure else { return .signedIn(patient) }
        failure = reason
      }
      return .signInFailed(failure)
    case .prescriptions(let command):
      do {
        return .done(
          try await portal.perform(Prescriptions.self, command, as: origin).map(\.event))
      } catch let refusal as any Refusal {
        return .refused(refusal)
      }
    case .perform(let step):
      var origin = origin
      if step.flow.isOwn, let session = turn.dialogue.session {
        origin.actor = .patient(session.patient)
      }
      let patient = turn.dialogue.subject(of: step) ?? (step.flow.isForStrangers ? Bot.nobody : nil)
      guard let patient else { return .signInFailed(.noPIN) }
      return .performed(step, try await step.flow.perform(for: patient, in: portal, as: origin))
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
