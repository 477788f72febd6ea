internal import PortalDomain

/// A person of the demonstration clinic, and what happened to them before today.
struct DemonstrationPatient {
  let enrolled: Account.Enrolled
  let pin: String?
  private(set) var events: [any DomainEvent]

  init(
    _ id: String, _ givenName: String, _ familyName: String, _ birthDate: String,
    _ clinicNumber: String, _ phone: String, _ sex: Account.Sex, pin: String? = nil
  ) {
    guard let birthDate = LocalDate(birthDate) else {
      preconditionFailure("the demonstration clinic's birth dates are dates")
    }
    enrolled = Account.Enrolled(
      patient: PatientID(id), givenName: givenName, familyName: familyName, birthDate: birthDate,
      clinicNumber: clinicNumber, phone: PhoneNumber(phone), sex: sex)
    self.pin = pin
    events = [enrolled]
  }

  private var patient: PatientID { enrolled.patient }

  private func prescription(_ medicine: String) -> PrescriptionID {
    PrescriptionID("\(patient)-" + medicine.replacing(" ", with: "-"))
  }

  mutating func prescribe(
    _ medicine: Medicine, quantity: Int, days: Int, refills: Int, written: LocalDate,
    filled: LocalDate
  ) {
    events.append(
      Prescriptions.Prescribed(
        patient: patient, prescription: prescription(medicine.name), medicine: medicine,
        directions: nil, quantity: quantity, daysSupply: days, refills: refills,
        prescriber: "Dr. Anita Patel", pharmacy: "Main Street Pharmacy", writtenOn: written))
    events.append(
      Prescriptions.Dispensed(
        patient: patient, prescription: prescription(medicine.name), on: filled))
  }

  /// A refill from its request to the patient, all on one day.
  mutating func refill(_ medicine: String, on day: LocalDate) {
    let id = prescription(medicine)
    let refill = RefillID("R-\(id)-\(day)")
    events += [
      Prescriptions.RefillRequested(
        patient: patient, prescription: id, refill: refill, expectedOn: day),
      Prescriptions.RefillApproved(
        patient: patient, prescription: id, refill: refill, expectedOn: day),
      Prescriptions.RefillShipped(patient: patient, prescription: id, refill: refill, on: day),
      Prescriptions.RefillDelivered(patient: patient, prescription: id, refill: refill, on: day),
    ]
  }

  mutating func agree(to topic: Account.Topic) {
    events.append(Account.ConsentGiven(patient: patient, topic: topic))
  }
}
