internal import Foundation
internal import PortalDomain

/// What the clinic found out, and what patients asked.
extension PopulationPatient {
  /// A blood test as it's commonly ordered, with values in tenths.
  private struct Test {
    let code: String
    let name: String
    let unit: String
    let range: Records.ReferenceRange
    let tenths: ClosedRange<Int>
    /// The youngest who have it.
    let fromAge: Int
  }

  private static let tests = [
    Test(
      code: "2093-3", name: "Total cholesterol", unit: "mg/dL", range: .init(high: 199),
      tenths: 1_350...2_650, fromAge: 20),
    Test(
      code: "4548-4", name: "Hemoglobin A1c", unit: "%", range: .init(high: 5.6), tenths: 47...89,
      fromAge: 30),
    Test(
      code: "718-7", name: "Hemoglobin", unit: "g/dL", range: .init(low: 12, high: 17.5),
      tenths: 105...172, fromAge: 1),
    Test(
      code: "2160-0", name: "Creatinine", unit: "mg/dL", range: .init(low: 0.5, high: 1.3),
      tenths: 6...16, fromAge: 40),
    Test(
      code: "2823-3", name: "Potassium", unit: "mmol/L", range: .init(low: 3.5, high: 5.1),
      tenths: 34...53, fromAge: 40),
  ]

  private static let doctors = [
    "Dr. Anita Patel", "Dr. Grace Chen", "Dr. Ingrid Larsen", "Dr. Aisha Khan",
  ]

  /// A result of most, now and then one that nobody has looked at yet.
  mutating func addResults() {
    guard dice.chance(45) else { return }
    let usual = Self.tests.filter { $0.fromAge <= age }
    guard !usual.isEmpty else { return }
    let test = dice.pick(usual)
    for number in 0..<dice.roll(1...2) {
      let isNew = number == 0 && dice.chance(2)
      let day = today.adding(days: isNew ? -1 : -dice.roll(7...180) - 190 * number)
      receive(test, on: day, RecordID("\(patient)-\(test.code)-\(number)"), isReviewed: !isNew)
    }
  }

  private mutating func receive(
    _ test: Test, on day: LocalDate, _ id: RecordID, isReviewed: Bool
  ) {
    let value = dice.roll(test.tenths)
    let receivedAt = at(day, hour: 20)
    events.append(
      Records.ResultReceived(
        patient: patient, record: id,
        result: Records.Result(
          code: test.code, name: test.name, value: "\(value / 10).\(value % 10)", unit: test.unit,
          range: test.range, collectedAt: at(day, hour: 15)),
        receivedAt: receivedAt, release: RecordsPolicy().laboratory))
    guard isReviewed else { return }
    let reviewedAt = at(day.adding(days: 1), hour: 16)
    events.append(
      Records.ResultReviewed(
        patient: patient, record: id, panel: nil, reviewer: dice.pick(Self.doctors), comment: nil,
        reviewedAt: reviewedAt, visibleFrom: reviewedAt))
  }

  private static let questions = [
    (
      "Appointment", "Do I need to fast before my visit?",
      "No, please eat as usual and bring your medicines."
    ),
    (
      "Prescription", "Can I take this with ibuprofen?",
      "Please don't take both. Acetaminophen is fine."
    ),
    (
      "Test", "When will my results be in?",
      "Within two days. You'll get a text when we have looked at them."
    ),
    ("Forms", "My employer needs a note. Can you write one?", "Yes, it's ready at the front desk."),
  ]

  /// A question to the care team, which most of them have had answered.
  mutating func addMessages() {
    guard age >= 18, dice.chance(15) else { return }
    let (subject, question, answer) = dice.pick(Self.questions)
    let isOpen = dice.chance(4)
    let day = isOpen ? today.adding(days: -1) : today.adding(days: -dice.roll(4...150))
    let thread = ThreadID("\(patient)-1")
    func message(_ number: Int) -> MessageID { MessageID("\(thread)-\(number)") }
    events += [
      Messages.ThreadStarted(
        patient: patient, thread: thread, startedBy: .patient, to: .careTeam, provider: nil,
        subject: subject, about: nil, startedAt: at(day, hour: 15)),
      Messages.Sent(
        patient: patient, thread: thread, message: message(0), number: 0, text: question,
        attached: [], sentAt: at(day, hour: 15),
        dueAt: at(day.adding(businessDays: 1), hour: 23)),
    ]
    guard !isOpen else { return }
    events += [
      Messages.Answered(
        patient: patient, thread: thread, message: message(1), number: 1,
        author: dice.pick(Self.doctors), text: answer, attached: [],
        answeredAt: at(day, hour: 21)),
      Messages.Read(
        patient: patient, thread: thread, reader: .patient, count: 1, readAt: at(day, hour: 22)),
    ]
  }

  /// The visit that they have booked, where there was a time for them.
  mutating func addVisit() {
    guard let time, (time.specialty == "pediatrics") == (age < 18) else { return }
    events.append(
      Appointments.Booked(
        patient: patient, appointment: AppointmentID("A-\(patient)"), slot: time,
        reason: dice.pick(["Check-up", "Follow-up", "New concern"])))
  }

  /// An hour of Greenwich, so that it's the same whatever the clinic's zone; 15 to 23 are those in which
  /// the clinic works.
  private func at(_ day: LocalDate, hour: Int) -> Date { day.instant(hour: hour, in: .gmt) }
}
