import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

@Suite struct MessageViewTests {
  let maria = PatientID("maria")
  let patient = Origin(actor: .patient(PatientID("maria")), channel: .chat)
  let staff = Origin(actor: .staff("nurse"), channel: .staff)
  let thread = ThreadID("t")

  private func start(_ portal: Portal, text: String = "When is my next test?") async throws {
    try await portal.perform(
      Messages.self,
      .start(
        maria, thread, to: .nurse, provider: nil, subject: "My test",
        about: Messages.Reference(.result, "maria-2093-3-0"),
        Messages.Draft(MessageID("m0"), text)), as: patient)
  }

  @Test func `A question goes to the queue, is answered, and is read`() async throws {
    let portal = try await DemonstrationStore().portal
    #expect(try portal.messageQueue().isEmpty)
    try await start(portal)
    let item = try #require(try portal.messageQueue().first)
    #expect(item.patient == maria && !item.isOverdue && item.thread.about?.kind == .result)
    #expect(try portal.patient(ofThread: thread) == maria)
    try await portal.perform(
      Messages.self,
      .answer(maria, thread, by: "nurse", Messages.Draft(MessageID("m1"), "In May.")),
      as: staff)
    #expect(try portal.messageQueue().isEmpty)
    #expect(try portal.unreadMessages(of: maria) == 2)
    #expect(try portal.messages(in: thread, of: maria).map(\.text).last == "In May.")
    for thread in try portal.threads(of: maria) {
      try await portal.perform(Messages.self, .read(maria, thread.id, .patient), as: patient)
    }
    #expect(try portal.unreadMessages(of: maria) == 0)
  }

  @Test func `Only those whom a thread is for answer it`() async throws {
    let portal = try await DemonstrationStore().portal
    try await start(portal)
    let answer = Messages.Command.answer(
      maria, thread, by: "biller", Messages.Draft(MessageID("m1"), "In May."))
    for name in ["biller", "frontdesk"] {
      let origin = Origin(actor: .staff(name), channel: .staff)
      await #expect(throws: Staff.Failure.notAllowed(needs: [.nurse, .provider])) {
        try await portal.perform(Messages.self, answer, as: origin)
      }
      let question = try #require(try portal.thread(thread, of: maria))
      #expect(try !portal.isMeant(question, for: origin) && portal.isMeant(question, for: staff))
    }
    await #expect(throws: Staff.Failure.notAllowed(needs: [])) {
      try await portal.perform(
        Messages.self, .send(maria, thread, Messages.Draft(MessageID("m1"), "Hi")), as: staff)
    }
  }

  @Test func `What is late is marked, and stands first`() async throws {
    let store = try await DemonstrationStore()
    try await start(store.portal)
    await store.portal.close()
    let later = try Portal(
      opening: store.folder.path + "/store",
      clock: { DemonstrationStore.morning + 2 * 86_400 })
    try await later.perform(
      Messages.self,
      .start(
        PatientID("rosa"), ThreadID("u"), to: .careTeam, provider: nil, subject: "Later",
        about: nil,
        Messages.Draft(MessageID("n0"), "Hello")),
      as: Origin(actor: .patient(PatientID("rosa")), channel: .chat))
    #expect(try later.messageQueue().map(\.isOverdue) == [true, false])
    #expect(try later.messageQueue().map(\.thread.id) == [thread, ThreadID("u")])
  }

  @Test func `A long thread is read from its end, over the borders of its rows`() async throws {
    let portal = try await DemonstrationStore().portal
    try await start(portal)
    for number in 1..<37 {
      let draft = Messages.Draft(MessageID("m\(number)"), "number \(number)")
      let isPatients = number.isMultiple(of: 2)
      try await portal.perform(
        Messages.self,
        isPatients ? .send(maria, thread, draft) : .answer(maria, thread, by: "x", draft),
        as: isPatients ? patient : staff)
    }
    #expect(try portal.messages(in: thread, of: maria, limit: 15).map(\.number) == Array(22..<37))
    #expect(try portal.messages(in: thread, of: maria, limit: 500).map(\.number) == Array(0..<37))
    #expect(try portal.messages(in: ThreadID("none"), of: maria).isEmpty)
    #expect(try portal.thread(thread, of: maria)?.count == 37)
  }

  @Test func `Of two who answer at once both stand there, one after the other`() async throws {
    let portal = try await DemonstrationStore().portal
    try await start(portal)
    await withTaskGroup(of: Void.self) { group in
      for number in 1...8 {
        group.addTask {
          _ = try? await portal.perform(
            Messages.self,
            .answer(maria, thread, by: "x", Messages.Draft(MessageID("m\(number)"), "\(number)")),
            as: staff)
        }
      }
    }
    let messages = try portal.messages(in: thread, of: maria, limit: 100)
    #expect(messages.map(\.number) == Array(0..<messages.count))
    #expect(messages.count > 1)
  }

  @Test func `The view equals what the rules fold from the log`() async throws {
    let portal = try await DemonstrationStore().portal
    try await start(portal)
    try await portal.perform(Messages.self, .assign(maria, thread, to: "ann"), as: staff)
    try await portal.perform(Messages.self, .read(maria, thread, .careTeam), as: staff)
    try await portal.perform(Messages.self, .close(maria, thread, by: "ann"), as: staff)
    let (state, _) = try portal.load(
      Messages.self,
      portal.query(of: Messages.self, Boundary(tags: maria.tag, "thread:\(thread)")))
    #expect(try portal.thread(thread, of: maria) == state.thread)
    #expect(state.thread?.closedAt != nil)
  }

  @Test func `A file is sealed with its patient, and opened again`() async throws {
    let store = try await DemonstrationStore()
    let path = store.folder.path + "/letter.txt"
    try Data("Dear Dr. Patel".utf8).write(to: URL(filePath: path))
    let handle = try #require(FileHandle(forReadingAtPath: path))
    let (id, byteCount) = try await store.portal.attach(contentsOf: handle, of: maria)
    #expect(byteCount == 14)
    let chunks = try #require(try store.portal.attachment(id, of: maria)?.chunks)
    #expect(chunks.byteCount == 14)
    #expect(try store.portal.attachment(AttachmentID("none"), of: maria) == nil)
    #expect(try store.portal.removeAttachment(id, of: maria))
  }
}
