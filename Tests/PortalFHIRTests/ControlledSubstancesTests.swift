import PortalDomain
import Testing

@testable import PortalFHIR

struct ControlledSubstancesTests {
  private func schedule(_ display: String) throws -> Medicine.Schedule? {
    ControlledSubstances.schedule(of: try #require(MedicineText(display)))
  }

  @Test(
    arguments: [
      ("Hydrocodone Bitartrate 10 MG Oral Capsule", .two), ("Oxycodone 5 MG", .two),
      ("Fentanyl 0.1 MG", .two), ("Methadone Hydrochloride 10 MG", .two),
      ("Morphine Sulfate 15 MG", .two), ("Meperidine Hydrochloride 50 MG Oral Tablet", .two),
      ("Hydromorphone 2 MG", .two), ("Methylphenidate Hydrochloride 20 MG Oral Tablet", .two),
      ("Amphetamine aspartate 5 MG / Dextroamphetamine 5 MG Oral Tablet", .two),
      ("Ketamine 10 MG/ML Injection", .three), ("Testosterone cypionate 200 MG/ML", .three),
      ("Buprenorphine 2 MG / Naloxone 0.5 MG Sublingual Tablet", .three),
      ("Clonazepam 0.5 MG", .four), ("Alprazolam 0.5 MG", .four), ("Diazepam 5 MG", .four),
      ("Lorazepam 1 MG", .four), ("Zolpidem tartrate 10 MG", .four), ("Tramadol 50 MG", .four),
      ("Temazepam 15 MG", .four), ("Phentermine 37.5 MG", .four), ("Carisoprodol 350 MG", .four),
      ("Pregabalin 75 MG Oral Capsule", .five), ("Lacosamide 100 MG Oral Tablet", .five),
      ("Dronabinol 5 MG Oral Capsule", .three), ("Dronabinol 5 MG/ML Oral Solution", .two),
    ] as [(String, Medicine.Schedule)])
  func `Controlled substances stand in their schedule`(
    display: String, expected: Medicine.Schedule
  ) throws {
    #expect(try schedule(display) == expected)
  }

  @Test(arguments: [
    "Simvastatin 10 MG", "Acetaminophen 325 MG Oral Tablet", "Naloxone 0.4 MG/ML",
    "Apomorphine 10 MG/ML", "Hydrochlorothiazide 25 MG", "Dextromethorphan 1 MG/ML",
  ])
  func `Others stand in none`(display: String) throws {
    #expect(try schedule(display) == nil)
  }

  @Test(
    arguments: [
      ("alone", "Codeine Sulfate 30 MG Oral Tablet", .two),
      ("tablets with others", "Acetaminophen 300 MG / Codeine Phosphate 30 MG Oral Tablet", .three),
      ("at the limit", "Acetaminophen 300 MG / Codeine Phosphate 90 MG Oral Tablet", .three),
      ("beyond the limit", "Acetaminophen 300 MG / Codeine Phosphate 91 MG Oral Tablet", .two),
      (
        "a strong liquid", "Acetaminophen 24 MG/ML / Codeine Phosphate 2.4 MG/ML Oral Solution",
        .three
      ),
      ("cough syrup", "Codeine Phosphate 2 MG/ML / Promethazine 1.25 MG/ML Oral Solution", .five),
      ("a teaspoon of one", "Acetaminophen 120 MG/5 ML / Codeine 10 MG/5 ML Oral Solution", .five),
      ("far too strong a liquid", "Acetaminophen 24 MG/ML / Codeine 19 MG/ML Oral Solution", .two),
      ("no strength", "Acetaminophen / Codeine", .three),
      ("with a stricter one", "Codeine Phosphate 30 MG / Morphine 5 MG Oral Tablet", .two),
      ("diphenoxylate", "Atropine Sulfate 0.025 MG / Diphenoxylate 2.5 MG Oral Tablet", .five),
      (
        "butalbital with codeine",
        "Acetaminophen 325 MG / butalbital 50 MG / Caffeine 40 MG / Codeine Phosphate 30 MG Oral Capsule",
        .three
      ),
    ] as [(String, String, Medicine.Schedule)])
  func `Codeine depends on what it is with and how much`(
    _: String, display: String, expected: Medicine.Schedule
  ) throws {
    #expect(try schedule(display) == expected)
  }
}
