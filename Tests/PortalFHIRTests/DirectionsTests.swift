import Foundation
import Testing

@testable import PortalFHIR

struct DirectionsTests {
  private func directions(_ json: String, unit: String?) throws -> String? {
    let dosages = try JSONDecoder().decode([Whole<Dosage>].self, from: Data(json.utf8))
    return Directions.text(of: dosages, unit: unit)
  }

  /// A dose of 1 every so often.
  private func dosage(_ rule: String, dose: String = #"{"value": 1}"#) -> String {
    #"[{"sequence": 1, "asNeededBoolean": false, "timing": {"repeat": {\#(rule)}}, "#
      + #""doseAndRate": [{"type": {"text": "Ordered"}, "doseQuantity": \#(dose)}]}]"#
  }

  @Test(arguments: [
    (#""frequency": 1, "period": 1, "periodUnit": "d""#, "1 tablet once a day"),
    (#""frequency": 2, "period": 1, "periodUnit": "d""#, "1 tablet twice a day"),
    (#""frequency": 3, "period": 1, "periodUnit": "d""#, "1 tablet 3 times a day"),
    (#""frequency": 1, "period": 1, "periodUnit": "wk""#, "1 tablet once a week"),
    (#""frequency": 1, "period": 6, "periodUnit": "h""#, "1 tablet every 6 hours"),
    (#""frequency": 1, "period": 1.0, "periodUnit": "h""#, "1 tablet every hour"),
    (#""period": 2, "periodUnit": "d""#, "1 tablet every 2 days"),
    (#""frequency": 2, "period": 3, "periodUnit": "d""#, nil),
    (#""frequency": 0, "period": 1, "periodUnit": "d""#, nil),
    (#""frequency": 1, "period": 1.5, "periodUnit": "d""#, nil),
    (#""frequency": 1, "period": 1, "periodUnit": "fortnight""#, nil),
    (#""frequency": 1"#, nil),
    (#""frequency": 1, "period": 1, "periodUnit": "d", "when": ["HS"]"#, nil),
    (#""frequency": 1, "frequencyMax": 2, "period": 1, "periodUnit": "d""#, nil),
  ])
  func `How often is said in words, if it's clear`(rule: String, expected: String?) throws {
    #expect(try directions(dosage(rule), unit: "tablets") == expected)
  }

  @Test(arguments: [
    (#"{"value": 2}"#, "tablets", "2 tablets once a day"),
    (#"{"value": 0.5}"#, "tablets", "0.5 tablet once a day"),
    (#"{"value": 1}"#, "patches", "1 patch once a day"),
    (#"{"value": 1}"#, nil, "once a day"),
    (#"{"value": 2}"#, nil, nil),
    (#"{"value": 1}"#, "mL", "once a day"),
    (#"{"value": 5}"#, "mL", nil),
    (#"{"value": 5, "unit": "mL"}"#, "mL", "5 mL once a day"),
    (#"{"value": 5, "code": "mL"}"#, "mL", nil),
    (#"{"value": 1, "comparator": "<"}"#, "tablets", nil),
    (#"{"value": 0}"#, "tablets", nil),
    (#"{}"#, "tablets", nil),
  ])
  func `How much is said in words, if it's clear`(
    dose: String, unit: String?, expected: String?
  ) throws {
    let text = dosage(#""frequency": 1, "period": 1, "periodUnit": "d""#, dose: dose)
    #expect(try directions(text, unit: unit) == expected)
  }

  @Test(arguments: [
    (#"[]"#, nil),
    (#"[{"sequence": 1}]"#, nil),
    (#"[{"sequence": 1, "asNeededBoolean": true}]"#, "as needed"),
    (#"[{"sequence": 1, "asNeededBoolean": false}]"#, nil),
    (
      #"[{"asNeededBoolean": true, "doseAndRate": [{"doseQuantity": {"value": 1}}]}]"#,
      "1 tablet as needed"
    ),
    (#"[{"doseAndRate": [{"doseQuantity": {"value": 1}}]}]"#, nil),
    (#"[{"asNeededBoolean": true, "maxDosePerPeriod": {}}]"#, nil),
    (#"[{"asNeededBoolean": true}, {"asNeededBoolean": true}]"#, nil),
    (#"[{"text": " Take one\n at night. ", "maxDosePerPeriod": {}}]"#, "Take one at night."),
    (#"[{"text": "Two today"}, {"text": "one from then on"}]"#, "Two today; one from then on"),
    (
      #"[{"sequence": 2, "text": "one from then on"}, {"sequence": 1, "text": "Two today"}]"#,
      "Two today; one from then on"
    ),
    (#"[{"text": "Two today"}, {"asNeededBoolean": true}]"#, nil),
  ])
  func `The doctor's own words come first, and nothing is left out`(
    json: String, expected: String?
  ) throws {
    #expect(try directions(json, unit: "tablets") == expected)
  }
}
