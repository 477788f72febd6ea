internal import PortalDomain

extension MedicationRequestResource {
  /// Whether it is one: not a mere plan, and not a note that the medicine must not be given.
  var isPrescription: Bool {
    switch intent {
    case .proposal, .plan, .option: false
    case .order, .originalOrder, .reflexOrder, .fillerOrder, .instanceOrder: doNotPerform != true
    }
  }

  /// - Parameters:
  ///   - place: where the resource stands in the bundle.
  ///   - references: the resources of the bundle.
  /// - Returns: the prescription, and its end where it has ended.
  func events(at place: String, _ references: References) throws(FHIRError) -> [any DomainEvent] {
    guard case .patient(let patient) = references[subject] else {
      throw FHIRError(
        place: "\(place).subject.reference", message: "expected a Patient of the bundle")
    }
    let medicine = try medicine(at: place, references)
    let prescription = PrescriptionID("fhir-\(id.value)")
    let prescribed = Prescriptions.Prescribed(
      patient: patient.patient, prescription: prescription, medicine: medicine,
      directions: Directions.text(of: dosageInstruction ?? [], unit: medicine.unit),
      quantity: dispenseRequest?.quantity?.count(ofUnit: medicine.unit),
      daysSupply: dispenseRequest?.expectedSupplyDuration?.days,
      refills: dispenseRequest?.numberOfRepeatsAllowed?.value,
      prescriber: prescriber(references), pharmacy: nil, writtenOn: authoredOn.value,
      source: "fhir:MedicationRequest/\(id.value)")
    guard let reason = status.endReason else { return [prescribed] }
    return [
      prescribed,
      Prescriptions.Stopped(patient: patient.patient, prescription: prescription, reason: reason),
    ]
  }

  private func prescriber(_ references: References) -> String? {
    guard case .practitioner(let practitioner) = references[requester] else { return nil }
    return practitioner.fullName
  }

  private func medicine(at place: String, _ references: References) throws(FHIRError) -> Medicine {
    if let concept = medicationCodeableConcept {
      return try concept.medicine(at: "\(place).medicationCodeableConcept")
    }
    guard let reference = medicationReference else {
      throw FHIRError(
        place: "\(place).medicationCodeableConcept", message: "is required, but missing")
    }
    guard let concept = medication(reference, references)?.code else {
      throw FHIRError(
        place: "\(place).medicationReference.reference",
        message: "expected a Medication of the bundle that has a code")
    }
    return try concept.medicine(at: "\(place).medicationReference.reference")
  }

  private func medication(_ reference: Reference, _ references: References) -> MedicationResource? {
    if let name = reference.reference, name.first == "#" {
      return contained?.first { $0.id == String(name.dropFirst()) }?.medication
    }
    guard case .medication(let medication) = references[reference] else { return nil }
    return medication
  }
}

extension MedicationRequestResource.Status {
  /// Why the prescription can't be filled, in words for a patient; `nil` while it can.
  fileprivate var endReason: String? {
    switch self {
    case .active: nil
    case .completed: "completed"
    case .cancelled: "cancelled"
    case .stopped: "stopped"
    case .onHold: "on hold"
    case .draft: "not issued yet"
    case .enteredInError: "entered in error"
    case .unknown: "status unknown"
    }
  }
}

extension CodeableConcept {
  private static let rxNorm = "http://www.nlm.nih.gov/research/umls/rxnorm"

  fileprivate func medicine(at place: String) throws(FHIRError) -> Medicine {
    let coding = coding ?? []
    let concept = coding.first { $0.system == Self.rxNorm }
    let texts = [concept?.display, text] + coding.map(\.display)
    guard let medicine = texts.lazy.compactMap({ $0.flatMap(MedicineText.init) }).first else {
      throw FHIRError(place: place, message: "expected the name of a medicine")
    }
    return Medicine(
      name: medicine.name, strength: medicine.strength, unit: medicine.form?.unit,
      schedule: ControlledSubstances.schedule(of: medicine), rxNorm: concept?.code)
  }
}

extension Quantity {
  /// How many whole units it is; `nil` where it's none, a part of one, or counts something else.
  fileprivate func count(ofUnit wanted: String?) -> Int? {
    guard let value = value?.value, value >= 1, let count = Int(exactly: value) else { return nil }
    guard let unit = unit ?? code else { return count }
    func stem(_ word: String) -> String {
      word.lowercased().filter(\.isLetter).replacing(/s$/, with: "")
    }
    guard let wanted = wanted.map(stem) else { return nil }
    // `TAB` is a tablet.
    let isShort = stem(unit).count >= 3 && wanted.hasPrefix(stem(unit))
    return isShort || stem(unit) == wanted ? count : nil
  }

  /// The length of a time in days; `nil` where it's none, or not in days or weeks.
  fileprivate var days: Int? {
    guard let value = value?.value, value >= 1, let count = Int(exactly: value), count < 10_000
    else { return nil }
    switch (code ?? unit)?.lowercased() {
    case "d", "day", "days": return count
    case "wk", "week", "weeks": return count * 7
    default: return nil
    }
  }
}
