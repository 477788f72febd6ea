import Foundation
import Portal
import PortalBot
import PortalDomain
import TestSupport
import Testing

/// At each question of each flow something else is said: it's answered, and the question comes again.
@Suite struct DigressionTests {
  /// How a conversation comes to a question.
  struct Place: CustomTestStringConvertible, Sendable {
    let area: String
    let messages: [String]
    var phone = "+15075550101"
    /// Whether it's taken as proven who writes.
    var isProven = true

    init(_ area: String, _ messages: String...) {
      (self.area, self.messages) = (area, messages)
    }

    static func stranger(_ area: String, from phone: String, _ messages: String...) -> Place {
      Place(area: area, messages: messages, phone: phone, isProven: false)
    }

    private init(area: String, messages: [String], phone: String, isProven: Bool) {
      (self.area, self.messages, self.phone, self.isProven) = (area, messages, phone, isProven)
    }

    var testDescription: String { messages.joined(separator: " / ") }
  }

  static let proven = [
    Place("appointments", "book a visit"),
    Place("appointments", "book a visit", "cardiology"),
    Place("appointments", "i need to see a skin doctor next thursday"),
    Place("appointments", "book an appointment with dr patel tomorrow", "1"),
    Place("appointments", "reschedule my appointment"),
    Place("appointments", "reschedule my appointment", "1"),
    Place("appointments", "cancel my appointment"),
    Place("appointments", "confirm my appointment"),
    Place("appointments", "put me on the waitlist for a skin doctor"),
    Place("prescriptions", "refill my lisinopril"),
    Place("prescriptions", "refill my insulin"),
    Place("prescriptions", "refill my atorvastatin"),
    Place("prescriptions", "set up automatic refills for metformin"),
    Place("prescriptions", "change my pharmacy"),
    Place(
      "prescriptions", "send my refills to Hilltop Pharmacy instead, change my pharmacy to Hilltop"),
    Place("billing", "pay my bill"),
    Place("billing", "pay my bill", "1"),
    Place("billing", "pay 50 with my visa"),
    Place("billing", "add a card"),
    Place("billing", "add a card", "tok_amex"),
    Place("billing", "remove a card"),
    Place("billing", "can i set up a payment plan"),
    Place("messages", "tell my doctor that my cough is back again"),
    Place("records", "share my records"),
    Place("records", "share my records with Dr. Jones in Chicago"),
    Place("records", "download my records"),
    Place("account", "change my contact details"),
    Place("account", "change my email to maria.a@example.org"),
    Place("account", "change my email to maria.a@example.org", "y"),
    Place("account", "change my security settings"),
    Place("account", "send my sign in codes by email"),
    Place("account", "change my password"),
    Place("account", "change my username"),
    Place("account", "change my pin"),
    Place("account", "change my preferences"),
    Place("account", "text me in spanish"),
    Place("forms", "fill out my form"),
  ]

  static let unproven: [Place] = [
    .stranger("account", from: "+15075550105", "register"),
    .stranger("account", from: "+15075550105", "register", "4100105"),
    .stranger("account", from: "+15075550105", "register", "4100105", "Tom Becker"),
    .stranger("account", from: "+15075550105", "register", "4100105", "Tom Becker", "4/17/1991"),
    .stranger(
      "account", from: "+15075550105", "register", "4100105", "Tom Becker", "4/17/1991",
      "tom@example.org"),
    .stranger(
      "account", from: "+15075550105", "register", "4100105", "Tom Becker", "4/17/1991",
      "tom@example.org", "y"),
    .stranger("account", from: "+15075550101", "sign in", "username"),
    .stranger("account", from: "+15075550101", "sign in", "username", "2"),
    .stranger("account", from: "+15075550101", "sign in", "username", "2", "maria.alvarez"),
    .stranger(
      "account", from: "+15075550101", "sign in", "username", "2", "maria.alvarez",
      "seven quiet herons"),
    .stranger("account", from: "+15075550101", "i forgot my password"),
    .stranger("account", from: "+15075550101", "i forgot my password", "maria.alvarez"),
    .stranger("account", from: "+15075550101", "i forgot my pin"),
    .stranger("account", from: "+15075550101", "i forgot my pin", "2"),
    .stranger("account", from: "+15075550101", "i forgot my pin", "2", "4100101"),
    .stranger("account", from: "+15075550101", "refill my lisinopril"),
  ]

  /// What is told at once, and words of the answer.
  static let questions: [(area: String, text: String, answer: String)] = [
    ("billing", "how much do i owe", "You owe"), ("billing", "cuanto debo", "240"),
    ("prescriptions", "what medicines do i take", "metformin"),
    ("prescriptions", "que medicinas tomo", "metformin"),
    ("appointments", "when is my next appointment", "Coming up"),
    ("appointments", "cuando es mi cita", "Dr."),
    ("clinic", "where are your clinics", "Rochester"),
    ("records", "what allergies do i have", "Penicillin"),
  ]

  /// What asks something itself.
  static let wishes: [(area: String, text: String)] = [
    ("prescriptions", "refill my lisinopril"), ("prescriptions", "quiero surtir mi lisinopril"),
    ("billing", "pay 20 dollars with my visa"), ("appointments", "cancel my appointment"),
    ("appointments", "quiero cancelar mi cita"), ("messages", "send a message to my doctor"),
  ]

