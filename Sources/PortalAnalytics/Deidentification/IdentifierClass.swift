/// The eighteen kinds of identifiers that Safe Harbor names (45 CFR 164.514(b)(2)(i), A to R), and what
/// becomes of each on its way to the analysts' tables.
enum IdentifierClass: Character, CaseIterable {
  case names = "A"
  case geography = "B"
  case dates = "C"
  case phoneNumbers = "D"
  case faxNumbers = "E"
  case emailAddresses = "F"
  case socialSecurityNumbers = "G"
  case medicalRecordNumbers = "H"
  case healthPlanNumbers = "I"
  case accountNumbers = "J"
  case licenseNumbers = "K"
  case vehicles = "L"
  case devices = "M"
  case webAddresses = "N"
  case networkAddresses = "O"
  case biometrics = "P"
  case photographs = "Q"
  case otherUniqueCodes = "R"

  /// What is done with such an identifier.
  enum Treatment {
    /// It has no column, and no column takes free text that could hold it.
    case dropped
    /// A keyed hash stands for it: ``SafeHarbor/key(_:_:)``.
    case hashed
    /// The first three digits of a ZIP code stay, where more than 20,000 people share them:
    /// ``SafeHarbor/region(zip:)``.
    case pooledByRegion
    /// Moved by a number of days that is the person's own; ages become bands:
    /// ``SafeHarbor/day(_:of:)``, ``SafeHarbor/ageBand(years:)``.
    case shifted
  }

  var treatment: Treatment {
    switch self {
    case .geography: .pooledByRegion
    case .dates: .shifted
    case .medicalRecordNumbers, .accountNumbers, .otherUniqueCodes: .hashed
    case .names, .phoneNumbers, .faxNumbers, .emailAddresses, .socialSecurityNumbers,
      .healthPlanNumbers, .licenseNumbers, .vehicles, .devices, .webAddresses, .networkAddresses,
      .biometrics, .photographs:
      .dropped
    }
  }
}
