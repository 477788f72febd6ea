public import Foundation

extension Messages {
  public enum Failure: Refusal, Equatable {
    case unknown
    case empty
    case tooLong(most: Int)
    case threadFull
    case tooManyAttachments(most: Int)
    case attachmentTooLarge(megabytes: Int)
    case attachmentType(allowed: [String])
    /// It can't wait for an answer.
    case urgent(Urgency)

    public var code: String {
      switch self {
      case .unknown: "message.unknown"
      case .empty: "message.empty"
      case .tooLong: "message.tooLong"
      case .threadFull: "message.threadFull"
      case .tooManyAttachments: "message.tooManyAttachments"
      case .attachmentTooLarge: "message.attachmentTooLarge"
      case .attachmentType: "message.attachmentType"
      case .urgent(.emergency): "message.urgent"
      case .urgent(.crisis): "message.crisis"
      }
    }

    public var message: String {
      switch self {
      case .unknown: "I can't find that message."
      case .empty: "There is nothing in the message yet. Please write a few words."
      case .tooLong(let most): "That's too long. Please keep it under \(most) characters."
      case .threadFull: "This conversation has gotten long. Please start a new one."
      case .tooManyAttachments(let most): "You can send \(most) files at a time at most."
      case .attachmentTooLarge(let megabytes):
        "That file is too large. It can have up to \(megabytes) MB."
      case .attachmentType(let allowed):
        "That kind of file can't be sent. You can send: \(allowed.joined(separator: ", "))."
      case .urgent(.emergency):
        "This sounds urgent, and messages aren't read right away. Call 911 now, or go to the "
          + "nearest emergency room."
      case .urgent(.crisis):
        "You don't have to go through this alone. Call or text 988 now, any time. In danger? "
          + "Call 911."
      }
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let now = context.now
    switch command {
    case .start(let patient, let id, let to, let provider, let subject, let about, let draft):
      if state.thread != nil { return [] }
      let subject = try checked(subject: subject, context)
      try check(draft, context)
      if let urgency = Urgency(of: subject) ?? Urgency(of: draft.text) { throw .urgent(urgency) }
      return [
        ThreadStarted(
          patient: patient, thread: id, startedBy: .patient, to: to, provider: provider,
          subject: subject, about: about, startedAt: now),
        sent(draft, patient, id, number: 0, context),
      ]
    case .startByTeam(let patient, let id, let author, let role, let subject, let about, let draft):
      if state.thread != nil { return [] }
      let subject = try checked(subject: subject, context)
      try check(draft, context)
      return [
        ThreadStarted(
          patient: patient, thread: id, startedBy: .careTeam, to: role, provider: nil,
          subject: subject, about: about, startedAt: now),
        answered(draft, patient, id, by: author, number: 0, context),
      ]
    case .send(let patient, let id, let draft):
      let thread = try thread(state)
      if state.messages.contains(draft.message) { return [] }
      try check(draft, context)
      if let urgency = Urgency(of: draft.text) { throw .urgent(urgency) }
      guard thread.count < context.policy.messages.longestThread else { throw .threadFull }
      return [sent(draft, patient, id, number: thread.count, context)]
    case .answer(let patient, let id, let author, let draft):
      let thread = try thread(state)
      if state.messages.contains(draft.message) { return [] }
      try check(draft, context)
      return [answered(draft, patient, id, by: author, number: thread.count, context)]
    case .read(let patient, let id, let side):
      let thread = try thread(state)
      let count = side == .patient ? thread.unreadByPatient : thread.unreadByTeam
      return count == 0
        ? [] : [Read(patient: patient, thread: id, reader: side, count: count, readAt: now)]
    case .assign(let patient, let id, let name):
      let thread = try thread(state)
      guard !name.isEmpty else { throw .empty }
      return thread.assignedTo == name
        ? [] : [Assigned(patient: patient, thread: id, to: name, assignedAt: now)]
    case .close(let patient, let id, let name):
      let thread = try thread(state)
      return thread.closedAt != nil
        ? [] : [Closed(patient: patient, thread: id, closedBy: name, closedAt: now)]
    }
  }

  /// When an answer to what is sent now is due: at closing time, so many business days later.
  public static func dueAt(_ context: Context) -> Date {
    let policy = context.policy.messages
    return context.today.adding(businessDays: policy.answerBusinessDays)
      .instant(hour: policy.closingHour, in: context.timeZone)
  }

  private static func thread(_ state: State) throws(Failure) -> Thread {
    guard let thread = state.thread else { throw .unknown }
    return thread
  }

  private static func sent(
    _ draft: Draft, _ patient: PatientID, _ thread: ThreadID, number: Int, _ context: Context
  ) -> Sent {
    Sent(
      patient: patient, thread: thread, message: draft.message, number: number, text: draft.text,
      attached: draft.attached, sentAt: context.now, dueAt: dueAt(context))
  }

  private static func answered(
    _ draft: Draft, _ patient: PatientID, _ thread: ThreadID, by author: String, number: Int,
    _ context: Context
  ) -> Answered {
    Answered(
      patient: patient, thread: thread, message: draft.message, number: number, author: author,
      text: draft.text, attached: draft.attached, answeredAt: context.now)
  }

  private static func checked(
    subject: String, _ context: Context
  ) throws(Failure) -> String {
    let words = subject.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty else { throw .empty }
    let most = context.policy.messages.longestSubject
    guard words.count <= most else { throw .tooLong(most: most) }
    return words
  }

  private static func check(_ draft: Draft, _ context: Context) throws(Failure) {
    let policy = context.policy.messages
    guard draft.text.contains(where: { !$0.isWhitespace }) else { throw .empty }
    guard draft.text.count <= policy.longestText else { throw .tooLong(most: policy.longestText) }
    guard draft.attached.count <= policy.mostAttachments else {
      throw .tooManyAttachments(most: policy.mostAttachments)
    }
    for attached in draft.attached {
      guard policy.mediaTypes.contains(attached.mediaType) else {
        throw .attachmentType(allowed: policy.mediaTypes)
      }
      guard attached.byteCount <= policy.largestAttachment else {
        throw .attachmentTooLarge(megabytes: policy.largestAttachment >> 20)
      }
    }
  }
}
