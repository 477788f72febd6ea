internal import PortalDomain

/// Which schedule of the Controlled Substances Act a medicine stands in.
///
/// Source: 21 CFR 1308.12 to 1308.15, the substances that are prescribed; hydrocodone with others
/// is in schedule II since 79 FR 49661 (2014).
enum ControlledSubstances {
  /// - Returns: the strictest schedule of the ingredients, or `nil` where none is controlled.
  static func schedule(of medicine: MedicineText) -> Medicine.Schedule? {
    let isCombined = medicine.ingredients.count > 1
    return medicine.ingredients.compactMap { ingredient in
      let words = Set(ingredient.name.split { !$0.isLetter }.map(String.init))
      if words.contains("dronabinol"), medicine.form?.unit == "capsules" { return .three }
      if isCombined, let word = limits.keys.first(where: words.contains) {
        return limits[word]?.schedule(of: ingredient.strength)
      }
      return words.compactMap { table[$0] }.min { $0.rawValue < $1.rawValue }
    }
    .min { $0.rawValue < $1.rawValue }
  }

  /// How much of a narcotic may be in a medicine with others before it's as strict as alone.
  ///
  /// Strengths are taken as written. The rule counts the base and not its salt, so this errs, if
  /// ever, to the stricter side. A medicine whose strength isn't known is taken for a common one.
  private struct Limit {
    /// Milligrams in a tablet or capsule, and in a millilitre, for schedule III.
    let unitInThree: Double
    let millilitreInThree: Double
    /// The same for schedule V.
    let unitInFive: Double
    let millilitreInFive: Double

    func schedule(of strength: Strength?) -> Medicine.Schedule {
      guard let strength, let milligrams = strength.milligrams else {
        return unitInThree > 0 ? .three : .two
      }
      let (five, three) =
        strength.isInLiquid ? (millilitreInFive, millilitreInThree) : (unitInFive, unitInThree)
      if milligrams <= five { return .five }
      return milligrams <= three ? .three : .two
    }
  }

  /// Source: 21 CFR 1308.13(e)(1) and 1308.15(c).
  private static let limits: [String: Limit] = [
    "codeine": Limit(
      unitInThree: 90, millilitreInThree: 18, unitInFive: 0, millilitreInFive: 2),
    "dihydrocodeine": Limit(
      unitInThree: 90, millilitreInThree: 18, unitInFive: 0, millilitreInFive: 1),
    "diphenoxylate": Limit(
      unitInThree: 0, millilitreInThree: 0, unitInFive: 2.5, millilitreInFive: 0.5),
  ]

  private static let table: [String: Medicine.Schedule] = {
    let names: [(Medicine.Schedule, [String])] = [
      (.two, two), (.three, three), (.four, four), (.five, five),
    ]
    return Dictionary(
      names.flatMap { schedule, names in names.map { ($0, schedule) } },
      uniquingKeysWith: { first, _ in first })
  }()

  /// 21 CFR 1308.12.
  private static let two = [
    "alfentanil", "amobarbital", "amphetamine", "cocaine", "codeine", "dexmethylphenidate",
    "dextroamphetamine", "dihydrocodeine", "diphenoxylate", "dronabinol", "fentanyl",
    "hydrocodone", "hydromorphone", "levorphanol", "lisdexamfetamine", "meperidine", "methadone",
    "methamphetamine", "methylphenidate", "morphine", "nabilone", "oliceridine", "opium",
    "oxycodone", "oxymorphone", "pentobarbital", "remifentanil", "secobarbital", "sufentanil",
    "tapentadol",
  ]

  /// 21 CFR 1308.13.
  private static let three = [
    "benzphetamine", "buprenorphine", "butalbital", "esketamine", "fluoxymesterone", "ketamine",
    "methyltestosterone", "nandrolone", "oxandrolone", "oxybate", "oxymetholone", "perampanel",
    "phendimetrazine", "testosterone",
  ]

  /// 21 CFR 1308.14.
  private static let four = [
    "alprazolam", "armodafinil", "butorphanol", "carisoprodol", "chlordiazepoxide", "clobazam",
    "clonazepam", "clorazepate", "daridorexant", "diazepam", "diethylpropion", "eluxadoline",
    "estazolam", "eszopiclone", "flurazepam", "lemborexant", "lorazepam", "meprobamate",
    "midazolam", "modafinil", "oxazepam", "pentazocine", "phenobarbital", "phentermine", "quazepam",
    "serdexmethylphenidate", "solriamfetol", "suvorexant", "temazepam", "tramadol", "triazolam",
    "zaleplon", "zolpidem",
  ]

  /// 21 CFR 1308.15.
  private static let five = [
    "brivaracetam", "cenobamate", "ganaxolone", "lacosamide", "lasmiditan", "pregabalin",
  ]
}
