internal import Foundation
internal import PortalDomain

/// What the demonstration clinic knows of its people's health.
extension DemonstrationClinic {
  static func records(_ context: Context) -> [any DomainEvent] {
    let maria = DemonstrationRecord(PatientID("maria"), context)
    let rosa = DemonstrationRecord(PatientID("rosa"), context)
    return marias(maria) + summary(maria) + inrHistory(rosa)
  }

  private static func marias(_ record: DemonstrationRecord) -> [any DomainEvent] {
    lipids(record) + bloodCount(record)
      + record.reviewed(
        Records.Report(
          kind: .radiology, title: "Chest X-ray, two views", code: Records.Code("loinc", "36643-5"),
          performedAt: record.at(-40, 11), author: "Dr. Samuel Reed",
          findings: "The lungs are clear. The heart is of normal size. No fluid around the lungs.",
          impression: "Normal chest X-ray. No sign of pneumonia."),
        "chest-xray", receivedAt: record.at(-40, 15), reviewedAt: record.at(-39, 9),
        comment: "Good news: your lungs look fine. The cough should pass by itself.")
      + record.reviewed(
        Records.Report(
          kind: .pathology, title: "Skin biopsy, left forearm",
          code: Records.Code("loinc", "60567-5"), performedAt: record.at(-14, 10),
          author: "Dr. Helen Novak",
          findings: "A compound nevus with even borders, 4 mm. Margins are clear.",
          impression: "A harmless mole. No cancer was found."),
        "skin-biopsy", receivedAt: record.at(-11, 13), reviewedAt: record.at(-10, 9),
        comment: "This is a harmless mole, and all of it was taken out. Nothing more is needed.")
      + [
        Records.NoteAdded(
          patient: record.patient, record: record.id("visit-note"),
          note: Records.Note(
            title: "Office visit: cough and check of blood pressure", visitAt: record.at(-40, 10),
            author: "Dr. Anita Patel",
            text: "Dry cough for two weeks, no fever. Blood pressure 128/82. Lungs clear. "
              + "A chest X-ray was ordered. Blood sugar and cholesterol are being watched.",
            instructions: "Drink plenty of water. Call us if you get a fever or have trouble "
              + "sleeping from the cough. Keep taking your medicines. Come back in three months."),
          receivedAt: record.at(-40, 17), release: .atOnce)
      ]
  }

  /// Four years' values, three years apart from the first to the last; the newest came six days ago.
  private static func lipids(_ record: DemonstrationRecord) -> [any DomainEvent] {
    let comments = [
      "Better than last year. Keep taking atorvastatin.", "Going the right way.", nil, nil,
    ]
    let values = [
      ["188", "104", "52", "160"], ["204", "122", "50", "165"], ["221", "139", "48", "172"],
      ["238", "154", "46", "190"],
    ]
    return values.indices.flatMap { year -> [any DomainEvent] in
      let day = -6 - 365 * year
      let panel = Records.Panel(
        id: PanelID("maria-lipids-\(year)"), name: "Lipid panel")
      let tests: [(String, String, Records.ReferenceRange)] = [
        ("2093-3", "Total cholesterol", Records.ReferenceRange(high: 199)),
        ("13457-7", "LDL cholesterol", Records.ReferenceRange(high: 99)),
        ("2085-9", "HDL cholesterol", Records.ReferenceRange(low: 50)),
        ("2571-8", "Triglycerides", Records.ReferenceRange(high: 149)),
      ]
      return zip(tests, values[year]).flatMap { test, value in
        record.result(
          Records.Result(
            code: test.0, name: test.1, value: value, unit: "mg/dL", range: test.2,
            collectedAt: record.at(day, 8, 15), panel: panel),
          "\(test.0)-\(year)", receivedAt: record.at(day, 15),
          reviewedAt: record.at(day + 1, 9), comment: comments[year])
      }
    }
  }

  /// Came yesterday, and nobody has looked at it.
  private static func bloodCount(_ record: DemonstrationRecord) -> [any DomainEvent] {
    let panel = Records.Panel(id: PanelID("maria-cbc"), name: "Complete blood count (CBC)")
    let tests: [(String, String, String, String, Records.ReferenceRange)] = [
      ("6690-2", "White blood cells", "6.8", "10*3/uL", .init(low: 4.5, high: 11)),
      ("789-8", "Red blood cells", "4.4", "10*6/uL", .init(low: 4.1, high: 5.1)),
      ("718-7", "Hemoglobin", "11.6", "g/dL", .init(low: 12, high: 15.5)),
      ("4544-3", "Hematocrit", "35.1", "%", .init(low: 36, high: 46)),
      ("777-3", "Platelets", "262", "10*3/uL", .init(low: 150, high: 400)),
    ]
    return tests.flatMap { code, name, value, unit, range in
      record.result(
        Records.Result(
          code: code, name: name, value: value, unit: unit, range: range,
          collectedAt: record.at(-1, 8, 5), panel: panel),
        code, receivedAt: record.at(-1, 16, 20))
    }
  }

