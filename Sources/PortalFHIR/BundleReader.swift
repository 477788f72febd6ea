public import Foundation
internal import PortalDomain

/// Reads patients, practitioners, prescriptions and health records out of a FHIR bundle.
///
/// Source: HL7 FHIR R4 (4.0.1), Bundle, Patient, Practitioner, MedicationRequest, Condition,
/// AllergyIntolerance, Immunization, Observation, DiagnosticReport.
public enum BundleReader {
  /// Reads and checks the whole of a bundle before it answers.
  ///
  /// - Parameter data: a Bundle of type transaction, batch or collection as JSON in UTF-8.
  /// - Returns: the events that the bundle stands for, and what was taken and left.
  /// - Throws: ``FHIRError`` with the first fault found, if there is any in what would be taken.
  public static func plan(_ data: Data) throws(FHIRError) -> ImportPlan {
    try JSONGrammar.check([UInt8](data))
    let entries = try decode(data).entry ?? []
    let references = try References(entries)

    var patients: [any DomainEvent] = []
    var practitioners: [any DomainEvent] = []
    var prescriptions: [any DomainEvent] = []
    var records: [any DomainEvent] = []
    let reader = RecordReader(entries, references)
    var taken: [String: Int] = [:]
    var left: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      let place = "Bundle.entry[\(index)].resource"
      switch entry.resource {
      case .patient(let patient):
        patients.append(try patient.enrolled(at: place))
      case .practitioner(let practitioner):
        practitioners.append(try practitioner.added(at: place))
      case .medicationRequest(let request) where request.isPrescription:
        prescriptions += try request.events(at: place, references)
      case .condition, .allergy, .immunization, .observation, .diagnosticReport:
        let events = try reader.events(of: entry.resource, at: place)
        guard !events.isEmpty || reader.isPanel(entry.resource) else { fallthrough }
        records += events
      case .medicationRequest, .medication, .other:
        left[entry.resource.type, default: 0] += 1
        continue
      }
      taken[entry.resource.type, default: 0] += 1
    }
    return ImportPlan(
      events: patients + practitioners + prescriptions + records, taken: taken,
      left: left)
  }

  private static func decode(_ data: Data) throws(FHIRError) -> BundleResource {
    do {
      return try JSONDecoder().decode(BundleResource.self, from: data)
    } catch let error as FHIRError {
      throw error
    } catch let error as DecodingError {
      throw FHIRError(error)
    } catch {
      throw FHIRError(place: "Bundle", message: "can't be read")
    }
  }
}
