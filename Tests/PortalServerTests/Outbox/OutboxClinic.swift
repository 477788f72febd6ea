import Foundation
import Logging
import Portal
import PortalDomain
import Synchronization
import TestSupport
import Testing

@testable import PortalServer

/// The demonstration clinic with an outbox, at a time that a test moves.
final class OutboxClinic: Sendable {
  let portal: Portal
  let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private let store: DemonstrationStore
  private let time: Time

  static let maria = PatientID("maria")
  static let lisinopril = PrescriptionID("maria-lisinopril")
  static let system = Origin(actor: .system, channel: .system)

  /// - Parameters:
  ///   - payments: who moves the money.
  ///   - isEmpty: whether the notices of the demonstration's own doings are put out of the way.
  init(
    payments: any PaymentProcessor = SandboxProcessor(), isEmpty: Bool = true
  ) async throws {
    let store = try await DemonstrationStore()
    await store.portal.close()
    let time = Time(DemonstrationStore.morning)
    self.store = store
    self.time = time
    portal = try Portal(
      opening: store.folder.path + "/store", payments: payments, clock: { time.now })
    guard isEmpty else { return }
    for due in try portal.dueNotices() {
      try await portal.perform(
        Notices.self, .suppress(due.notice.reference, .notWanted), as: Self.system)
    }
  }

  var path: String { store.folder.path + "/store" }
  var now: Date { time.now }

  /// Time goes by.
  func pass(hours: Double = 0, seconds: Double = 0) { time.move(by: hours * 3600 + seconds) }

  /// A worker whose tries are spread by a seed.
  func worker(
    sms: any Carrier, email: any Carrier = RecordingCarrier(), seed: UInt64 = 1
  ) -> OutboxWorker {
    let generator = Mutex(SeededGenerator(seed: seed))
    var options = OutboxOptions()
    options.random = { generator.withLock { Double.random(in: 0...1, using: &$0) } }
    return OutboxWorker(
      portal, Carriers(sms: sms, email: email), options: options, logger: quiet)
  }

  /// A refill of Maria's is shipped: one notice.
  @discardableResult
  func ship(_ refill: String = "R1") async throws -> Notice {
    try await portal.record(
      [
        Prescriptions.RefillShipped(
          patient: Self.maria, prescription: Self.lisinopril, refill: RefillID(refill),
          on: portal.context.today)
      ], as: Self.system)
    return try #require(
      try portal.notices(of: Self.maria).first { $0.about == "refill:\(refill)" })
  }

  /// How a notice stands.
  func state(of notice: Notice) throws -> Notice.State? {
    try portal.notice(notice.reference)?.state
  }

  private final class Time: Sendable {
    private let date: Mutex<Date>
    init(_ date: Date) { self.date = Mutex(date) }
    var now: Date { date.withLock { $0 } }
    func move(by seconds: Double) { date.withLock { $0 += seconds } }
  }
}

/// A carrier that keeps what it's handed, or fails as it's told: an answer a call, and then it takes all.
final class RecordingCarrier: Carrier {
  private let state: Mutex<(answers: [DeliveryFailure?], taken: [OutgoingMessage])>
  private let before: @Sendable (OutgoingMessage) async -> Void

  /// - Parameters:
  ///   - answers: what it answers, one after the other; `nil` for yes.
  ///   - before: what happens while it's being handed a message.
  init(
    _ answers: [DeliveryFailure?] = [],
    before: @escaping @Sendable (OutgoingMessage) async -> Void = { _ in }
  ) {
    state = Mutex((answers, []))
    self.before = before
  }

  var taken: [OutgoingMessage] { state.withLock { $0.taken } }

  func send(_ message: OutgoingMessage) async throws(DeliveryFailure) {
    await before(message)
    let failure = state.withLock { state in
      let failure = state.answers.isEmpty ? nil : state.answers.removeFirst()
      if failure == nil { state.taken.append(message) }
      return failure
    }
    if let failure { throw failure }
  }
}
