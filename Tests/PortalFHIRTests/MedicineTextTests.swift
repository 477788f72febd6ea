import PortalDomain
import Testing

@testable import PortalFHIR

/// The name of a medicine, and what is to be read from it.
struct MedicineRow: Sendable, CustomTestStringConvertible {
  let display: String
  let name: String
  let strength: String
  let unit: String?
  let schedule: Medicine.Schedule?

  init(
    _ display: String, _ name: String, _ strength: String, _ unit: String?,
    _ schedule: Medicine.Schedule? = nil
  ) {
    self.display = display
    (self.name, self.strength, self.unit) = (name, strength, unit)
    self.schedule = schedule
  }

  var testDescription: String { display }

  /// Every name of a medicine in the bundles by Synthea, each checked by eye.
  static let synthea = [
    MedicineRow(
      "Acetaminophen 21.7 MG/ML / Dextromethorphan Hydrobromide 1 MG/ML / doxylamine succinate 0.417 MG/ML Oral Solution",
      "acetaminophen / dextromethorphan hydrobromide / doxylamine succinate",
      "21.7 mg/mL / 1 mg/mL / 0.417 mg/mL", "mL"),
    MedicineRow(
      "Acetaminophen 300 MG / HYDROcodone Bitartrate 5 MG [Vicodin]",
      "acetaminophen / hydrocodone bitartrate", "300 mg / 5 mg", nil, .two),
    MedicineRow(
      "Acetaminophen 325 MG / HYDROcodone Bitartrate 7.5 MG Oral Tablet",
      "acetaminophen / hydrocodone bitartrate", "325 mg / 7.5 mg", "tablets", .two),
    MedicineRow("Alendronic acid 10 MG Oral Tablet", "alendronic acid", "10 mg", "tablets"),
    MedicineRow("Amlodipine 5 MG Oral Tablet", "amlodipine", "5 mg", "tablets"),
    MedicineRow("Carbamazepine[Tegretol]", "carbamazepine", "", nil),
    MedicineRow(
      "cetirizine hydrochloride 5 MG Oral Tablet", "cetirizine hydrochloride", "5 mg", "tablets"),
    MedicineRow("Clonazepam [Klonopin]", "clonazepam", "", nil, .four),
    MedicineRow("Clopidogrel 75 MG Oral Tablet", "clopidogrel", "75 mg", "tablets"),
    MedicineRow("Hydrochlorothiazide 25 MG", "hydrochlorothiazide", "25 mg", nil),
    MedicineRow("Ibuprofen 200 MG Oral Tablet", "ibuprofen", "200 mg", "tablets"),
    MedicineRow(
      "NDA020800 0.3 ML Epinephrine 1 MG/ML Auto-Injector", "epinephrine", "1 mg/mL",
      "auto-injectors"),
    MedicineRow("Naproxen sodium 220 MG Oral Tablet", "naproxen sodium", "220 mg", "tablets"),
    MedicineRow(
      "Nitroglycerin 0.4 MG/ACTUAT Mucosal Spray", "nitroglycerin", "0.4 mg/spray", "sprays"),
    MedicineRow("predniSONE 5 MG Oral Tablet", "prednisone", "5 mg", "tablets"),
    // As the bundles spell it.
    MedicineRow("Simvistatin 10 MG", "simvistatin", "10 mg", nil),
    MedicineRow("Simvastatin 20 MG Oral Tablet", "simvastatin", "20 mg", "tablets"),
  ]

  static let others = [
    MedicineRow(
      "24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet",
      "metformin hydrochloride",
      "500 mg", "tablets"),
    MedicineRow(
      "Abuse-Deterrent 12 HR Oxycodone Hydrochloride 10 MG Extended Release Oral Tablet [Oxycontin]",
      "oxycodone hydrochloride", "10 mg", "tablets", .two),
    MedicineRow(
      "72 HR Fentanyl 0.025 MG/HR Transdermal System", "fentanyl", "0.025 mg/hour", "patches", .two),
    MedicineRow(
      "120 ACTUAT Fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler [Flovent]",
      "fluticasone propionate", "0.044 mg/puff", "inhalers"),
    MedicineRow(
      "Fluticasone propionate 0.25 MG/ACTUAT / salmeterol 0.05 MG/ACTUAT [Advair]",
      "fluticasone propionate / salmeterol", "0.25 mg/dose / 0.05 mg/dose", nil),
    MedicineRow(
      "insulin lispro 100 UNT/ML Injectable Solution [Humalog]", "insulin lispro", "100 units/mL",
      "mL"),
    MedicineRow(
      "insulin human, isophane 70 UNT/ML / Regular Insulin, Human 30 UNT/ML Injectable Suspension",
      "insulin human, isophane / regular insulin, human", "70 units/mL / 30 units/mL", "mL"),
    MedicineRow(
      "Penicillin V Potassium 250 MG Oral Tablet", "penicillin v potassium", "250 mg", "tablets"),
    MedicineRow(
      "Estrogens, Conjugated (USP) 0.3 MG Oral Tablet [Premarin]", "estrogens, conjugated (usp)",
      "0.3 mg", "tablets"),
    MedicineRow("Hydrocortisone 1% Topical Cream", "hydrocortisone", "1%", nil),
    MedicineRow("Hydrocortisone 10 MG/G Topical Cream", "hydrocortisone", "10 mg/g", nil),
    MedicineRow(
      "Acetaminophen 120 MG/5 ML / Codeine Phosphate 12 MG/5 ML Oral Solution",
      "acetaminophen / codeine phosphate", "120 mg/5 mL / 12 mg/5 mL", "mL", .three),
    MedicineRow("Potassium Chloride 20 MEQ Oral Tablet", "potassium chloride", "20 mEq", "tablets"),
    MedicineRow(
      "Etonogestrel 68 MG Drug Implant", "etonogestrel", "68 mg", "implants"),
    MedicineRow("Lorazepam Oral Tablet", "lorazepam", "", "tablets", .four),
    MedicineRow("Jolivette 28 Day Pack", "jolivette 28 day", "", "packs"),
    MedicineRow(
      "{21 (ethinyl estradiol 0.03 MG / norgestrel 0.3 MG Oral Tablet) / 7 (inert ingredients 1 MG Oral Tablet) } Pack [Cryselle]",
      "ethinyl estradiol / norgestrel", "", "packs"),
    MedicineRow("Tablet", "tablet", "", nil), MedicineRow("Bengel", "bengel", "", nil),
  ]

  /// What the text is read as.
  func expectRead() throws {
    let text = try #require(MedicineText(display))
    #expect(text.name == name)
    #expect(text.strength == strength)
    #expect(text.form?.unit == unit)
    #expect(ControlledSubstances.schedule(of: text) == schedule)
  }
}

struct MedicineTextTests {
  @Test(arguments: MedicineRow.synthea + MedicineRow.others)
  func `The name of a medicine is read as a patient would say it`(row: MedicineRow) throws {
    try row.expectRead()
  }

  @Test(arguments: [
    "", " ", "[Klonopin]", "325 MG", " / ", "{", "{} Pack", "5 MG / 10 MG", "24 HR ",
  ])
  func `What names no medicine is none`(text: String) {
    #expect(MedicineText(text) == nil)
  }
}
