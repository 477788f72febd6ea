internal import Foundation
public import Portal
internal import PortalDomain

/// Writes who looked at whose record as FHIR AuditEvents, for systems that gather them.
///
/// Source: HL7 FHIR R4 (4.0.1), AuditEvent; IHE ITI Basic Audit Log Patterns 1.1.3: PatientRead for
/// whoever looked, PrivacyDisclosure.Source for what left the clinic.
public struct AuditEventWriter: Sendable {
  private let log: String

  /// - Parameter log: the name of the log that the accesses stand in.
  public init(log: String) { self.log = log }

  /// - Returns: a resource on one line; its id tells the position in the log.
  /// - Throws: where it can't be written.
  public func resource(of look: AccessReview.Look) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(node(of: look)), as: UTF8.self)
  }

  private func node(of look: AccessReview.Look) -> JSONNode {
    let entry = look.entry
    let isDisclosure = entry.kind == .disclosed
    let profile = isDisclosure ? "PrivacyDisclosure.Source" : "PatientRead"
    return [
      "resourceType": "AuditEvent", "id": "access-\(String(entry.position))",
      "meta": [
        "profile": [
          "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.\(profile)"
        ]
      ],
      "type": isDisclosure
        ? Self.coding(Self.dicom, "110106", "Export")
        : Self.coding(Self.hl7 + "audit-event-type", "rest", "Restful Operation"),
      "subtype": [
        isDisclosure
          ? Self.coding(
            Self.hl7 + "iso-21089-lifecycle", "disclose", "Disclose Record Lifecycle Event")
          : Self.coding("http://hl7.org/fhir/restful-interaction", "read", "read")
      ],
      "action": "R", "recorded": .text(entry.time.formatted(.iso8601)), "outcome": "0",
      "purposeOfEvent": [purpose(of: entry)],
      "agent": .list([server, client(of: entry)] + (user(of: entry).map { [$0] } ?? [])),
      "source": [
        "site": "\(log)", "observer": observer,
        "type": [Self.coding(Self.hl7 + "security-source-type", "4", "Application Server")],
      ],
      "entity": [patient(look.patient), data(of: entry)],
    ]
  }

  // MARK: Who

  private var observer: JSONNode { ["display": "\(log)"] }

  /// Where the data came from: the portal itself.
  private var server: JSONNode {
    [
      "type": Self.concept(Self.dicom, "110153", "Source Role ID"), "who": observer,
      "requestor": .bool(false),
      "network": ["address": "urn:portal:log:\(log)", "type": "5"],
    ]
  }

  /// Where it went: the way by which somebody looked, or who received it.
  private func client(of entry: Disclosures.Entry) -> JSONNode {
    let channel = entry.channel?.rawValue ?? "unknown"
    return [
      "type": Self.concept(Self.dicom, "110152", "Destination Role ID"),
      "who": ["display": "\(entry.recipient ?? "portal \(channel)")"],
      "requestor": .bool(false),
      "network": [
        "address": entry.recipient == nil
          ? "urn:portal:channel:\(channel)" : "urn:portal:recipient",
        "type": "5",
      ],
    ]
  }

  /// - Returns: `nil` where nobody in particular looked.
  private func user(of entry: Disclosures.Entry) -> JSONNode? {
    let who: JSONNode
    let name: String
    switch entry.actor {
    case .staff(let member):
      who = ["identifier": ["system": "urn:portal:staff", "value": "\(member)"]]
      name = member
    case .patient(let patient), .proxy(let patient, for: _):
      who = Self.reference(patient)
      name = patient.value
    case .system, .unknown, nil: return nil
    }
    return [
      "type": Self.concept(
        Self.hl7 + "v3-ParticipationType", "IRCP", "information recipient"),
      "who": who, "name": "\(name)", "requestor": .bool(true),
      "purposeOfUse": [purpose(of: entry)],
    ]
  }

  // MARK: What

  private func patient(_ patient: PatientID) -> JSONNode {
    [
      "what": Self.reference(patient),
      "type": Self.coding(Self.hl7 + "audit-entity-type", "1", "Person"),
      "role": Self.coding(Self.hl7 + "object-role", "1", "Patient"),
    ]
  }

  private func data(of entry: Disclosures.Entry) -> JSONNode {
    let matters = entry.matters.map(\.rawValue)
    let isDisclosure = entry.kind == .disclosed
    return [
      "what": ["display": "\(matters.joined(separator: ", "))"],
      "type": Self.coding(Self.hl7 + "audit-entity-type", "2", "System Object"),
      "role": isDisclosure
        ? Self.coding(Self.hl7 + "object-role", "3", "Report")
        : Self.coding(Self.hl7 + "object-role", "4", "Domain Resource"),
      "detail": .list(matters.map { ["type": "matter", "valueString": "\($0)"] }),
    ]
  }

  // MARK: Why

  private func purpose(of entry: Disclosures.Entry) -> JSONNode {
    let code = entry.kind == .glassBroken ? "BTG" : Self.reasons[entry.why] ?? "HOPERAT"
    var concept: [String: JSONNode?] = [
      "coding": [["system": .text(Self.hl7 + "v3-ActReason"), "code": .text(code)]]
    ]
    concept["text"] = .text(entry.why)
    return .object(concept)
  }

  /// The code of HL7's ActReason for each of ours.
  private static let reasons = [
    "treatment": "TREAT", "payment": "HPAYMT", "operations": "HOPERAT",
    "patientRequest": "PATRQT", "publicHealth": "PUBHLTH", "oversight": "HCOMPL",
    "judicial": "HLEGAL", "lawEnforcement": "HLEGAL", "research": "HRESCH",
    "threatToSafety": "THREAT",
  ]

  // MARK: Pieces

  private static let dicom = "http://dicom.nema.org/resources/ontology/DCM"
  private static let hl7 = "http://terminology.hl7.org/CodeSystem/"

  private static func coding(_ system: String, _ code: String, _ display: String) -> JSONNode {
    ["system": .text(system), "code": .text(code), "display": .text(display)]
  }

  private static func concept(_ system: String, _ code: String, _ display: String) -> JSONNode {
    ["coding": [coding(system, code, display)]]
  }

  private static func reference(_ patient: PatientID) -> JSONNode {
    ["reference": .text("Patient/\(ResourceWriter.id(patient.value))")]
  }
}
