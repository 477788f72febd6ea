import EventStore
import Foundation
import PortalDomain
import TestSupport

@testable import Portal

/// What happened at a clinic: some of the demonstration's people, and then things at random.
struct ClinicHistory {
  let events: [NewEvent]

  /// Who is erased, with what only they are known by.
  static let victims = ["maria", "wei", "mia", "jun"].map { PatientID($0) }
  static let marks: [PatientID: [String]] = [
    "maria": ["maria", "Maria", "Alvarez", "+15075550101", "1985-03-12", "4100101"],
    // In quotes, so that a weight isn't taken for a name.
    "wei": ["\"wei\"", "wei-", "\"Wei\"", "1984-06-01", "4100103"],
    "mia": ["mia", "Mia", "2017-05-20", "4100113"],
    "jun": ["jun", "Jun", "2012-02-02", "4100123"],
  ].reduce(into: [:]) { $0[PatientID($1.key)] = $1.value }
  static let phones = ["+15075550101", "+15075550102", "+15075550103"]
    .compactMap { PhoneNumber($0) }

  /// Made once: the hashes of the PINs take their time.
  static let shared = Task { try await ClinicHistory(seed: 23, steps: 30) }

  init(seed: UInt64, steps: Int) async throws {
    let store = try await DemonstrationStore()
    var generator = SeededGenerator(seed: seed)
    try await Self.prescribeForTheLins(store.portal)
    try await Self.billWei(store.portal, as: Self.origin)
    try await Self.shareMarias(store.portal)
    for _ in 0..<steps { try await Self.step(store.portal, &generator) }
    var events: [NewEvent] = []
    try store.portal.replay { recorded in
      events += [recorded.event].compactMap(\.self)
      return true
    }
    let others = ["rosa", "tom", "james"].map { Subject("patient:\($0)") }
    self.events = events.filter {
      !others.contains($0.subject ?? Subject("clinic")) && Self.isNear($0)
    }
  }

  static func isOf(_ patient: PatientID, _ event: NewEvent) -> Bool {
    event.subject == Subject("patient:\(patient)")
  }

  /// Of the times that are open for weeks, those of the day on which Maria comes will do.
  private static func isNear(_ event: NewEvent) -> Bool {
    event.type != Appointments.SlotsPublished.name
      || event.tags.contains("openings:chen:2026-03-08")
  }

  private static let origin = Origin(actor: .system, channel: .feed)

  private static func prescribeForTheLins(_ portal: Portal) async throws {
    let today = portal.context.today
    for patient in victims.dropFirst() {
      let id = PrescriptionID("\(patient)-loratadine")
      try await portal.record(
        [
          Prescriptions.Prescribed(
            patient: patient, prescription: id,
            medicine: Medicine(name: "loratadine", strength: "10 mg", unit: "tablets"),
            directions: nil, quantity: 30, daysSupply: 30, refills: 3, prescriber: nil,
            pharmacy: nil, writtenOn: today.adding(days: -60)),
          Prescriptions.Dispensed(
            patient: patient, prescription: id, on: today.adding(days: -29)),
        ], as: origin)
    }
  }

  /// Shares and articles, of which the demonstration has none.
  private static func shareMarias(_ portal: Portal) async throws {
    let (maria, now) = (PatientID("maria"), portal.context.now)
    let share = ShareID("Smaria")
    try await portal.record(
      [
        Shares.Created(
          patient: maria, share: share, recipient: "Dr. Lee", scope: .everything, createdAt: now,
          expiresAt: now.addingTimeInterval(86_400), codeHash: "hash"),
        Shares.CodeRefused(patient: maria, share: share, refusedAt: now),
        Education.Given(
          patient: maria, article: ArticleID("asthma"), reason: nil, givenAt: now),
        Messages.Sent(
          patient: maria, thread: ThreadID("maria-fasting"), message: MessageID("maria-2"),
          number: 2, text: "Thank you!", attached: [], sentAt: now, dueAt: now),
      ], as: origin)
  }

  /// One thing that a patient or the clinic does; what is refused changes nothing.
  static func step(_ portal: Portal, _ generator: inout SeededGenerator) async throws {
    guard let patient = victims.randomElement(using: &generator) else { return }
    do {
      switch Int.random(in: 0..<11, using: &generator) {
      case 0...1:
        guard
          let prescription = try portal.prescriptions(of: patient).prescriptions
            .randomElement(using: &generator)
        else { return }
        try await portal.perform(
          Prescriptions.self, .requestRefill(patient, prescription.id), as: origin)
      case 2...3: try await serve(portal, &generator)
      case 4:
        try await portal.perform(
          Account.self, .consent(patient, .billingByText, given: .random(using: &generator)),
          as: origin)
      case 5: try await ask(portal, patient, &generator)
      case 6: try await send(portal, &generator)
      case 7:
        try await portal.noteAccess(
          to: patient, [.medicines, .results],
          for: .allCases.randomElement(using: &generator) ?? .treatment,
          as: Origin(actor: .staff("nurse"), channel: .staff))
      case 8: try await talk(portal, patient, &generator)
      default: try await changeAccount(portal, patient, &generator)
      }
    } catch is any Refusal {}
  }

