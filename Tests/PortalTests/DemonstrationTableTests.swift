import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

/// The people and the offer of the demonstration clinic, as scripts and documents rely on them.
@Suite struct DemonstrationTableTests {
  let maria = PatientID("maria")
  let james = PatientID("james")
  let wei = PatientID("wei")
  let mia = PatientID("mia")
  let jun = PatientID("jun")
  let rosa = PatientID("rosa")
  let tom = PatientID("tom")

  // MARK: Who they are

  @Test(arguments: [
    ("maria", "Maria Alvarez", "1985-03-12", "4100101", "+15075550101", "2580"),
    ("james", "James Okafor", "1963-07-30", "4100102", "+15075550102", "1470"),
    ("wei", "Wei Lin", "1984-06-01", "4100103", "+15075550103", "3690"),
    ("mia", "Mia Lin", "2017-05-20", "4100113", "+15075550103", nil),
    ("jun", "Jun Lin", "2012-02-02", "4100123", "+15075550103", nil),
    ("rosa", "Rosa Delgado", "1968-09-08", "4100104", "+15075550104", "7410"),
    ("tom", "Tom Becker", "1991-04-17", "4100105", "+15075550105", nil),
  ])
  func `Everybody has their name, birth date, clinic number, phone and PIN`(
    id: String, name: String, born: String, number: String, phone: String, pin: String?
  ) async throws {
    let portal = try await DemonstrationStore().portal
    let patient = try portal.patient(withClinicNumber: number)
    #expect(patient == PatientID(id))
    let profile = try #require(try portal.profile(of: PatientID(id)))
    #expect(profile.fullName == name)
    #expect(profile.birthDate == LocalDate(born))
    let known = try #require(PhoneNumber(phone))
    #expect(profile.phone == known)
    #expect(try portal.patients(withPhone: known).contains(PatientID(id)))
    #expect(profile.hasPIN == (pin != nil))
    guard let pin else { return }
    let origin = ClinicAtTime.patient(PatientID(id))
    #expect(try await portal.signIn(PatientID(id), pin: pin, as: origin).failure == nil)
    #expect(try await portal.signIn(PatientID(id), pin: "0000", as: origin).failure == .wrongPIN)
  }

  @Test func `Nobody has the phone that is to be unknown`() async throws {
    let portal = try await DemonstrationStore().portal
    let stranger = try #require(PhoneNumber("+15075550199"))
    #expect(try portal.patients(withPhone: stranger).isEmpty)
  }

  // MARK: Maria

