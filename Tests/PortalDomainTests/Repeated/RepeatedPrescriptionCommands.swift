import PortalDomain
import Testing

/// Prescriptions and refills from stage to stage, given twice.
struct RepeatedPrescriptionCommands {
  let rules = RefillRuleTests()
  var patient: PatientID { rules.patient }
  var id: PrescriptionID { rules.id }
  var number: RefillID { rules.number }
  let done = Repeated.Second.refused("refill.wrongStage")

  var lines: [Repeated] { get throws { try prescriptions + requests + stages + messages } }

  private func given(_ more: any DomainEvent...) throws -> Given<Prescriptions> {
    Given(Prescriptions.self, [try rules.prescribed(), try rules.filled()] + more)
  }

  private var prescriptions: [Repeated] {
    get throws {
      let fresh = Given(Prescriptions.self, try rules.prescribed())
      return [
        Repeated(Given(Prescriptions.self), .prescribe(try rules.prescribed())),
        Repeated(try given(), .stop(patient, id, reason: "replaced")),
        Repeated(fresh, .recordDispensing(patient, id, on: try day("2026-02-01"))),
        // Recorded late: the next filling was known before this one.
        Repeated(
          try given(try rules.filled("2026-02-25")),
          .recordDispensing(patient, id, on: try day("2026-02-12"))),
        Repeated(try given(), .setAutoRefill(patient, id, on: true)),
        Repeated(
          try given(Prescriptions.AutoRefillTurnedOn(patient: patient, prescription: id)),
          .setAutoRefill(patient, id, on: false)),
        Repeated(try given(), .choosePharmacy(patient, id, pharmacy: "Elm Street")),
      ]
    }
  }

  private var requests: [Repeated] {
    get throws {
      let underWay = Repeated.Second.refused("refill.underWay")
      return [
        Repeated(try given(), .requestRefill(patient, id), underWay),
        Repeated(try given(), .requestRenewal(patient, id), underWay),
        Repeated(try rules.open(), .cancel(patient, id, number)),
      ]
    }
  }

  private var stages: [Repeated] {
    get throws {
      let approved = try rules.open(try rules.approved())
      let shipped = try rules.open(try rules.approved(), try rules.shipped())
      return [
        Repeated(try rules.open(), .approve(patient, id, number, newRefills: nil), done),
        Repeated(try rules.open(), .deny(patient, id, number, reason: "out of stock"), done),
        Repeated(
          approved, .delay(patient, id, number, until: try day("2026-03-09"), reason: nil)),
        Repeated(approved, .ship(patient, id, number), done),
        Repeated(shipped, .deliver(patient, id, number), done),
      ]
    }
  }

  private var messages: [Repeated] {
    get throws {
      let question = PharmacyMessageID("Q1")
      let sent = Prescriptions.PharmacyMessageSent(
        patient: patient, message: question, prescription: id, text: "Is it ready?")
      return [
        Repeated(try given(), .sendPharmacyMessage(sent)),
        Repeated(
          try given(sent), .answerPharmacyMessage(patient, question, text: "It is.")),
      ]
    }
  }
}