  private static func summary(_ record: DemonstrationRecord) -> [any DomainEvent] {
    let patient = record.patient
    let conditions: [(String, String, String, Int)] = [
      ("hypertension", "High blood pressure (hypertension)", "I10", -2_300),
      ("diabetes", "Type 2 diabetes", "E11.9", -1_500),
      ("cholesterol", "High cholesterol", "E78.5", -1_120),
    ]
    let vaccines: [(String, String, Int)] = [
      ("Flu shot", "150", -130), ("COVID-19 vaccine", "308", -130),
      ("Tetanus, diphtheria and whooping cough (Tdap)", "115", -1_200),
    ]
    let vitals: [(String, String, [String], String)] = [
      ("85354-9", "Blood pressure", ["128/82", "134/86"], "mmHg"),
      ("8867-4", "Pulse", ["72", "76"], "beats/min"),
      ("29463-7", "Weight", ["74.8", "76.2"], "kg"), ("8302-2", "Height", ["163"], "cm"),
      ("8310-5", "Temperature", ["36.8"], "Cel"),
    ]
    return conditions.map { id, name, code, day in
      Records.ConditionRecorded(
        patient: patient, record: record.id(id),
        condition: Records.Condition(
          name: name, code: Records.Code("icd10", code), since: record.day(day)))
    } + [
      Records.AllergyRecorded(
        patient: patient, record: record.id("penicillin"),
        allergy: Records.Allergy(
          substance: "Penicillin", code: Records.Code("rxnorm", "7980"), reaction: "hives",
          since: record.day(-7_000)))
    ]
      + vaccines.map { name, code, day in
        Records.ImmunizationRecorded(
          patient: patient, record: record.id("vaccine-\(code)"),
          immunization: Records.Immunization(
            vaccine: name, code: Records.Code("cvx", code), on: record.day(day)))
      }
      + vitals.flatMap { code, name, values, unit in
        values.enumerated().map { index, value in
          Records.VitalMeasured(
            patient: patient, record: record.id("\(code)-\(index)"),
            vital: Records.Vital(
              code: code, name: name, value: value, unit: unit,
              measuredAt: record.at(-40 - 120 * index, 10)))
        }
      }
  }

  /// How thin warfarin keeps the blood, about every two weeks.
  private static func inrHistory(_ record: DemonstrationRecord) -> [any DomainEvent] {
    ["2.4", "2.6", "3.4", "2.9", "2.2", "1.8"].enumerated().flatMap { index, value in
      let day = -5 - 14 * index
      return record.result(
        Records.Result(
          code: "6301-6", name: "INR", value: value, range: Records.ReferenceRange(low: 2, high: 3),
          collectedAt: record.at(day, 9)),
        "inr-\(index)", receivedAt: record.at(day, 12), reviewedAt: record.at(day, 16),
        comment: index == 0 ? "In range. Stay on the same dose." : nil)
    }
  }
}

/// Dates and names in one person's record.
private struct DemonstrationRecord {
  let patient: PatientID
  private let context: Context

  init(_ patient: PatientID, _ context: Context) {
    self.patient = patient
    self.context = context
  }

  func id(_ name: String) -> RecordID { RecordID("\(patient)-\(name)") }

  func day(_ offset: Int) -> LocalDate { context.today.adding(days: offset) }

  func at(_ offset: Int, _ hour: Int, _ minute: Int = 0) -> Date {
    day(offset).instant(hour: hour, minute: minute, in: context.timeZone)
  }

  func result(
    _ result: Records.Result, _ name: String, receivedAt: Date, reviewedAt: Date? = nil,
    comment: String? = nil
  ) -> [any DomainEvent] {
    let id = id(name)
    return [
      Records.ResultReceived(
        patient: patient, record: id, result: result, receivedAt: receivedAt,
        release: context.policy.records.laboratory)
    ]
      + review(
        id, result.panel?.id, context.policy.records.laboratory, reviewedAt, comment,
        by: "Dr. Anita Patel")
  }

  func reviewed(
    _ report: Records.Report, _ name: String, receivedAt: Date, reviewedAt: Date, comment: String
  ) -> [any DomainEvent] {
    let release = context.policy.records.release(of: report.kind)
    return [
      Records.ReportReceived(
        patient: patient, record: id(name), report: report, receivedAt: receivedAt,
        release: release)
    ] + review(id(name), nil, release, reviewedAt, comment, by: "Dr. Anita Patel")
  }

  private func review(
    _ id: RecordID, _ panel: PanelID?, _ release: Records.ReleaseRule, _ reviewedAt: Date?,
    _ comment: String?, by reviewer: String
  ) -> [any DomainEvent] {
    guard let reviewedAt else { return [] }
    return [
      Records.ResultReviewed(
        patient: patient, record: id, panel: panel, reviewer: reviewer, comment: comment,
        reviewedAt: reviewedAt,
        visibleFrom: Records.visibleFrom(
          release, reviewedAt: reviewedAt, context.policy.records))
    ]
  }
}
