internal import PortalDomain

extension PatientResource {
  var patient: PatientID { PatientID("fhir-\(id.value)") }

  /// - Parameter place: where the resource stands in the bundle.
  func enrolled(at place: String) throws(FHIRError) -> Account.Enrolled {
    let name = try HumanName.preferred(name, at: place)
    return Account.Enrolled(
      patient: patient, givenName: name.givenName, familyName: name.familyName,
      birthDate: birthDate.value, clinicNumber: nil, phone: phone,
      source: "fhir:Patient/\(id.value)", sex: gender)
  }

  /// A mobile number before others: it's where text messages go.
  private var phone: PhoneNumber? {
    let phones = (telecom ?? []).filter { $0.system == "phone" && $0.use != "old" }
    let ordered = phones.filter { $0.use == "mobile" } + phones.filter { $0.use != "mobile" }
    return ordered.lazy.compactMap { $0.value.flatMap(PhoneNumber.init) }.first
  }
}

extension PractitionerResource {
  /// - Parameter place: where the resource stands in the bundle.
  func added(at place: String) throws(FHIRError) -> Staff.ProviderAdded {
    Staff.ProviderAdded(
      provider: ProviderID("fhir-\(id.value)"),
      name: try HumanName.preferred(name, at: place).fullName, specialty: nil,
      source: "fhir:Practitioner/\(id.value)")
  }

  /// As a patient would say it: `Dr. Ann Lee`; `nil` where there is no name.
  var fullName: String? { HumanName.preferred(name)?.fullName }
}

extension HumanName {
  /// The name to call someone by: the official one first, a former one last.
  static func preferred(_ names: [HumanName]?) -> HumanName? {
    let named = (names ?? []).filter { !$0.givenName.isEmpty || !$0.familyName.isEmpty }
    func first(_ isWanted: (HumanName) -> Bool) -> HumanName? { named.first(where: isWanted) }
    return first { $0.use == "official" } ?? first { $0.use == "usual" }
      ?? first { $0.use != "old" && $0.use != "maiden" } ?? named.first
  }

  fileprivate static func preferred(
    _ names: [HumanName]?, at place: String
  ) throws(FHIRError) -> HumanName {
    guard let name = preferred(names) else {
      throw FHIRError(place: "\(place).name", message: "expected a given or a family name")
    }
    return name
  }

  var givenName: String { Self.words(given) }
  var familyName: String { Self.words([family]) }
  var fullName: String { Self.words([Self.words(prefix), givenName, familyName]) }

  private static func words(_ parts: [String?]?) -> String {
    (parts ?? []).compactMap { $0 }.flatMap { $0.split(whereSeparator: \.isWhitespace) }
      .joined(separator: " ")
  }
}
