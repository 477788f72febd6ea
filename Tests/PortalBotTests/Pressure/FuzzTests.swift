import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalBot

/// Conversations of random messages. `PORTAL_FUZZ` says how many messages; by default a few.
@Suite struct FuzzTests {
  private static let messages =
    ProcessInfo.processInfo.environment["PORTAL_FUZZ"].flatMap { Int($0) } ?? 400

  /// After so many it's plain that something is wrong.
  private static let mostFindings = 20

  /// The phones that write, and whether it's taken as proven who they are.
  private static let phones = [
    ("+15075550101", true), ("+15075550102", true), ("+15075550103", true),
    ("+15075550104", true), ("+15075550101", false), ("+15075550105", false),
    ("+15075550199", false),
  ]

  /// A clinic serves so many, before all its times are booked and everything is paid.
  private static let messagesPerClinic = 2_500

  @Test func `Whatever is said, there is a reply, and nothing is done without a yes`() async throws
  {
    let clinics = (Self.messages + Self.messagesPerClinic - 1) / Self.messagesPerClinic
    try await withThrowingTaskGroup(of: Void.self) { group in
      for clinic in 0..<clinics {
        if clinic >= ProcessInfo.processInfo.activeProcessorCount { _ = try await group.next() }
        let left = Self.messages - clinic * Self.messagesPerClinic
        group.addTask { try await Self.converse(clinic, min(left, Self.messagesPerClinic)) }
      }
      try await group.waitForAll()
    }
  }

  /// Talks with a clinic of its own.
  ///
  /// - Parameters:
  ///   - clinic: which one; its messages are always the same.
  ///   - count: how many messages.
  private static func converse(_ clinic: Int, _ count: Int) async throws {
    var source = RandomMessages(seed: 20_260_302 + UInt64(clinic))
    let store = try await DemonstrationStore()
    let service = ConversationService(store.portal, channel: .chat)
    var (phone, isVerified) = phones[0]
    var before: String?
    var findings = 0
    for number in 0..<count {
      if number.isMultiple(of: 25) {
        (phone, isVerified) = phones[(number / 25) % phones.count]
        let from = try #require(PhoneNumber(phone))
        before = try await service.receive("START", from: from).awaiting
      }
      let from = try #require(PhoneNumber(phone))
      if isVerified { _ = try await service.verify(from) }
      let message = source.next()
      let answer = try await service.receive(message, from: from)
      let place = Comment(
        rawValue: "clinic \(clinic), message \(number) from \(phone): \(message.debugDescription)")
      try #require(answer.replies.allSatisfy { !$0.isEmpty }, place)
      if answer.replies.isEmpty {
        // Who said STOP hears no more, until they say START.
        let isStopped = try store.portal.lastReply(to: from)?.dialogue.contains(
          "\"isStopped\":true")
        try #require(isStopped == true, place)
        _ = try await service.receive("START", from: from)
      }
      if answer.replies.contains(where: apologies.contains) {
        Issue.record("an apology, asked \(before ?? "nothing"), \(place)")
        findings += 1
      }
      for change in answer.changes {
        let isMeant = isMeant(change.name, by: message, asked: before)
        #expect(isMeant, "\(change.name), asked \(before ?? "nothing"), \(place)")
        if !isMeant { findings += 1 }
      }
      before = answer.replies.isEmpty ? nil : answer.awaiting
      if findings == mostFindings { break }
    }
    await store.portal.close()
    if messages > messagesPerClinic { print("fuzz: \(count) messages to clinic \(clinic)") }
  }

  /// What is said where something failed that must not.
  private static let apologies = [Preferences.Language.english, .spanish].map {
    Phrases(clinic: ClinicProfile(), language: $0).wentWrong
  }

  /// Whether an event may follow from a message, where the bot had asked something.
  private static func isMeant(_ event: String, by message: String, asked: String?) -> Bool {
    let always = [
      "conversation.", "access.", "consent.texts", "account.signedIn", "account.signInFailed",
      "account.strangerFailed", "account.codeIssued", "account.codeFailed", "message.read",
      // That an article was shown.
      "education.given",
    ]
    if always.contains(where: event.hasPrefix) { return true }
    switch event {
    // What is only kept until the yes, and given back at a no.
    case "appointment.held.v1": return asked == "choice" || asked == "confirmation"
    case "appointment.released.v1", "waitlist.declined.v1": return asked == "confirmation"
    // The answer itself is what is wanted.
    case "form.answered.v1", "form.crisisFlagged.v1", "account.pinSet.v1",
      "account.contactChanged.v1", "account.codeUsed.v1",
      "account.usernameChosen.v1", "account.passwordFailed.v1", "account.sessionsEnded.v1":
      return asked == "answer"
    case "account.passwordSet.v1": return asked == "answer" && !isPlainlyNone(message)
    default: break
    }
    let answer = Understander.standard.understand(Redaction(message).text).answer
    return asked == "confirmation" && (answer == .yes || answer == .choice(1))
  }

  /// Whether nobody would mean a message for a password: a question, or a wish.
  private static func isPlainlyNone(_ message: String) -> Bool {
    let said = Said(text: message, understanding: Understander.standard.understand(message))
    return said.isQuestion || said.isPlainWish
  }

  @Test(arguments: [
    "x", "7", " ", "\u{301}", "\u{202E}x", "\u{1F600}", "no ", "pay ", "ا", "\u{0}", "refill and ",
  ])
  func `10,000 characters of anything get a reply`(piece: String) async throws {
    let store = try await DemonstrationStore()
    let service = ConversationService(store.portal, channel: .chat)
    let text = String(repeating: piece, count: 10_000 / piece.count)
    for number in ["+15075550101", "+15075550199"] {
      let phone = try #require(PhoneNumber(number))
      if number == "+15075550101" { _ = try await service.verify(phone) }
      for _ in 0..<2 {
        #expect(try await !service.receive(text, from: phone).replies.isEmpty)
      }
    }
    await store.portal.close()
  }

  @Test func `Nobody is asked the same thing for ever`() async throws {
    let store = try await DemonstrationStore()
    let service = ConversationService(store.portal, channel: .chat)
    let phone = try #require(PhoneNumber("+15075550101"))
    _ = try await service.verify(phone)
    for start in ["hi", "refill my lisinopril", "pay my bill", "book a visit", "refill my insulin"]
    {
      _ = try await service.receive(start, from: phone)
      var replies: [[String]] = []
      for _ in 0..<3 {
        replies.append(try await service.receive("blorp zzgh", from: phone).replies)
      }
      #expect(Set(replies).count == 3, "\(start): \(replies)")
      #expect(replies.last?.last?.contains("talk to a person") == true, "\(start): \(replies)")
      _ = try await service.receive("no", from: phone)
    }
    await store.portal.close()
  }
}
