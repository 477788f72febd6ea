import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

/// Receipts that prove themselves.
@Suite struct ReceiptTests {
  let maria = ClinicAtTime.maria

  @Test
  func `A patient has a payment and a refill proven, and whoever has the log's key verifies it`()
    async throws
  {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let me = ClinicAtTime.patient(maria)
    let changes = try await portal.perform(
      Prescriptions.self, .requestRefill(maria, PrescriptionID("maria-lisinopril")), as: me)
    let refill = try #require(
      changes.lazy.compactMap { $0.event as? Prescriptions.RefillRequested }.first)
    let key = try portal.log.verifierKey()
    for (thing, type) in [
      (Portal.Provable.payment(PaymentID("P1002")), Billing.PaymentTaken.name),
      (.refill(refill.refill), Prescriptions.RefillRequested.name),
    ] {
      let receipt = try #require(try await portal.receipt(of: thing, as: me))
      #expect(receipt.patient == maria)
      let proven = try EventProof(receipt.proof.text).verify(key: key)
      #expect(proven.event.event?.type == type && proven.event.position == receipt.position)
    }
    let looks = try portal.disclosures(of: maria).prefix(2)
    #expect(looks.allSatisfy { $0.actor == .patient(maria) && $0.why == "patientRequest" })
    #expect(Set(looks.flatMap(\.matters)) == [.billing, .medicines])
  }

  @Test func `Nobody gets another patient's receipt, nor one of what never was`() async throws {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let head = try portal.head()
    let thing = Portal.Provable.payment(PaymentID("P1002"))
    for origin in [
      ClinicAtTime.patient(ClinicAtTime.james), Origin(actor: .unknown, channel: .sms),
      Origin(actor: .proxy(ClinicAtTime.wei, for: PatientID("mia")), channel: .sms),
    ] {
      let other = try await portal.receipt(of: thing, as: origin)
      #expect(other == nil)
    }
    let none = try await portal.receipt(
      of: .payment(PaymentID("P0")), as: ClinicAtTime.patient(maria))
    #expect(none == nil)
    #expect(try portal.head() == head)
  }
}
