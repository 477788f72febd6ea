package import EventStore
import Foundation

/// The events that every peer gets: 256 bytes of JSON, 100 bytes of metadata, two tags, a subject.
package struct SampleEvents: Sendable {
  /// How many patients there are.
  package let patientCount: Int
  private let subjects: [Subject]
  private let patientTags: [String]
  private let providerTags: [String]
  private let payloads: [[UInt8]]
  private let metadata: [[UInt8]]
  /// Where each patient stands among the first `patientCount` events.
  private let firstNumbers: [Int]

  static let payloadByteCount = 256
  static let metadataByteCount = 100
  private static let providerCount = 1000
  private static let textCount = 1024
  private static let types = ["appointment.booked.v1", "result.posted.v1", "message.sent.v1"]
  /// A prime, so that the patients follow each other in no order that an index could like.
  package static let stride = 7919

  package init(patients: Int) {
    patientCount = patients
    subjects = (0..<patients).map { Subject("p\($0)") }
    patientTags = (0..<patients).map(Self.tag(patient:))
    providerTags = (0..<Self.providerCount).map { "provider:\($0)" }
    payloads = (0..<Self.textCount).map { Self.json($0, byteCount: Self.payloadByteCount) }
    metadata = (0..<Self.textCount).map { Self.json($0, byteCount: Self.metadataByteCount) }
    var firstNumbers = [Int](repeating: 0, count: patients)
    for number in 0..<patients { firstNumbers[number * Self.stride % patients] = number }
    self.firstNumbers = firstNumbers
  }

  package static func tag(patient: Int) -> String { "patient:\(patient)" }

  /// Whose event the bulk loading appends as its n-th: each patient's once in `patientCount`.
  package func patient(of number: Int) -> Int { number % patientCount * Self.stride % patientCount }

  /// The first event of a patient, from 0; the others follow `patientCount` apart.
  package func firstNumber(of patient: Int) -> Int { firstNumbers[patient] }

  /// An event of a patient; `number` varies what it says.
  ///
  /// - Parameter random: makes its identifier, because asking the system for one costs a peer's time.
  package func event(_ number: Int, patient: Int, using random: inout SeededGenerator) -> NewEvent {
    NewEvent(
      id: UUID(bytes: random.next().bytes + random.next().bytes),
      type: Self.types[number % Self.types.count],
      tags: [patientTags[patient], providerTags[number % Self.providerCount]],
      subject: subjects[patient], metadata: metadata[number % Self.textCount],
      data: payloads[number % Self.textCount])
  }

  /// A JSON object of exactly so many bytes.
  private static func json(_ number: Int, byteCount: Int) -> [UInt8] {
    let start = #"{"number":\#(number),"note":""#
    let end = #""}"#
    let words = "the patient was seen and feels better today "
    let room = byteCount - start.utf8.count - end.utf8.count
    let note = String(repeating: words, count: room / words.utf8.count + 1).utf8.prefix(room)
    return Array(start.utf8) + note + Array(end.utf8)
  }
}
