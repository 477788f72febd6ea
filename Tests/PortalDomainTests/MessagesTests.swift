import Foundation
import PortalDomain
import TestSupport
import Testing

@Suite struct MessagesTests {
  let patient = PatientID("p1")
  let id = ThreadID("t1")
  let now = "2026-03-02T16:00:00Z"

  func draft(_ text: String = "Is my result fine?", id: String = "m1") -> Messages.Draft {
    Messages.Draft(MessageID(id), text)
  }

  func started(by side: Messages.Side = .patient) throws -> Messages.ThreadStarted {
    Messages.ThreadStarted(
      patient: patient, thread: id, startedBy: side, to: .nurse, provider: nil,
      subject: "My result", about: Messages.Reference(.result, "r1"), startedAt: try instant(now))
  }

  func sent(_ number: Int = 0, dueAt: String = "2026-03-03T23:00:00Z") throws -> Messages.Sent {
    Messages.Sent(
      patient: patient, thread: id, message: MessageID("m\(number + 1)"), number: number,
      text: "Is my result fine?", attached: [], sentAt: try instant(now),
      dueAt: try instant(dueAt))
  }

  func answered(_ number: Int = 1) throws -> Messages.Answered {
    Messages.Answered(
      patient: patient, thread: id, message: MessageID("m\(number + 1)"), number: number,
      author: "nurse", text: "It is.", attached: [], answeredAt: try instant(now))
  }

  func start(_ draft: Messages.Draft, subject: String = " My  result ") -> Messages.Command {
    .start(
      patient, id, to: .nurse, provider: nil, subject: subject,
      about: Messages.Reference(.result, "r1"), draft)
  }

