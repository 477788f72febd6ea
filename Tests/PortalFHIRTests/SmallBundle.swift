import Foundation
import PortalDomain

@testable import PortalFHIR

/// A bundle written by hand, of invented people; the prescriptions stand before whom they're for.
enum SmallBundle {
  static let text = """
    {
      "resourceType": "Bundle", "type": "transaction",
      "entry": [
        {"fullUrl": "urn:uuid:m-1", "resource": {
          "resourceType": "MedicationRequest", "id": "m-1", "status": "active", "intent": "order",
          "medicationCodeableConcept": {"coding": [{
            "system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "857005",
            "display": "Acetaminophen 325 MG / HYDROcodone Bitartrate 7.5 MG Oral Tablet"}]},
          "subject": {"reference": "urn:uuid:p-1"},
          "authoredOn": "2020-03-01T23:30:00-05:00",
          "requester": {"reference": "Practitioner/d-1"},
          "dosageInstruction": [{"sequence": 1,
            "timing": {"repeat": {"frequency": 1, "period": 6, "periodUnit": "h"}},
            "asNeededBoolean": true, "doseAndRate": [{"doseQuantity": {"value": 1}}]}],
          "dispenseRequest": {"numberOfRepeatsAllowed": 2, "quantity": {"value": 30},
            "expectedSupplyDuration": {"value": 30, "unit": "days", "code": "d"}}}},
        {"fullUrl": "urn:uuid:m-2", "resource": {
          "resourceType": "MedicationRequest", "id": "m-2", "status": "cancelled",
          "intent": "order", "medicationReference": {"reference": "Medication/n-1"},
          "subject": {"reference": "Patient/p-1"}, "authoredOn": "2019-12-31"}},
        {"fullUrl": "urn:uuid:n-1", "resource": {"resourceType": "Medication", "id": "n-1",
          "code": {"text": "Clonazepam [Klonopin]"}}},
        {"fullUrl": "urn:uuid:o-1", "resource": {"resourceType": "Organization", "id": "o-1"}},
        {"fullUrl": "urn:uuid:d-1", "resource": {"resourceType": "Practitioner", "id": "d-1",
          "name": [{"family": "Birchbark", "given": ["Odile"], "prefix": ["Dr."]}]}},
        {"fullUrl": "urn:uuid:p-1", "resource": {"resourceType": "Patient", "id": "p-1",
          "name": [{"use": "maiden", "family": "Mossgrove", "given": ["Tilda"]},
            {"use": "official", "family": "Quillfeather", "given": ["Tilda", "Wren"]}],
          "telecom": [{"system": "email", "value": "tilda@example.org"},
            {"system": "phone", "value": "507-555-0143", "use": "home"}], "gender": "female",
          "birthDate": "1961-02-28"}}
      ]
    }
    """

  /// What of it is nobody else's business.
  static let secrets = [
    "Quillfeather", "Mossgrove", "Tilda", "Wren", "Birchbark", "Odile", "507", "0143", "1961",
    "2019", "2020", "tilda", "example.org", "etaminophen", "odone", "lonazepam", "lonopin",
    "857005", "p-1", "m-1", "m-2", "d-1", "n-1", "cancelled",
  ]

  static func plan(_ text: String = text) throws(FHIRError) -> ImportPlan {
    try BundleReader.plan(Data(text.utf8))
  }

  /// The bundle with one text in place of another, which stands in it exactly once.
  static func changed(_ old: String, to new: String) -> String {
    precondition(text.ranges(of: old).count == 1, "stands there not once: \(old)")
    return text.replacing(old, with: new)
  }

  /// The error that the bundle is refused with.
  static func error(_ text: String) -> FHIRError? {
    do {
      _ = try plan(text)
      return nil
    } catch {
      return error
    }
  }
}

extension ImportPlan {
  /// The events as they would be stored.
  var stored: [String] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return try events.map { event in
        type(of: event).name + String(decoding: try encoder.encode(event), as: UTF8.self)
      }
    }
  }

  func events<Event: DomainEvent>(_ type: Event.Type) -> [Event] {
    events.compactMap { $0 as? Event }
  }
}
