internal import PortalDomain

extension PopulationPatient {
  /// A medicine as it's commonly prescribed.
  private struct Habit {
    let medicine: Medicine
    let directions: String
    let quantity: Int
    let days: Int
    /// The youngest who get it.
    let fromAge: Int

    init(
      _ name: String, _ strength: String, _ unit: String, _ quantity: Int, days: Int = 30,
      from age: Int = 18, schedule: Medicine.Schedule? = nil, _ directions: String
    ) {
      medicine = Medicine(name: name, strength: strength, unit: unit, schedule: schedule)
      self.directions = directions
      self.quantity = quantity
      self.days = days
      fromAge = age
    }
  }

  private static let habits = [
    Habit("amoxicillin", "250 mg", "capsules", 30, days: 10, from: 2, "Take 1 three times a day"),
    Habit("albuterol", "90 mcg", "inhalers", 1, from: 4, "Breathe in 2 puffs when needed"),
    Habit("cetirizine", "10 mg", "tablets", 30, from: 6, "Take 1 a day"),
    Habit("fluticasone", "50 mcg", "sprays", 1, from: 4, "1 spray in each nostril a day"),
    Habit("ibuprofen", "400 mg", "tablets", 60, days: 20, from: 12, "Take 1 with food when needed"),
    Habit("sertraline", "50 mg", "tablets", 30, from: 16, "Take 1 in the morning"),
    Habit("escitalopram", "10 mg", "tablets", 30, "Take 1 a day"),
    Habit("levothyroxine", "75 mcg", "tablets", 90, days: 90, "Take 1 on an empty stomach"),
    Habit("omeprazole", "20 mg", "capsules", 30, "Take 1 before breakfast"),
    Habit("metformin", "500 mg", "tablets", 60, from: 30, "Take 1 twice a day with food"),
    Habit("lisinopril", "10 mg", "tablets", 90, days: 90, from: 30, "Take 1 a day"),
    Habit("losartan", "50 mg", "tablets", 30, from: 30, "Take 1 a day"),
    Habit("amlodipine", "5 mg", "tablets", 90, days: 90, from: 35, "Take 1 a day"),
    Habit("hydrochlorothiazide", "25 mg", "tablets", 30, from: 35, "Take 1 in the morning"),
    Habit("atorvastatin", "20 mg", "tablets", 90, days: 90, from: 40, "Take 1 in the evening"),
    Habit("metoprolol", "25 mg", "tablets", 60, from: 40, "Take 1 twice a day"),
    Habit("gabapentin", "300 mg", "capsules", 90, from: 40, "Take 1 three times a day"),
    Habit("zolpidem", "5 mg", "tablets", 30, schedule: .four, "Take 1 at bedtime when needed"),
    Habit("apixaban", "5 mg", "tablets", 60, from: 60, "Take 1 twice a day"),
    Habit("tamsulosin", "0.4 mg", "capsules", 30, from: 55, "Take 1 after supper"),
  ]

  private static let prescribers = [
    "Dr. Anita Patel", "Dr. Grace Chen", "Dr. Samuel Osei", "Dr. Ellen Voss", "Dr. Hugo Marin",
  ]
  private static let pharmacies = [
    "Main Street Pharmacy", "Riverside Drugs", "Prairie Pharmacy", "Clinic Pharmacy",
  ]

  /// Some medicines by age, with the fills that they had; some of the refills were asked for by
  /// text, and went their way.
  mutating func addPrescriptions() {
    let usual = Self.habits.filter { $0.fromAge <= age }
    guard !usual.isEmpty else { return }
    let count = dice.roll(0...(age < 40 ? 2 : 4))
    var taken: Set<String> = []
    for _ in 0..<count {
      let habit = dice.pick(usual)
      if taken.insert(habit.medicine.name).inserted { prescribe(habit) }
    }
  }

  private mutating func prescribe(_ habit: Habit) {
    let id = PrescriptionID("\(patient)-\(habit.medicine.name)")
    let writtenOn = today.adding(days: -dice.roll(3...170))
    let refills = dice.roll(0...5)
    events.append(
      Prescriptions.Prescribed(
        patient: patient, prescription: id, medicine: habit.medicine,
        directions: habit.directions, quantity: habit.quantity, daysSupply: habit.days,
        refills: refills, prescriber: dice.pick(Self.prescribers),
        pharmacy: dice.pick(Self.pharmacies), writtenOn: writtenOn))
    events.append(
      Prescriptions.Dispensed(patient: patient, prescription: id, on: writtenOn))
    var last = writtenOn
    for number in 0..<refills {
      let day = last.adding(days: habit.days - dice.roll(0...3))
      guard day.adding(days: 2) < today else { break }
      refill(id, number + 1, on: day)
      last = day.adding(days: 2)
    }
    if dice.chance(3) {
      events.append(
        Prescriptions.Stopped(patient: patient, prescription: id, reason: "not needed any more"))
    }
  }

  /// A refill from its request to the patient, two days later.
  private mutating func refill(_ id: PrescriptionID, _ number: Int, on day: LocalDate) {
    let refill = RefillID("\(id)-\(number)")
    let arrival = day.adding(days: 2)
    events += [
      Prescriptions.RefillRequested(
        patient: patient, prescription: id, refill: refill, expectedOn: arrival),
      Prescriptions.RefillApproved(
        patient: patient, prescription: id, refill: refill, expectedOn: arrival),
      Prescriptions.RefillShipped(
        patient: patient, prescription: id, refill: refill, on: day.adding(days: 1)),
      Prescriptions.RefillDelivered(
        patient: patient, prescription: id, refill: refill, on: arrival),
    ]
  }
}