  @Test func `A patient starts a thread about a result, with the answer due a business day later`()
    throws
  {
    // Monday at 10 in Rochester: the answer is due on Tuesday at 5 pm.
    try expect(Given(Messages.self).when(start(draft())), equal: try started(), try sent())
    #expect(
      try Given(Messages.self, try started(), try sent()).when(start(draft())).isEmpty)
  }

  @Test(
    arguments: [
      // Friday evening: Monday at 5 pm, which the clocks' change moves by an hour in Greenwich.
      ("2026-03-06T23:30:00Z", "2026-03-09T22:00:00Z"),
      // Saturday and Sunday: Monday.
      ("2026-03-07T15:00:00Z", "2026-03-09T22:00:00Z"),
      ("2026-03-08T15:00:00Z", "2026-03-09T22:00:00Z"),
      // The Friday before Martin Luther King Jr. Day: Tuesday.
      ("2026-01-16T18:00:00Z", "2026-01-20T23:00:00Z"),
      // Thursday before a 4th of July on a Saturday, which is observed on Friday: Monday.
      ("2026-07-02T18:00:00Z", "2026-07-06T22:00:00Z"),
      // New Year's Eve: the 2nd of January.
      ("2026-12-31T18:00:00Z", "2027-01-04T23:00:00Z"),
      // The last day of February in a leap year is a Tuesday.
      ("2028-02-28T18:00:00Z", "2028-02-29T23:00:00Z"),
      // Just before midnight in Rochester it's still Monday.
      ("2026-03-03T05:59:00Z", "2026-03-03T23:00:00Z"),
      ("2026-03-03T06:00:00Z", "2026-03-04T23:00:00Z"),
    ])
  func `An answer is due at closing time of the next business day`(sent: String, due: String)
    throws
  {
    let events = try Given(Messages.self).at(sent).when(start(draft()))
    let message = try #require(events.last as? Messages.Sent)
    #expect(message.dueAt == (try instant(due)))
  }

  @Test func `The care team starts a thread, which wants no answer of its own`() throws {
    let command = Messages.Command.startByTeam(
      patient, id, by: "nurse", role: .nurse, subject: "My result",
      about: Messages.Reference(.result, "r1"), draft("It is.", id: "m1"))
    let events = try Given(Messages.self).when(command)
    try expect(events, equal: try started(by: .careTeam), try answered(0))
    var state = Messages.initial
    for event in events { Messages.evolve(&state, event) }
    #expect(state.thread?.unreadByPatient == 1 && state.thread?.dueAt == nil)
    #expect(
      try Given(Messages.self, try started(by: .careTeam), try answered(0)).when(command).isEmpty)
  }

  @Test func `A patient writes on, and the first question stays due when it was`() throws {
    let given = Given(Messages.self, try started(), try sent()).at("2026-03-04T16:00:00Z")
    let events = try given.when(.send(patient, id, draft(id: "m2")))
    let message = try #require(events.first as? Messages.Sent)
    #expect(message.number == 1)
    var state = Messages.initial
    for event in [try started(), try sent()] + events { Messages.evolve(&state, event) }
    #expect(state.thread?.dueAt == (try instant("2026-03-03T23:00:00Z")))
    #expect(state.thread?.isOverdue(at: try instant("2026-03-04T16:00:00Z")) == true)
    #expect(state.thread?.unreadByTeam == 2)
    #expect(try given.when(.send(patient, id, draft())).isEmpty)
  }

  @Test func `The care team answers, once`() throws {
    let given = Given(Messages.self, try started(), try sent())
    let command = Messages.Command.answer(
      patient, id, by: "nurse", Messages.Draft(MessageID("m2"), "It is."))
    try expect(given.when(command), equal: try answered())
    #expect(
      try Given(Messages.self, try started(), try sent(), try answered()).when(command).isEmpty)
  }

  @Test func `What is unread is counted for both sides`() throws {
    let given = Given(Messages.self, try started(), try sent())
    try expect(
      given.when(.read(patient, id, .careTeam)),
      equal: Messages.Read(
        patient: patient, thread: id, reader: .careTeam, count: 1, readAt: try instant(now)))
    #expect(try given.when(.read(patient, id, .patient)).isEmpty)
    let answered = Given(Messages.self, try started(), try sent(), try answered())
    try expect(
      answered.when(.read(patient, id, .patient)),
      equal: Messages.Read(
        patient: patient, thread: id, reader: .patient, count: 1, readAt: try instant(now)))
    // Who answers has read.
    #expect(try answered.when(.read(patient, id, .careTeam)).isEmpty)
  }

  @Test func `A thread is given to somebody, once`() throws {
    let assigned = Messages.Assigned(
      patient: patient, thread: id, to: "ann", assignedAt: try instant(now))
    try expect(
      Given(Messages.self, try started(), try sent()).when(.assign(patient, id, to: "ann")),
      equal: assigned)
    let given = Given(Messages.self, try started(), try sent(), assigned)
    #expect(try given.when(.assign(patient, id, to: "ann")).isEmpty)
    #expect(try given.when(.assign(patient, id, to: "bob")).count == 1)
    #expect(throws: Messages.Failure.empty) { try given.when(.assign(patient, id, to: "")) }
  }

  @Test func `A thread is closed once, and what the patient writes opens it again`() throws {
    let closed = Messages.Closed(
      patient: patient, thread: id, closedBy: "ann", closedAt: try instant(now))
    let given = Given(Messages.self, try started(), try sent())
    try expect(given.when(.close(patient, id, by: "ann")), equal: closed)
    let shut = Given(Messages.self, try started(), try sent(), closed)
    #expect(try shut.when(.close(patient, id, by: "ann")).isEmpty)
    var state = Messages.initial
    for event in [try started(), try sent(), closed] as [any DomainEvent] {
      Messages.evolve(&state, event)
    }
    #expect(state.thread?.closedAt != nil && state.thread?.dueAt == nil)
    for event in try shut.when(.send(patient, id, draft(id: "m9"))) {
      Messages.evolve(&state, event)
    }
    #expect(state.thread?.closedAt == nil && state.thread?.dueAt != nil)
  }

  @Test func `Nothing can be done with a thread that isn't there`() throws {
    let commands: [Messages.Command] = [
      .send(patient, id, draft()), .answer(patient, id, by: "x", draft()),
      .read(patient, id, .patient), .assign(patient, id, to: "x"), .close(patient, id, by: "x"),
    ]
    for command in commands {
      #expect(throws: Messages.Failure.unknown) { try Given(Messages.self).when(command) }
    }
  }

  @Test func `A message has words, and not too many`() throws {
    var given = Given(Messages.self)
    given.policy.messages.longestText = 5
    #expect(throws: Messages.Failure.empty) { try given.when(start(draft(" \n"))) }
    #expect(throws: Messages.Failure.empty) { try given.when(start(draft("x"), subject: " ")) }
    #expect(throws: Messages.Failure.tooLong(most: 5)) { try given.when(start(draft("123456"))) }
    #expect(throws: Messages.Failure.tooLong(most: 120)) {
      try given.when(start(draft("x"), subject: String(repeating: "x", count: 121)))
    }
    #expect(try given.when(start(draft("12345"))).count == 2)
  }

  @Test func `A thread gets only so long`() throws {
    var given = Given(Messages.self, try started(), try sent())
    given.policy.messages.longestThread = 1
    #expect(throws: Messages.Failure.threadFull) {
      try given.when(.send(patient, id, draft(id: "m2")))
    }
    // The care team can still answer.
    #expect(try given.when(.answer(patient, id, by: "x", draft(id: "m2"))).count == 1)
  }

  @Test func `Attachments are limited in number, size and type`() throws {
    func file(_ type: String = "image/png", _ size: Int = 1) -> Messages.Attached {
      Messages.Attached(
        attachment: AttachmentID("a"), name: "x", mediaType: type, byteCount: size)
    }
    let given = Given(Messages.self)
    func send(_ files: [Messages.Attached]) throws -> [any DomainEvent] {
      try given.when(start(Messages.Draft(MessageID("m1"), "See here", attached: files)))
    }
    #expect(throws: Messages.Failure.tooManyAttachments(most: 5)) {
      try send(Array(repeating: file(), count: 6))
    }
    #expect(throws: Messages.Failure.attachmentTooLarge(megabytes: 10)) {
      try send([file("image/png", 10 << 20 + 1)])
    }
    #expect(throws: Messages.Failure.attachmentType(allowed: MessagesPolicy().mediaTypes)) {
      try send([file("application/x-msdownload")])
    }
    let sent = try send(Array(repeating: file("image/png", 10 << 20), count: 5)).last
    #expect((sent as? Messages.Sent)?.attached.count == 5)
  }

  @Test(
    arguments: [
      "I have chest pain since this morning", "My husband can't breathe", "I think I overdosed",
      "CRUSHING CHEST pressure!", "I'm coughing up blood", "worst headache of my life",
    ])
  func `What sounds like an emergency is sent to 911, also in a subject`(text: String) throws {
    #expect(throws: Messages.Failure.urgent(.emergency)) {
      try Given(Messages.self).when(start(draft(text)))
    }
    #expect(throws: Messages.Failure.urgent(.emergency)) {
      try Given(Messages.self).when(start(draft("see above"), subject: text))
    }
    #expect(throws: Messages.Failure.urgent(.emergency)) {
      try Given(Messages.self, try started(), try sent())
        .when(.send(patient, id, draft(text, id: "m2")))
    }
    #expect(Messages.Failure.urgent(.emergency).message.contains("911"))
  }

  @Test(arguments: ["I want to die", "thinking of suicide", "I might kill myself"])
  func `What sounds like despair is sent to 988`(text: String) throws {
    #expect(throws: Messages.Failure.urgent(.crisis)) {
      try Given(Messages.self).when(start(draft(text)))
    }
    #expect(Messages.Failure.urgent(.crisis).message.contains("988"))
  }

  @Test(
    arguments: [
      "No chest pain since the new medicine",
      "What is my risk after a family history of heart attack?",
      "Can I exercise?", "This bill is killing me", "My mother had a stroke years ago",
    ])
  func `What can wait is taken`(text: String) throws {
    #expect(try Given(Messages.self).when(start(draft(text))).count == 2)
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `Unread and due follow from what was written and read, whatever the order`(seed: UInt64)
    throws
  {
    var generator = SeededGenerator(seed: seed)
    var state = Messages.initial
    var (unreadByPatient, unreadByTeam, count) = (0, 0, 0)
    var unanswered = false
    let context = try Given(Messages.self).context
    for step in 0..<100 {
      let draft = draft(id: "n\(step)")
      let command: Messages.Command
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: command = start(draft)
      case 1: command = .send(patient, id, draft)
      case 2: command = .answer(patient, id, by: "x", draft)
      case 3: command = .read(patient, id, .patient)
      case 4: command = .read(patient, id, .careTeam)
      default: command = .close(patient, id, by: "x")
      }
      let events = (try? Messages.decide(command, state, context)) ?? []
      for event in events {
        Messages.evolve(&state, event)
        switch event {
        case let event as Messages.Sent:
          #expect(event.number == count)
          (count, unreadByTeam, unanswered) = (count + 1, unreadByTeam + 1, true)
        case let event as Messages.Answered:
          #expect(event.number == count)
          (count, unreadByPatient, unreadByTeam, unanswered) = (
            count + 1, unreadByPatient + 1, 0, false
          )
        case let event as Messages.Read:
          #expect(event.count == (event.reader == .patient ? unreadByPatient : unreadByTeam))
          if event.reader == .patient { unreadByPatient = 0 } else { unreadByTeam = 0 }
        case is Messages.Closed: unanswered = false
        default: break
        }
      }
      #expect(((try? Messages.decide(command, state, context)) ?? []).isEmpty)
      #expect(state.thread?.unreadByPatient ?? 0 == unreadByPatient)
      #expect(state.thread?.unreadByTeam ?? 0 == unreadByTeam)
      #expect(state.thread?.count ?? 0 == count)
      #expect((state.thread?.dueAt != nil) == unanswered)
    }
  }
}
