import Foundation
import Portal
import PortalDomain
import PortalFHIR
import TestSupport
import Testing

/// Accesses as AuditEvents: what HL7 FHIR R4 requires, and the profiles of IHE's Basic Audit Log
/// Patterns, PatientRead and PrivacyDisclosure.Source.
@Suite struct AuditEventTests {
  private let maria = PatientID("maria")
  private let dicom = "http://dicom.nema.org/resources/ontology/DCM"
  private let hl7 = "http://terminology.hl7.org/CodeSystem/"

  /// The AuditEvents of a clinic in which a nurse looked, a glass was broken, the patient looked, and
  /// something was given away.
  private func events() async throws -> [[String: Any]] {
    let store = try await DemonstrationStore()
    let portal = store.portal
    let nurse = Origin(actor: .staff("nurse"), channel: .staff)
    try await portal.noteAccess(to: maria, [.results], for: .treatment, as: nurse)
    try await portal.perform(
      Disclosures.self, .breakGlass(maria, [.notes], .emergencyCare), as: nurse)
    try await portal.noteAccess(
      to: maria, [.billing], for: .patientRequest,
      as: Origin(actor: .patient(maria), channel: .sms))
    try await portal.noteAccess(
      to: maria, [.account], for: .operations, as: Origin(actor: .system, channel: .system))
    try await portal.perform(
      Disclosures.self,
      .disclose(
        .init(
          patient: maria, disclosure: DisclosureID("D1"), recipient: "Health Department",
          matters: [.results], ground: .publicHealth, on: portal.context.today)), as: nurse)
    let writer = AuditEventWriter(log: "portal.log/1")
    var found: [[String: Any]] = []
    try portal.reviewAccess(to: maria) { look in
      let line = try writer.resource(of: look)
      #expect(!line.contains("\n"))
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      found.append(try #require(object as? [String: Any]))
      return true
    }
    withExtendedLifetime(store) {}
    return found
  }

  // MARK: Looking into a resource

  private func value(_ object: Any?, _ path: String...) -> Any? {
    path.reduce(object) { found, name in
      if let index = Int(name) {
        guard let list = found as? [Any], list.indices.contains(index) else { return nil }
        return list[index]
      }
      return (found as? [String: Any])?[name]
    }
  }

  private func text(_ object: Any?, _ path: String...) -> String? {
    path.reduce(object) { value($0, $1) } as? String
  }

  private func agents(_ event: [String: Any], _ system: String, _ code: String) -> [Any] {
    ((event["agent"] as? [Any]) ?? []).filter {
      text($0, "type", "coding", "0", "system") == system
        && text($0, "type", "coding", "0", "code") == code
    }
  }

  private func entities(_ event: [String: Any], _ code: String) -> [Any] {
    ((event["entity"] as? [Any]) ?? []).filter {
      text($0, "type", "code") == code
        && text($0, "type", "system") == hl7 + "audit-entity-type"
    }
  }

  // MARK: The profiles

  @Test func `Every access has all that FHIR requires of an AuditEvent`() async throws {
    let events = try await events()
    #expect(events.count >= 5)
    #expect(Set(events.compactMap { $0["id"] as? String }).count == events.count)
    for event in events {
      #expect(event["resourceType"] as? String == "AuditEvent")
      #expect((event["id"] as? String)?.wholeMatch(of: /[A-Za-z0-9\-.]{1,64}/) != nil)
      #expect(text(event, "type", "system") != nil && text(event, "type", "code") != nil)
      // An instant has seconds and a zone.
      #expect(
        (event["recorded"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
      #expect(text(event, "source", "observer", "display") == "portal.log/1")
      for agent in try #require(event["agent"] as? [Any]) {
        #expect(value(agent, "requestor") is Bool)
        #expect(value(agent, "who") is [String: Any])
      }
      for entity in try #require(event["entity"] as? [Any]) {
        for detail in value(entity, "detail") as? [Any] ?? [] {
          #expect(text(detail, "type") != nil && text(detail, "valueString") != nil)
        }
      }
    }
  }

  @Test func `A look is a PatientRead`() async throws {
    let reads = try await events().filter {
      text($0, "meta", "profile", "0")
        == "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead"
    }
    #expect(reads.count >= 4)
    for read in reads {
      #expect(text(read, "type", "system") == hl7 + "audit-event-type")
      #expect(text(read, "type", "code") == "rest")
      #expect(text(read, "subtype", "0", "system") == "http://hl7.org/fhir/restful-interaction")
      #expect(text(read, "subtype", "0", "code") == "read")
      #expect(read["action"] as? String == "R" && read["outcome"] as? String == "0")
      // The client receives, the server gives; both with an address, as the profile wants it.
      for code in ["110152", "110153"] {
        let found = agents(read, dicom, code)
        #expect(found.count == 1)
        #expect(text(found.first, "network", "address") != nil)
        #expect(text(found.first, "network", "type") == "5")
      }
      let users = agents(read, hl7 + "v3-ParticipationType", "IRCP")
      #expect(users.count <= 1)
      for user in users {
        #expect(value(user, "requestor") as? Bool == true && value(user, "network") == nil)
      }
      let patients = entities(read, "1")
      #expect(patients.count == 1)
      #expect(text(patients.first, "what", "reference") == "Patient/maria")
      #expect(text(patients.first, "role", "code") == "1")
      let data = entities(read, "2")
      #expect(data.count == 1)
      #expect(text(data.first, "role", "code") == "4" && value(data.first, "what") != nil)
    }
  }

  @Test func `Who looked, and why, is told in the codes of HL7`() async throws {
    let events = try await events()
    func codes(_ name: String) -> [String] {
      events.filter { event in
        agents(event, hl7 + "v3-ParticipationType", "IRCP").contains { text($0, "name") == name }
      }.compactMap { text($0, "purposeOfEvent", "0", "coding", "0", "code") }
    }
    #expect(codes("nurse") == ["TREAT", "BTG", "PUBHLTH"])
    #expect(codes("maria").contains("PATRQT"))
    let patients = events.filter { event in
      agents(event, hl7 + "v3-ParticipationType", "IRCP").contains {
        text($0, "who", "reference") == "Patient/maria"
      }
    }
    #expect(!patients.isEmpty)
  }

  @Test func `What left the clinic is a PrivacyDisclosure at its source`() async throws {
    let events = try await events()
    let given = try #require(
      events.first {
        text($0, "meta", "profile", "0")?.hasSuffix("IHE.BasicAudit.PrivacyDisclosure.Source")
          == true
      })
    #expect(text(given, "type", "system") == dicom && text(given, "type", "code") == "110106")
    #expect(text(given, "subtype", "0", "code") == "disclose")
    #expect(text(given, "subtype", "0", "system") == hl7 + "iso-21089-lifecycle")
    let source = agents(given, dicom, "110153")
    #expect(source.count == 1)
    // Who gives is who records.
    #expect(text(source.first, "who", "display") == text(given, "source", "observer", "display"))
    let recipient = agents(given, dicom, "110152")
    #expect(text(recipient.first, "who", "display") == "Health Department")
    #expect(entities(given, "1").count == 1 && entities(given, "2").count == 1)
  }
}