  /// A conversation that stands at a question.
  private final class Talk {
    let store: DemonstrationStore
    let service: ConversationService
    let phone: PhoneNumber
    private let inbox = CodeInbox()
    private(set) var asked = ""
    private(set) var awaiting: String?

    init(at place: Place) async throws {
      store = try await DemonstrationStore(codeSender: inbox)
      service = ConversationService(store.portal, channel: .chat)
      phone = try #require(PhoneNumber(place.phone))
      if place.isProven { _ = try await service.verify(phone) }
      for message in place.messages {
        let answer = try await service.receive(message, from: phone)
        (asked, awaiting) = (answer.replies.last ?? "", answer.awaiting)
      }
      try #require(awaiting != nil, "\(place.messages) ask nothing: \(asked)")
    }

    func say(_ text: String) async throws -> ConversationService.Answer {
      try await service.receive(text, from: phone)
    }

    /// Whether the last of some replies is the question again.
    func isAskedAgain(_ answer: ConversationService.Answer) -> Bool {
      // What stood before the question in the same text ("It's too soon.") isn't said again.
      answer.replies.count >= 2 && answer.awaiting == awaiting
        && asked.hasSuffix(answer.replies.last ?? "-")
    }
  }

  private static func expectNothingDone(_ answer: ConversationService.Answer, _ place: Comment) {
    // A time that was kept is given back where the question is left.
    let noted = [
      "conversation.", "access.", "education.given", "message.read", "appointment.released",
    ]
    for change in answer.changes where !noted.contains(where: change.name.hasPrefix) {
      Issue.record("\(change.name): \(place)")
    }
  }

  @Test(arguments: proven)
  func `A question in between is answered, and ours comes again`(place: Place) async throws {
    for question in Self.questions where question.area != place.area {
      let talk = try await Talk(at: place)
      let answer = try await talk.say(question.text)
      let comment = Comment(rawValue: "\(talk.asked) > \(question.text) < \(answer.replies)")
      #expect(talk.isAskedAgain(answer), comment)
      #expect(answer.replies.joined(separator: "\n").contains(question.answer), comment)
      Self.expectNothingDone(answer, comment)
    }
  }

  @Test(arguments: proven)
  func `Another wish is done or left, and then our question comes again`(
    place: Place
  ) async throws {
    for wish in Self.wishes where wish.area != place.area {
      // A message may hold what was meant for a password: it's not read back.
      if wish.area == "messages", place.messages == ["change my password"] { continue }
      let talk = try await Talk(at: place)
      let answer = try await talk.say(wish.text)
      let comment = Comment(rawValue: "\(talk.asked) > \(wish.text) < \(answer.replies)")
      Self.expectNothingDone(answer, comment)
      #expect(answer.awaiting != nil && answer.replies.last != talk.asked, comment)
      let left = try await talk.say("never mind")
      #expect(talk.isAskedAgain(left), "\(comment), then \(left.replies)")
      let gone = try await talk.say("never mind")
      #expect(gone.awaiting == nil, "\(comment), then \(gone.replies)")
    }
  }

  @Test(arguments: unproven)
  func `Whoever has not proven who they are keeps their question, too`(place: Place) async throws {
    for text in [
      "how much do i owe", "cuanto debo", "where are your clinics", "refill my lisinopril",
      "quiero surtir mi metformina", "when is my next appointment",
    ] {
      let talk = try await Talk(at: place)
      let answer = try await talk.say(text)
      let comment = Comment(rawValue: "\(talk.asked) > \(text) < \(answer.replies)")
      #expect(answer.awaiting == talk.awaiting, comment)
      Self.expectNothingDone(answer, comment)
      if talk.awaiting != "pin", talk.awaiting != "choice" {
        #expect(talk.isAskedAgain(answer), comment)
      }
    }
  }

  @Test(arguments: proven + unproven)
  func `Every question can be left, and help, a person and safety come before it`(
    place: Place
  ) async throws {
    for text in ["never mind", "go back", "stop please"] {
      let talk = try await Talk(at: place)
      let answer = try await talk.say(text)
      let comment = Comment(rawValue: "\(talk.asked) > \(text) < \(answer.replies)")
      #expect(answer.awaiting == nil, comment)
      Self.expectNothingDone(answer, comment)
    }
    var talk = try await Talk(at: place)
    var answer = try await talk.say("help")
    #expect(talk.isAskedAgain(answer), "\(talk.asked) > help < \(answer.replies)")
    for text in ["person", "i want to talk to a real person"] {
      talk = try await Talk(at: place)
      answer = try await talk.say(text)
      #expect(
        answer.changes.contains { $0.event is Conversations.HandedOff },
        "\(talk.asked) > \(text) < \(answer.replies)")
    }
    for text in ["i have crushing chest pain", "me duele mucho el pecho y no puedo respirar"] {
      talk = try await Talk(at: place)
      answer = try await talk.say(text)
      #expect(
        answer.changes.contains { $0.event is Conversations.SafetyAlerted },
        "\(talk.asked) > \(text) < \(answer.replies)")
      #expect(answer.awaiting == talk.awaiting)
    }
  }
}