  /// Something about an account, or about who acts for whom.
  private static func changeAccount(
    _ portal: Portal, _ patient: PatientID, _ generator: inout SeededGenerator
  ) async throws {
    guard let other = victims.randomElement(using: &generator) else { return }
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      try await portal.perform(
        Proxies.self,
        .grant(.init(patient: patient, proxy: other, relation: .other, scope: .limited)),
        as: origin)
    case 1:
      try await portal.perform(
        Proxies.self, .end(patient, proxy: other, reason: "no longer"), as: origin)
    case 2:
      let number = Int.random(in: 0..<3, using: &generator)
      try await portal.chooseUsername("user\(number)", of: patient, as: origin)
    case 3:
      let number = Int.random(in: 0..<3, using: &generator)
      guard let email = EmailAddress("box\(number)@example.org") else { return }
      try await portal.perform(ContactDetails.self, .correct(patient, .email(email)), as: origin)
    default:
      try await portal.perform(
        HelpDesk.self, .request(HelpID("H\(generator.next())"), patient, from: nil), as: origin)
    }
  }

  /// The clinic takes a step with one of the open requests.
  private static func serve(_ portal: Portal, _ generator: inout SeededGenerator) async throws {
    guard let open = try portal.refillQueue().randomElement(using: &generator) else { return }
    let (patient, rx, id) = (open.patient, open.prescription.id, open.request.id)
    let steps: [Prescriptions.Command] = [
      .approve(patient, rx, id, newRefills: nil), .ship(patient, rx, id), .deliver(patient, rx, id),
      .deny(patient, rx, id, reason: "come and see us"),
    ]
    guard let step = steps.randomElement(using: &generator) else { return }
    try await portal.perform(Prescriptions.self, step, as: origin)
  }

  /// A patient asks the pharmacy, gets an answer, or has refills come by themselves.
  private static func ask(
    _ portal: Portal, _ patient: PatientID, _ generator: inout SeededGenerator
  ) async throws {
    let prescription = try portal.prescriptions(of: patient).prescriptions
      .randomElement(using: &generator)
    switch Int.random(in: 0..<3, using: &generator) {
    case 0:
      try await portal.sendPharmacyMessage(
        "Is it in?", about: prescription?.id, of: patient, as: origin)
    case 1:
      guard let open = try portal.pharmacyQueue().first else { return }
      try await portal.perform(
        Prescriptions.self,
        .answerPharmacyMessage(open.message.patient, open.message.id, text: "It is."), as: origin)
    default:
      guard let prescription else { return }
      try await portal.perform(
        Prescriptions.self, .setAutoRefill(patient, prescription.id, on: true), as: origin)
    }
  }

  /// A sender takes one of the notices that are due, with whatever comes of it.
  private static func send(_ portal: Portal, _ generator: inout SeededGenerator) async throws {
    guard let due = try portal.dueNotices().randomElement(using: &generator) else { return }
    let notice = due.notice.reference
    let steps: [Notices.Command] = [
      .claim(notice, .sms), .markSent(notice, .sms),
      .markFailed(notice, reason: "30003", isFinal: .random(using: &generator)),
      .suppress(notice, .optedOut),
    ]
    guard let step = steps.randomElement(using: &generator) else { return }
    try await portal.perform(Notices.self, step, as: origin)
  }

  /// A turn of a conversation, with a patient or with whoever has the phone.
  private static func talk(
    _ portal: Portal, _ patient: PatientID, _ generator: inout SeededGenerator
  ) async throws {
    guard let phone = try portal.profile(of: patient)?.phone else { return }
    let speaker = Bool.random(using: &generator) ? patient : nil
    let message = TextID("twilio:SM\(Int.random(in: 0..<1_000_000, using: &generator))")
    let events: [any DomainEvent] = [
      Conversations.MessageReceived(phone: phone, patient: speaker, text: "hello"),
      Conversations.Accepted(
        phone: phone, patient: speaker, message: message, files: [], keyword: nil),
      Conversations.Replied(
        phone: phone, patient: speaker, replies: ["Hello!"], intent: "dialogue.greet",
        dialogue: "{}"),
      Conversations.Answered(phone: phone, patient: speaker, message: message, isToBeSent: true),
      Conversations.ReplyFailed(
        phone: phone, patient: speaker, message: message, attempt: 1, reason: "timeout",
        nextTry: portal.context.now),
      Conversations.ReplySent(phone: phone, patient: speaker, message: message),
    ]
    // Some are left waiting, some without their answer sent.
    let count = [2, 4, 5, 6].randomElement(using: &generator) ?? 6
    try await portal.record(Array(events.prefix(count)), as: origin)
  }
}
