import PortalDomain
import Testing

/// What comes into the record, is reviewed, put right and shared, given twice.
struct RepeatedRecordCommands {
  let records = RecordsTests()
  let sharing = SharesTests()
  var patient: PatientID { records.patient }
  var id: RecordID { records.id }

  var lines: [Repeated] { get throws { try arrivals + summary + reviews + shares } }

  private let empty = Given(Records.self)

  private var arrivals: [Repeated] {
    get throws {
      let document = Records.Document(
        title: "Letter", mediaType: "application/pdf", attachment: AttachmentID("a1"),
        byteCount: 12, writtenAt: try instant("2026-03-01T15:00:00Z"))
      return [
        Repeated(empty, .receiveResult(patient, id, try records.result())),
        Repeated(empty, .receiveReport(patient, id, try records.report())),
        Repeated(empty, .addNote(patient, id, try records.note())),
        Repeated(empty, .addDocument(patient, id, document)),
      ]
    }
  }

  private var summary: [Repeated] {
    get throws {
      let asthma = try records.condition()
      let vital = Records.Vital(
        code: "29463-7", name: "Body weight", value: "70", unit: "kg",
        measuredAt: try instant("2026-03-01T15:00:00Z"))
      return [
        Repeated(empty, .recordCondition(patient, id, asthma.condition)),
        Repeated(
          Given(Records.self, asthma), .resolveCondition(patient, id, on: try day("2026-03-01"))),
        Repeated(empty, .recordAllergy(patient, id, Records.Allergy(substance: "penicillin"))),
        Repeated(
          empty,
          .recordImmunization(
            patient, id, Records.Immunization(vaccine: "influenza", on: try day("2025-10-01")))),
        Repeated(empty, .measureVital(patient, id, vital)),
      ]
    }
  }

  private var reviews: [Repeated] {
    get throws {
      let received = Given(Records.self, try records.received())
      let panel = Given(Records.self, try records.received(panel: records.panel))
      let report = Given(Records.self, try records.reportReceived())
      return [
        Repeated(received, .review(patient, .record(id), by: "Dr. P", comment: "Fine.")),
        Repeated(panel, .review(patient, .panel(records.panel.id), by: "Dr. P", comment: nil)),
        Repeated(received, .release(patient, .record(id))),
        Repeated(panel, .release(patient, .panel(records.panel.id))),
        Repeated(
          received, .correct(patient, id, Records.Correction(value: "121", reason: "mistyped"))),
        Repeated(report, .amend(patient, id, text: "Seen again: harmless.", by: "Dr. N")),
        Repeated(received, .retract(patient, id, reason: "wrong patient")),
      ]
    }
  }

  private var shares: [Repeated] {
    get throws {
      let given = Given(Shares.self, try sharing.created())
      let share = sharing.id
      return [
        Repeated(Given(Shares.self), try sharing.create(until: "2026-03-09")),
        Repeated(given, .issueCode(patient, share, codeHash: "new")),
        Repeated(given, .use(patient, share, matched: "h"), .refused("share.codeVoid")),
        Repeated(
          given, .use(patient, share, matched: nil),
          .again(because: "every wrong try counts, whoever made it")),
        Repeated(given, .revoke(patient, share)),
        Repeated(given.at("2026-03-10T05:00:00Z"), .expire(patient, share)),
      ]
    }
  }
}
