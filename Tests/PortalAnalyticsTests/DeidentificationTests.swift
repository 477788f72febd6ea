import EventStore
import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalAnalytics

/// Nobody is found in the tables.
@Suite struct DeidentificationTests {
  /// Of each of the eighteen classes, one that a clinic's people might write somewhere.
  static let marks: [IdentifierClass: [String]] = [
    .names: ["Zebulon", "Quackenbush"],
    .geography: ["742 Evergreen Terrace", "Springfield", "55901"],
    .dates: ["1931-02-14"],
    .phoneNumbers: ["5075550177"],
    .faxNumbers: ["507-555-0166"],
    .emailAddresses: ["zeb@example.org"],
    .socialSecurityNumbers: ["078-05-1120"],
    .medicalRecordNumbers: ["4177777"],
    .healthPlanNumbers: ["HPN-99-8877"],
    .accountNumbers: ["000123456789"],
    .licenseNumbers: ["DL-Q123-456"],
    .vehicles: ["1HGCM82633A004352"],
    .devices: ["PACEMAKER-SN-4711"],
    .webAddresses: ["https://zeb.example.org"],
    .networkAddresses: ["203.0.113.77"],
    .biometrics: ["voiceprint-77"],
    .photographs: ["face-photo-77"],
    .otherUniqueCodes: ["study-subject-0077"],
  ]

  /// All of them, wherever the portal takes text.
  private static let all = marks.values.flatMap(\.self).joined(separator: " ")

  /// The bytes of a file that was kept from a log in whose every text all identifiers stand.
  private static let file = Task {
    let folder = TemporaryFolder()
    let store = folder.path + "/store"
    try EventLog.create(store)
    let now = Date(timeIntervalSince1970: 1_772_467_200)
    let portal = try Portal(opening: store, clock: { now })
    try await portal.record(events(at: now), as: Origin(actor: .system, channel: .feed))
    let path = folder.path + "/analytics.sqlite"
    try AnalyticsStore.rebuild(path, from: portal.eventLog)
    let rows = try AnalyticsStore(path).rows("SELECT count(*) FROM messages")
    await portal.close()
    return (bytes: try Data(contentsOf: URL(filePath: path)), messages: rows)
  }

  private static func events(at now: Date) throws -> [any DomainEvent] {
    let patient = PatientID("P-4177777")
    let today = try #require(LocalDate("2026-03-02"))
    let record = RecordID("R1")
    return [
      Account.Enrolled(
        patient: patient, givenName: "Zebulon", familyName: "Quackenbush",
        birthDate: try #require(LocalDate("1931-02-14")), clinicNumber: "4177777",
        phone: PhoneNumber("+15075550177")),
      Registration.Registered(
        patient: patient, email: try #require(EmailAddress("zeb@example.org")), terms: all,
        activation: "A1"),
      ContactDetails.Changed(
        patient: patient,
        detail: .address(
          try #require(
            PostalAddress(
              street: "742 Evergreen Terrace", city: "Springfield", state: "MN", zip: "55901"))),
        previous: nil, change: nil),
      Prescriptions.Prescribed(
        patient: patient, prescription: PrescriptionID("RX1"),
        medicine: Medicine(name: all, strength: all, unit: all, rxNorm: all), directions: all,
        quantity: 30, daysSupply: 30, refills: 1, prescriber: all, pharmacy: all, writtenOn: today),
      Records.ResultReceived(
        patient: patient, record: record,
        result: Records.Result(code: all, name: all, value: all, unit: all, collectedAt: now),
        receivedAt: now, release: .afterReview),
      Messages.ThreadStarted(
        patient: patient, thread: ThreadID("T1"), startedBy: .patient, to: .nurse, provider: nil,
        subject: all, about: nil, startedAt: now),
      Messages.Sent(
        patient: patient, thread: ThreadID("T1"), message: MessageID("M1"), number: 1, text: all,
        attached: [],
        sentAt: now, dueAt: now),
      Billing.StatementIssued(
        patient: patient, statement: StatementID("S1"), guarantor: nil, issuedOn: today,
        dueOn: today,
        lines: [
          Billing.Line(code: all, text: all, amount: Money(cents: 6_000, currency: .usd))
        ]),
      Forms.Answered(
        patient: patient, form: FormID("F1"), question: QuestionID("Q1"), answer: .text(all)),
      Conversations.MessageReceived(
        phone: try #require(PhoneNumber("+15075550177")), patient: patient, text: all),
    ]
  }

  @Test(arguments: IdentifierClass.allCases)
  func `No identifier of the class is in the file`(kind: IdentifierClass) async throws {
    let marks = try #require(Self.marks[kind])
    let (bytes, messages) = try await Self.file.value
    #expect(messages == [[.integer(1)]], "the events must have been taken in")
    for mark in marks {
      #expect(bytes.range(of: Data(mark.utf8)) == nil, "\(kind): \(mark)")
    }
  }

  @Test func `Whoever knows the demonstration's people finds none of them`() async throws {
    let folder = TemporaryFolder()
    let clinic = try await DemonstrationStore()
    let path = folder.path + "/analytics.sqlite"
    try AnalyticsStore.rebuild(path, from: clinic.portal.eventLog)
    let bytes = try Data(contentsOf: URL(filePath: path))
    let known = [
      "Maria", "Alvarez", "Okafor", "Delgado", "Becker", "maria", "+15075550101", "5075550102",
      "4100101", "4100113", "1985-03-12", "1963-07-30", "2017-05-20", "55901", "483-920",
    ]
    for text in known { #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text)") }
    withExtendedLifetime(folder) {}
  }

  @Test func `A person's days move together, another's by another number`() async throws {
    let folder = TemporaryFolder()
    try EventLog.create(folder.path + "/store")
    let log = try EventLog.open(folder.path + "/store")
    let harbor = SafeHarbor(log, timeZone: .gmt)
    let (first, last) = (LocalDate(dayNumber: 20_000), LocalDate(dayNumber: 20_077))
    var shifts: Set<Int> = []
    for number in 0..<200 {
      let person = harbor.person("patient:P\(number)")
      let days = [first, last].compactMap { LocalDate(harbor.day($0, of: person)) }
      #expect(days.count == 2 && days[1].dayNumber - days[0].dayNumber == 77)
      #expect((1...364).contains(first.dayNumber - days[0].dayNumber))
      shifts.insert(person.shift)
    }
    #expect(shifts.count > 100)
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: [
    (0, "0-9"), (9, "0-9"), (41, "40-49"), (89, "80-89"), (90, "90+"), (104, "90+"),
  ])
  func `Ages are decades, and one from ninety on`(years: Int, band: String) {
    #expect(SafeHarbor.ageBand(years: years) == band)
  }

  @Test(arguments: [("55901", "559"), ("03601", "000"), ("10203-1111", "000"), ("1", "000")])
  func `A region is three digits, where enough people share them`(zip: String, region: String) {
    #expect(SafeHarbor.region(zip: zip) == region)
  }
}
