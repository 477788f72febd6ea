import Foundation
import PortalDomain

/// What happens to a patient again and again, for as long as they come: a line a feature. Every read
/// model is measured by it.
struct LongHistory {
  let patient: PatientID
  let phone = PhoneNumber("+15075550142")
  private let first = LocalDate(dayNumber: 10_000)

  /// What a round is made of.
  private var features: [(Int) -> [any DomainEvent]] {
    [consents, conversation, refill, renewal, looks]
  }

  /// Their first events, of which there are as many in each history.
  var beginning: [any DomainEvent] {
    [
      Account.Enrolled(
        patient: patient, givenName: "Ada", familyName: "Long", birthDate: first,
        clinicNumber: "4999999", phone: phone),
      Prescriptions.Prescribed(
        patient: patient, prescription: prescription,
        medicine: Medicine(name: "loratadine", strength: "10 mg", unit: "tablets"),
        directions: nil, quantity: 30, daysSupply: 30, refills: 3, prescriber: nil, pharmacy: nil,
        writtenOn: first),
    ]
  }

  /// The events of a round.
  func round(_ number: Int) -> [any DomainEvent] { features.flatMap { $0(number) } }

  /// So many events.
  func events(_ count: Int) -> [any DomainEvent] {
    var events = beginning
    var number = 0
    while events.count < count {
      events += round(number)
      number += 1
    }
    return Array(events.prefix(count))
  }

  private var prescription: PrescriptionID { PrescriptionID("\(patient)-loratadine") }

  private func day(_ number: Int) -> LocalDate { first.adding(days: number % 5000) }

  private func consents(_ number: Int) -> [any DomainEvent] {
    [
      Account.ConsentGiven(patient: patient, topic: .billingByText),
      Account.ConsentWithdrawn(patient: patient, topic: .billingByText),
    ]
  }

  private func conversation(_ number: Int) -> [any DomainEvent] {
    guard let phone else { return [] }
    let message = TextID("twilio:SM\(100_000 + number)")
    return [
      Conversations.MessageReceived(phone: phone, patient: patient, text: "hello"),
      Conversations.Accepted(
        phone: phone, patient: patient, message: message, files: [], keyword: nil),
      Conversations.Replied(
        phone: phone, patient: patient, replies: ["Hello!"], intent: "dialogue.greet",
        dialogue: "{}"),
      Conversations.Answered(phone: phone, patient: patient, message: message, isToBeSent: true),
      Conversations.ReplySent(phone: phone, patient: patient, message: message),
      Conversations.TextReported(key: message.replyKey, state: .delivered, code: nil),
    ]
  }

  private func refill(_ number: Int) -> [any DomainEvent] {
    let id = RefillID("\(patient)-r\(100_000 + number)")
    return [
      Prescriptions.RefillRequested(
        patient: patient, prescription: prescription, refill: id, expectedOn: day(number)),
      Prescriptions.RefillApproved(
        patient: patient, prescription: prescription, refill: id, expectedOn: day(number)),
      Prescriptions.RefillShipped(
        patient: patient, prescription: prescription, refill: id, on: day(number)),
      Prescriptions.RefillDelivered(
        patient: patient, prescription: prescription, refill: id, on: day(number)),
    ]
  }

  private func renewal(_ number: Int) -> [any DomainEvent] {
    let id = RefillID("\(patient)-n\(100_000 + number)")
    return [
      Prescriptions.RenewalRequested(
        patient: patient, prescription: prescription, renewal: id, dueOn: day(number)),
      Prescriptions.RenewalApproved(
        patient: patient, prescription: prescription, renewal: id, refills: 3, on: day(number)),
    ]
  }

  private func looks(_ number: Int) -> [any DomainEvent] {
    [Disclosures.Viewed(patient: patient, matters: [.medicines], purpose: .treatment)]
  }
}