  @Test func `Maria's medicines are due, filled lately and used up, and she uses insulin`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let today = portal.context.today
    let lisinopril = try medicine("maria-lisinopril", of: maria, portal)
    #expect(lisinopril.medicine.label == "lisinopril 10 mg" && lisinopril.refillsLeft == 2)
    #expect(try #require(lisinopril.refillableFrom(portal.policy)) <= today)
    #expect(lisinopril.openRequest == nil)
    let metformin = try medicine("maria-metformin", of: maria, portal)
    #expect(metformin.medicine.label == "metformin 500 mg")
    #expect(metformin.lastFilledOn == today.adding(days: -5))
    let atorvastatin = try medicine("maria-atorvastatin", of: maria, portal)
    #expect(atorvastatin.medicine.label == "atorvastatin 20 mg" && atorvastatin.refillsLeft == 0)
    let names = try portal.prescriptions(of: maria).prescriptions.map(\.medicine.name)
    #expect(
      names.sorted() == [
        "atorvastatin", "insulin glargine", "insulin lispro", "lisinopril", "metformin",
      ])
  }

  @Test func `Maria sees Dr. Chen of cardiology in six days at half past ten, in person`()
    async throws
  {
    try expectVisit(
      of: maria, inDays: 6, "10:30", .inPerson, "chen", try await DemonstrationStore().portal)
  }

  @Test func `Maria owes 240 dollars on two bills, and has a card and a bank account on file`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let today = portal.context.today
    let balance = try portal.balance(of: maria)
    #expect(balance.total == Money(cents: 240_00) && balance.pastDue == Money(cents: 60_00))
    #expect(balance.open.map(\.owed) == [Money(cents: 60_00), Money(cents: 180_00)])
    #expect(balance.open.map(\.dueOn) == [today.adding(days: -5), today.adding(days: 10)])
    let methods = try portal.methods(of: maria)
    #expect(Set(methods.map(\.label)) == ["Visa ••4242", "bank ••6789"])
    #expect(!methods.contains { $0.isExpired(on: today.adding(months: 12)) })
  }

  @Test(arguments: ["2093-3", "13457-7", "2085-9", "2571-8"])
  func `Maria's lipids go back three years`(code: String) async throws {
    let portal = try await DemonstrationStore().portal
    let history = try portal.resultHistory(of: maria, code: code)
    let days = history.compactMap(\.happenedAt).map { LocalDate($0, in: portal.timeZone) }
    #expect(days.count == 4)
    let (first, last) = (try #require(days.min()), try #require(days.max()))
    #expect(last.dayNumber - first.dayNumber >= 3 * 365)
    #expect(history.allSatisfy { $0.panel?.name == "Lipid panel" })
  }

  @Test func `Maria's blood count waits for its review, and her reports and note are there`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    #expect(try portal.pendingResults(of: maria).map(\.title) == ["Complete blood count (CBC)"])
    #expect(try portal.resultHistory(of: maria, code: "718-7").isEmpty)
    #expect(
      try portal.reports(of: maria, kind: .radiology).map(\.title) == ["Chest X-ray, two views"])
    #expect(
      try portal.reports(of: maria, kind: .pathology).map(\.title) == ["Skin biopsy, left forearm"])
    #expect(try portal.visitNotes(of: maria).count == 1)
  }

  @Test func `Maria's form is half done, a message is unread, and she agreed to details by text`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let form = try #require(try portal.openForms(of: maria).first)
    #expect(form.questionnaireID == Questionnaire.preVisit.id && !form.missing.isEmpty)
    let half = form.visible.count / 2
    #expect((half - 1...half + 1).contains(form.answered))
    #expect(try portal.unreadMessages(of: maria) == 1)
    let phone = try #require(PhoneNumber("+15075550101"))
    #expect(try portal.mayText(.healthDetailsByText, to: maria, at: phone))
  }

  // MARK: The others

  @Test func `James takes what is controlled, and agreed to no texts of bills or health`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let today = portal.context.today
    let opioid = try medicine("james-hydrocodone-acetaminophen", of: james, portal)
    #expect(opioid.medicine.schedule == .two)
    let zolpidem = try medicine("james-zolpidem", of: james, portal)
    #expect(zolpidem.medicine.schedule == .four)
    #expect(zolpidem.refillsUsed == 5 && zolpidem.refillsLeft == 0)
    #expect(try medicine("james-apixaban", of: james, portal).medicine.schedule == nil)
    #expect(try portal.balance(of: james).total == Money(cents: 1_850_00))
    let methods = try portal.methods(of: james)
    #expect(methods.count == 1 && methods.allSatisfy { $0.isExpired(on: today) })
    let phone = try #require(PhoneNumber("+15075550102"))
    #expect(try !portal.mayText(.billingByText, to: james, at: phone))
    #expect(try !portal.mayText(.healthDetailsByText, to: james, at: phone))
    let visits = try portal.upcomingAppointments(of: james)
    #expect(visits.map(\.slot.day) == [today.adding(days: 1)])
  }

  @Test func `Wei, Mia and Jun share a phone, and Wei acts for both, for Jun within limits`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let phone = try #require(PhoneNumber("+15075550103"))
    #expect(Set(try portal.patients(withPhone: phone)) == [wei, mia, jun])
    let today = portal.context.today
    let scopes = try portal.principals(of: wei).map { ($0.patient, $0.scope(on: today)) }
    #expect(Dictionary(scopes) { $1 } == [mia: .full, jun: .limited])
    #expect(try portal.may(wei, actFor: mia, in: nil) && !portal.may(wei, actFor: jun, in: nil))
  }

  @Test func `Rosa prefers Spanish, takes warfarin, and is seen by video in two days`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    #expect(try portal.profile(of: rosa)?.settings.language == .spanish)
    #expect(try medicine("rosa-warfarin", of: rosa, portal).isActive)
    try expectVisit(of: rosa, inDays: 2, "15:00", .video, "patel", portal)
  }

  @Test func `Tom isn't registered, and registers with the code of his letter`() async throws {
    let portal = try await DemonstrationStore().portal
    #expect(try portal.profile(of: tom)?.isRegistered == false)
    let application = Registration.Application(
      givenName: "Tom", familyName: "Becker", birthDate: try #require(LocalDate("1991-04-17")),
      email: try #require(EmailAddress("tom.becker@example.org")),
      terms: portal.policy.account.termsVersion)
    let (patient, _) = try await portal.register(
      clinicNumber: "4100105", activationCode: "483-920", application,
      as: Origin(actor: .unknown, channel: .chat))
    #expect(patient == tom)
    #expect(try portal.profile(of: tom)?.isRegistered == true)
  }

  // MARK: The clinic

  @Test func `Six specialties at four places have times in person and by video`() async throws {
    let portal = try await DemonstrationStore().portal
    let specialties = try portal.specialties().map(\.name)
    #expect(specialties.count == 6)
    let places = try portal.places()
    #expect(
      places.map(\.details.name).sorted() == ["Eau Claire", "La Crosse", "Mankato", "Rochester"])
    for mode in [VisitMode.inPerson, .video] {
      for specialty in specialties {
        let query = SlotQuery(specialty: specialty, mode: mode)
        #expect(try !portal.openSlots(matching: query, limit: 1).isEmpty, "\(specialty), \(mode)")
      }
      for place in places {
        let query = SlotQuery(place: place.id, mode: mode)
        #expect(try !portal.openSlots(matching: query, limit: 1).isEmpty, "\(place.id), \(mode)")
      }
    }
  }

  @Test func `On each weekday of the next sixty days there are times, and on no other day`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    for offset in 1...60 {
      let day = portal.context.today.adding(days: offset)
      let isWeekend = [.saturday, .sunday].contains(Weekday(of: day))
      for mode in [VisitMode.inPerson, .video] {
        let open = try portal.openSlots(
          matching: SlotQuery(mode: mode, from: day, through: day), limit: 1)
        #expect(open.isEmpty == isWeekend, "\(day), \(mode)")
      }
    }
  }

  /// The clock decides the dates: years from now the clinic is as useful as today.
  @Test func `Filled on a Saturday years from now, all of it is as it should be`() async throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let saturday = try Date.ISO8601FormatStyle().parse("2031-03-01T15:00:00Z")
    let portal = try Portal(
      opening: path, clock: { [folder] in withExtendedLifetime(folder) { saturday } })
    try await DemonstrationClinic.fill(portal)
    let today = portal.context.today
    #expect(try !portal.methods(of: maria).contains { $0.isExpired(on: today) })
    #expect(try portal.methods(of: james).allSatisfy { $0.isExpired(on: today) })
    #expect(try portal.balance(of: maria).total == Money(cents: 240_00))
    try expectVisit(of: maria, inDays: 6, "10:30", .inPerson, "chen", portal)
    try expectVisit(of: rosa, inDays: 2, "15:00", .video, "patel", portal)
    await portal.close()
  }

  // MARK: What several of them look up

  private func medicine(
    _ id: String, of patient: PatientID, _ portal: Portal
  ) throws -> Prescriptions.Prescription {
    try #require(try portal.prescription(PrescriptionID(id), of: patient))
  }

  private func expectVisit(
    of patient: PatientID, inDays days: Int, _ time: String, _ mode: VisitMode, _ provider: String,
    _ portal: Portal, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let visits = try portal.upcomingAppointments(of: patient)
    #expect(visits.count == 1, sourceLocation: sourceLocation)
    let slot = try #require(visits.first?.slot, sourceLocation: sourceLocation)
    #expect(slot.day == portal.context.today.adding(days: days), sourceLocation: sourceLocation)
    #expect(
      LocalTime(slot.start, in: portal.timeZone) == LocalTime(time), sourceLocation: sourceLocation)
    #expect(slot.mode == mode, sourceLocation: sourceLocation)
    #expect(slot.provider == ProviderID(provider), sourceLocation: sourceLocation)
  }
}
