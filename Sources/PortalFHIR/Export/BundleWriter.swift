public import Foundation
public import Portal
internal import PortalDomain

/// Writes a patient's record as a FHIR bundle, which ``BundleReader`` and other systems can read.
///
/// Source: HL7 FHIR R4 (4.0.1), Bundle of type collection.
public enum BundleWriter {
  /// - Parameter record: what is shown to the patient.
  /// - Returns: JSON in UTF-8, the same for the same record.
  /// - Throws: where something of it can't be written.
  public static func bundle(of record: PatientRecord) throws -> Data {
    let writer = ResourceWriter(record)
    let resources =
      [writer.patient()]
      + record.entries.map(writer.resource(of:))
      + writer.panels()
      + record.medicines.map(writer.resource(of:))
    let bundle: JSONNode = [
      "resourceType": "Bundle", "type": "collection",
      "timestamp": .text(writer.instant(record.madeAt)),
      "entry": .list(resources.map { ["resource": $0] }),
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(bundle) + Data("\n".utf8)
  }
}

/// One record's resources.
struct ResourceWriter {
  let record: PatientRecord

  init(_ record: PatientRecord) { self.record = record }

  var subject: JSONNode { ["reference": "Patient/\(Self.id(record.profile.patient.value))"] }

  /// As FHIR writes instants.
  func instant(_ instant: Date) -> String { instant.formatted(.iso8601) }

  /// Only the characters that FHIR allows in an id.
  static func id(_ text: String) -> String {
    String(
      text.map { character in
        character.isASCII && (character.isLetter || character.isNumber || "-.".contains(character))
          ? character : "-"
      }.prefix(64))
  }

  func patient() -> JSONNode {
    let profile = record.profile
    return [
      "resourceType": "Patient", "id": .text(Self.id(profile.patient.value)),
      "identifier": .list(
        profile.clinicNumber.map { number in
          [["system": "urn:portal:clinic-number", "value": .text(number)]]
        } ?? []),
      "name": [
        [
          "use": "official", "family": .text(profile.familyName),
          "given": .list(profile.givenName.split(separator: " ").map { .text(String($0)) }),
        ]
      ],
      "telecom": .list(
        profile.phone.map { phone in
          [["system": "phone", "use": "mobile", "value": .text(phone.value)]]
        } ?? []),
      "birthDate": .text(profile.birthDate.description),
      "gender": .text((profile.sex ?? .unknown).rawValue),
    ]
  }

  func resource(of entry: Records.Entry) -> JSONNode {
    switch entry.content {
    case .result(let result): self.result(result, entry)
    case .vital(let vital): self.vital(vital, entry)
    case .report(let report): self.report(report, entry)
    case .note(let note): self.note(note, entry)
    case .document(let document): self.document(document, entry)
    case .condition(let condition): self.condition(condition, entry)
    case .allergy(let allergy): self.allergy(allergy, entry)
    case .immunization(let immunization): self.immunization(immunization, entry)
    }
  }

  func resource(of medicine: Prescriptions.Prescription) -> JSONNode {
    [
      "resourceType": "MedicationRequest", "id": .text(Self.id(medicine.id.value)),
      "status": medicine.isActive ? "active" : "stopped", "intent": "order",
      "statusReason": medicine.stoppedBecause.map { ["text": .text($0)] },
      "medicationCodeableConcept": Self.concept(
        medicine.medicine.rxNorm.map { Records.Code("rxnorm", $0) }, medicine.medicine.label),
      "subject": subject, "authoredOn": .text(medicine.writtenOn.description),
      "requester": medicine.prescriber.map { ["display": .text($0)] },
      "dosageInstruction": .list(medicine.directions.map { [["text": .text($0)]] } ?? []),
      "dispenseRequest": [
        "numberOfRepeatsAllowed": medicine.refillsLeft.map { .integer(max(0, $0)) },
        "quantity": medicine.quantity.map { quantity in
          ["value": .integer(quantity), "unit": .optional(medicine.medicine.unit)]
        },
        "expectedSupplyDuration": medicine.daysSupply.map { days in
          [
            "value": .integer(days), "unit": "days", "code": "d",
            "system": "http://unitsofmeasure.org",
          ]
        },
      ],
    ]
  }

  static func concept(_ code: Records.Code?, _ text: String) -> JSONNode {
    var coding: [JSONNode] = []
    if let code, let system = CodeableConcept.address(of: code.system) {
      coding = [["system": .text(system), "code": .text(code.value), "display": .text(text)]]
    }
    return ["coding": .list(coding), "text": .text(text)]
  }

  /// A code of one of the vocabularies that HL7 keeps.
  static func hl7(_ vocabulary: String, _ code: String) -> JSONNode {
    [
      "coding": [
        [
          "system": "http://terminology.hl7.org/CodeSystem/\(vocabulary)", "code": .text(code),
        ]
      ]
    ]
  }
}
