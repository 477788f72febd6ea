import PortalDomain

/// Somebody whom the clinic enrolled.
func enrolled(
  _ id: String, born: String = "1980-01-01", phone: String? = "+15075550142",
  number: String? = "41"
) throws -> Account.Enrolled {
  Account.Enrolled(
    patient: PatientID(id), givenName: "María", familyName: "Alvarez", birthDate: try day(born),
    clinicNumber: number, phone: phone.flatMap { PhoneNumber($0) })
}
