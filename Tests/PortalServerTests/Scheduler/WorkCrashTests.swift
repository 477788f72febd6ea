import Foundation
import Glibc
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalServer

/// The program's own workers, killed at any instant, with a carrier and a processor on loopback.
///
/// `PORTAL_CRASH_ROUNDS` sets how often; `PORTAL_SEED` repeats the delays of a run that failed.
@Suite struct WorkCrashTests {
  static let environment = ProcessInfo.processInfo.environment
  static let rounds = environment["PORTAL_CRASH_ROUNDS"].flatMap(Int.init) ?? 8
  static let seed =
    environment["PORTAL_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
  static let program =
    environment["PORTAL_PROGRAM"].map { URL(fileURLWithPath: $0) }
    ?? URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("portal")

  /// Runs the program, and kills it a while after something has happened, where that is wanted.
  ///
  /// - Parameters:
  ///   - arguments: those of the program.
  ///   - settings: its environment.
  ///   - killed: how long after what; a program that hangs is killed in any case.
  /// - Returns: its status; `nil` where it was killed.
  static func portal(
    _ arguments: [String], _ settings: [String: String],
    killed: (delay: Duration, after: @Sendable () -> Bool)? = nil
  ) async throws -> Int32? {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = settings.merging([
      "SWIFT_BACKTRACE": "enable=no", "PATH": "/usr/bin:/bin",
    ]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let ended = AsyncStream<Void> { stream in
      process.terminationHandler = { _ in stream.finish() }
    }
    try process.run()
    let identifier = process.processIdentifier
    let killer = Task {
      if let killed {
        while !killed.after() { try await Task.sleep(for: .milliseconds(2)) }
        try await Task.sleep(for: killed.delay)
      } else {
        try await Task.sleep(for: .seconds(120))
      }
      kill(identifier, SIGKILL)
    }
    for await _ in ended {}
    killer.cancel()
    return process.terminationReason == .exit ? process.terminationStatus : nil
  }

  @Test func `No reminder is lost and no payment taken twice, whenever the workers are killed`()
    async throws
  {
    try #require(
      FileManager.default.isExecutableFile(atPath: Self.program.path),
      "there is no \(Self.program.path): build it with `make build`, or set PORTAL_PROGRAM")
    let clinic = try await OutboxClinic(isEmpty: false)
    // What is to be told, and to whom it may be told.
    let due = try clinic.portal.dueNotices().filter {
      if case .send = $0.sending { true } else { false }
    }.map(\.notice.id.value)
    try #require(due.count > 3)
    await clinic.portal.close()
    let twilio = TwilioCarrierTests.twilio()
    let stripe = FakeStripe()
    let comment: Comment = "PORTAL_SEED=\(Self.seed)"
    let kills = try await twilio.run { twilioURL in
      try await stripe.service.run { stripeURL in
        try await Self.crash(clinic, twilioURL, stripeURL) {
          twilio.calls.count + stripe.service.calls.count
        }
      }
    }
    let portal = try Portal(opening: clinic.path, clock: { clinic.now })
    let sent = twilio.calls.compactMap(\.key)
    #expect(Set(due).isSubset(of: Set(sent)), comment)
    // At least once: a kill between handing over and recording, and only that, says it again.
    #expect(sent.count - Set(sent).count <= kills, comment)
    let payments = try portal.payments(of: OutboxClinic.maria).items.filter {
      $0.key.hasPrefix("pay-") && $0.charge.label == "Visa ••4242"
        && $0.reference?.hasPrefix("pi_") == true
    }
    #expect(Set(stripe.taken).count == stripe.taken.count, comment)
    #expect(Set(stripe.taken) == Set(payments.map(\.key)), comment)
    #expect(payments.allSatisfy { $0.stage == .taken }, comment)
    #expect(try portal.dueWork().filter { $0.work == .payments }.isEmpty, comment)
    print(
      "crashes: \(kills), notices due: \(due.count), texts: \(sent.count), of these again: "
        + "\(sent.count - Set(sent).count), payments: \(stripe.taken.count)")
    await portal.close()
  }

  /// Workers and payments, killed and begun anew; at the end one that is let finish.
  ///
  /// - Returns: how many were killed.
  private static func crash(
    _ clinic: OutboxClinic, _ twilio: String, _ stripe: String,
    requests: @escaping @Sendable () -> Int
  ) async throws -> Int {
    var generator = SeededGenerator(seed: seed)
    let settings = [
      "PORTAL_SMS_DRIVER": "twilio", "PORTAL_TWILIO_ACCOUNT": "AC1", "TOKEN": "token",
      "PORTAL_TWILIO_SECRET": "env:TOKEN", "PORTAL_TWILIO_FROM": "+15075550100",
      "PORTAL_TWILIO_URL": twilio, "PORTAL_PAYMENTS_DRIVER": "stripe", "KEY": "sk_test",
      "PORTAL_STRIPE_KEY": "env:KEY", "PORTAL_STRIPE_URL": stripe,
    ]
    func arguments(_ words: String...) -> [String] {
      words + ["--store", clinic.path, "--now", clinic.now.formatted(.iso8601)]
    }
    func biller(_ words: String...) -> [String] {
      words + ["--as", "biller", "--store", clinic.path, "--now", clinic.now.formatted(.iso8601)]
    }
    let added = try await portal(
      biller("staff", "methods", "add", "maria", "pm_card_1"), settings)
    #expect(added == 0)
    let portal = try Portal(opening: clinic.path, clock: { clinic.now })
    let card = try portal.methods(of: OutboxClinic.maria).first { $0.token == "pm_card_1" }
    await portal.close()
    let method = try #require(card).id.value
    var kills = 0
    for round in 0..<rounds {
      // Some while they start, most of them in the midst of it.
      let isEarly = Int.random(in: 0..<6, using: &generator) == 0
      let delay = Duration.milliseconds(Int.random(in: 0...400, using: &generator))
      let before = requests()
      let isPayment = round.isMultiple(of: 2)
      let command =
        isPayment
        ? biller("staff", "payments", "take", "maria", "\(10 + round).00", "--method", method)
        : arguments("work", "--once")
      if try await Self.portal(
        command, settings, killed: (delay, { isEarly || requests() > before })) == nil
      {
        kills += 1
      }
      // Longer than a claim.
      clinic.pass(seconds: 180)
    }
    for _ in 0..<2 {
      let status = try await Self.portal(arguments("work", "--once"), settings)
      #expect(status == 0)
      clinic.pass(hours: 1.1)
    }
    return kills
  }
}
