internal import EventStore
internal import PortalDomain

/// The demonstration clinic: fixed people with plausible histories, so that scripts and tests can
/// rely on them. The clock decides the dates.
public enum DemonstrationClinic {
  /// Maria Alvarez, whom `portal chat` speaks for unless told otherwise.
  public static let mariasPhone = "+15075550101"

  /// Fills an empty store.
  ///
  /// - Parameters:
  ///   - portal: open on an empty store.
  ///   - patients: how many more than the fixed ones.
  ///   - seed: makes other patients of the same kind.
  ///   - progress: told how many of how many people are done.
  /// - Throws: `LogError` with `storeExists` where the store is not empty.
  public static func fill(
    _ portal: Portal, patients: Int = 0, seed: UInt64 = 1,
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws {
    guard try portal.log.head() == 0 else {
      throw LogError(
        .storeExists, "the store is not empty; make a new one for the demonstration clinic")
    }
    let origin = Origin(actor: .system, channel: .feed)
    let today = portal.context.today
    try await portal.record(providers + directory + slots(portal.context), as: origin)
    let people = Self.people(today)
    for (index, person) in people.enumerated() {
      try await portal.record(person.events, as: origin)
      if let pin = person.pin {
        try await portal.setPIN(pin, of: person.enrolled.patient, as: origin)
      }
      progress(index + 1, people.count + patients)
    }
    try await portal.record(visits(portal.context), as: origin)
    try await portal.record(bills(portal.context), as: origin)
    try await portal.record(forms(today), as: origin)
    try await portal.record(records(portal.context), as: origin)
    try await portal.record(messages(portal.context), as: origin)
    let times = patients > 0 ? timesForOthers(portal.context) : []
    try await Population(seed: seed, today: today, times: times).fill(
      portal, patients: patients, as: origin
    ) { done in progress(people.count + done, people.count + patients) }
    try await fillAccounts(portal, origin)
  }

  private static let providers: [any DomainEvent] = [
    Staff.ProviderAdded(
      provider: ProviderID("chen"), name: "Dr. Grace Chen", specialty: "cardiology"),
    Staff.ProviderAdded(
      provider: ProviderID("patel"), name: "Dr. Anita Patel", specialty: "primary care"),
  ]

  private static func people(_ today: LocalDate) -> [DemonstrationPatient] {
    [
      maria(today), james(today),
      DemonstrationPatient(
        "wei", "Wei", "Lin", "1984-06-01", "4100103", "+15075550103", .male, pin: "3690"),
      DemonstrationPatient("mia", "Mia", "Lin", "2017-05-20", "4100113", "+15075550103", .female),
      DemonstrationPatient("jun", "Jun", "Lin", "2012-02-02", "4100123", "+15075550103", .male),
      rosa(today),
      DemonstrationPatient("tom", "Tom", "Becker", "1991-04-17", "4100105", "+15075550105", .male),
    ]
  }

  private static func maria(_ today: LocalDate) -> DemonstrationPatient {
    var maria = DemonstrationPatient(
      "maria", "Maria", "Alvarez", "1985-03-12", "4100101", "+15075550101", .female, pin: "2580")
    maria.prescribe(
      Medicine(name: "lisinopril", strength: "10 mg", unit: "tablets"), quantity: 30, days: 30,
      refills: 2, written: today.adding(days: -118), filled: today.adding(days: -28))
    maria.prescribe(
      Medicine(name: "metformin", strength: "500 mg", unit: "tablets"), quantity: 60, days: 30,
      refills: 4, written: today.adding(days: -95), filled: today.adding(days: -5))
    maria.prescribe(
      Medicine(name: "atorvastatin", strength: "20 mg", unit: "tablets"), quantity: 30, days: 30,
      refills: 0, written: today.adding(days: -330), filled: today.adding(days: -27))
    maria.prescribe(
      Medicine(name: "insulin glargine", strength: "100 units/mL", unit: "pens"), quantity: 5,
      days: 30, refills: 3, written: today.adding(days: -60), filled: today.adding(days: -26))
    maria.prescribe(
      Medicine(name: "insulin lispro", strength: "100 units/mL", unit: "pens"), quantity: 5,
      days: 30, refills: 3, written: today.adding(days: -60), filled: today.adding(days: -25))
    maria.agree(to: .healthDetailsByText)
    maria.agree(to: .billingByText)
    return maria
  }

  private static func james(_ today: LocalDate) -> DemonstrationPatient {
    var james = DemonstrationPatient(
      "james", "James", "Okafor", "1963-07-30", "4100102", "+15075550102", .male, pin: "1470")
    james.prescribe(
      Medicine(
        name: "hydrocodone-acetaminophen", strength: "5 mg/325 mg", unit: "tablets", schedule: .two),
      quantity: 20, days: 5, refills: 0, written: today.adding(days: -9),
      filled: today.adding(days: -9))
    james.prescribe(
      Medicine(name: "zolpidem", strength: "5 mg", unit: "tablets", schedule: .four), quantity: 30,
      days: 30, refills: 5, written: today.adding(days: -175), filled: today.adding(days: -175))
    for month in 1...5 { james.refill("zolpidem", on: today.adding(days: -175 + 29 * month)) }
    james.prescribe(
      Medicine(name: "apixaban", strength: "5 mg", unit: "tablets"), quantity: 60, days: 30,
      refills: 6, written: today.adding(days: -50), filled: today.adding(days: -20))
    return james
  }

  private static func rosa(_ today: LocalDate) -> DemonstrationPatient {
    var rosa = DemonstrationPatient(
      "rosa", "Rosa", "Delgado", "1968-09-08", "4100104", "+15075550104", .female, pin: "7410")
    rosa.prescribe(
      Medicine(name: "warfarin", strength: "5 mg", unit: "tablets"), quantity: 30, days: 30,
      refills: 3, written: today.adding(days: -80), filled: today.adding(days: -24))
    rosa.agree(to: .healthDetailsByText)
    return rosa
  }
}
