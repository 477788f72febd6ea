internal import PortalDomain

/// One of many patients, and what happened to them before today.
struct PopulationPatient {
  let enrolled: Account.Enrolled
  let today: LocalDate
  /// A time that they have booked.
  var time: Slot?
  var dice: PopulationDice
  var events: [any DomainEvent] = []

  var patient: PatientID { enrolled.patient }
  var age: Int { enrolled.birthDate.years(until: today) }

  init(_ number: Int, seed: UInt64, today: LocalDate) {
    var dice = PopulationDice(seed: seed, number: number)
    // More of the old than in the streets, as in a clinic.
    let age = dice.chance(45) ? dice.roll(55...94) : dice.roll(0...54)
    let birthDate = today.adding(days: -365 * age - dice.roll(1...365))
    let sex: Account.Sex = dice.chance(53) ? .female : .male
    enrolled = Account.Enrolled(
      patient: PatientID("n\(number + 1)"),
      givenName: dice.pick(sex == .female ? Self.womensNames : Self.mensNames),
      familyName: dice.pick(Self.familyNames), birthDate: birthDate,
      clinicNumber: String(4_200_001 + number),
      phone: birthDate.years(until: today) < 13 ? nil : Self.phone(number), sex: sex)
    self.today = today
    self.dice = dice
    events = [enrolled]
  }

  /// Of the exchange 555, which is kept for fiction and directories, in the area codes around; the
  /// fixed people have 507-555-01xx. Nobody has two of them, and once all are taken nobody gets one.
  static func phone(_ number: Int) -> PhoneNumber? {
    let perArea = 9_800
    guard number / perArea < areaCodes.count else { return nil }
    let line = String(10_200 + number % perArea).dropFirst()
    return PhoneNumber("+1\(areaCodes[number / perArea])555\(line)")
  }

  private static let areaCodes = [
    507, 608, 715, 952, 651, 612, 763, 320, 218, 920, 414, 262, 534, 641, 563, 515, 319, 712, 605,
    701,
  ]

  mutating func addConsents() {
    guard enrolled.phone != nil else { return }
    for topic in Account.Topic.allCases where dice.chance(60) {
      events.append(Account.ConsentGiven(patient: patient, topic: topic))
      if dice.chance(4) {
        events.append(Account.ConsentWithdrawn(patient: patient, topic: topic))
      }
    }
  }

  private static let womensNames = [
    "Abigail", "Alice", "Amara", "Ana", "Andrea", "Barbara", "Beatriz", "Carol", "Charlotte",
    "Christina", "Deborah", "Donna", "Dorothy", "Elena", "Elizabeth", "Emily", "Fatima", "Gloria",
    "Grace", "Hannah", "Helen", "Ingrid", "Janet", "Jennifer", "Joan", "Joyce", "Julia", "Karen",
    "Laura", "Leila", "Linda", "Margaret", "Martha", "Mei", "Nadia", "Nancy", "Nina", "Olivia",
    "Pamela", "Priya", "Rachel", "Rebecca", "Ruth", "Sarah", "Sofia", "Susan", "Teresa",
    "Virginia", "Zainab", "Zoe", "Zuri",
  ]

  private static let mensNames = [
    "Aaron", "Ahmed", "Anders", "Anthony", "Benjamin", "Bo", "Brian", "Carlos", "Chen", "Daniel",
    "David", "Diego", "Edward", "Erik", "Francis", "Gregory", "Harold", "Hassan", "Henry", "Isaac",
    "Jamal", "Jason", "Jose", "Karl", "Kenji", "Kevin", "Lars", "Lucas", "Luis", "Mark", "Michael",
    "Miguel", "Mohamed", "Noah", "Omar", "Patrick", "Paul", "Peng", "Ravi", "Robert", "Samuel",
    "Stephen", "Thomas", "Tou", "Victor", "Walter", "William", "Xiong", "Yusuf",
  ]

  private static let familyNames = [
    "Abdi", "Adams", "Ahmed", "Ali", "Allen", "Andersen", "Anderson", "Bailey", "Baker", "Bauer",
    "Bergstrom", "Brown", "Campbell", "Carlson", "Carter", "Castillo", "Chang", "Christensen",
    "Clark",
    "Cohen", "Collins", "Cruz", "Davis", "Diaz", "Edwards", "Erickson", "Evans", "Farah", "Fischer",
    "Flores", "Foster", "Garcia", "Gonzalez", "Green", "Gustafson", "Hall", "Hansen", "Hanson",
    "Harris",
    "Hassan", "Her", "Hernandez", "Hoffman", "Howard", "Ibrahim", "Jackson", "Jensen", "Johnson",
    "Jones",
    "Kelly", "Khan", "Kim", "King", "Klein", "Koch", "Krueger", "Kumar", "Larson", "Lee", "Lewis",
    "Lopez", "Lor", "Lundgren", "Martin", "Martinez", "Meyer", "Miller", "Mohamed", "Moore", "Moua",
    "Mueller", "Nelson", "Nguyen", "Novak", "Olson", "Osman", "Patel", "Peterson", "Quinn",
    "Ramirez",
    "Reed", "Rivera", "Roberts", "Rodriguez", "Sanchez", "Schmidt", "Schultz", "Scott", "Shah",
    "Singh",
    "Smith", "Sorensen", "Swanson", "Thao", "Thompson", "Torres", "Tran", "Vang", "Wagner",
    "Walker",
    "Weber", "White", "Williams", "Wilson", "Wright", "Xiong", "Yang", "Young", "Zhang",
    "Zimmerman",
  ]
}
