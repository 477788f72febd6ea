import EventStore
import Foundation
import Portal
import PortalBot
import PortalDomain
import TestSupport
import Testing

/// How long a sign-in takes must not tell whether there is an account. A statistic, and so only where
/// `PORTAL_TIMING` is set; it takes minutes.
@Suite(
  .serialized, .enabled(if: ProcessInfo.processInfo.environment["PORTAL_TIMING"] != nil))
struct SignInTimingTests {
  /// The medians of so many tries each, in random order, lie less than that many spreads (distances
  /// of the quartiles) apart. Of normal times of one distribution either is five times the standard
  /// error of the difference; a hash that is left out comes to several spreads even on a busy machine.
  private static let (tries, bound) = (200, 0.5)
  private static let (fewTries, wideBound) = (20, 1.5)

  private enum Try: CaseIterable { case right, wrong, noPIN, nobody }

  @Test func `A PIN that is right, wrong, never set or nobody's takes as long to check`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let origin = Origin(actor: .unknown, channel: .chat)
    var timings: [Try: Timings] = [:]
    for _ in 0..<Self.tries {
      // As many right ones as wrong ones, so that the account is never locked.
      for one in Try.allCases.shuffled() {
        let (patient, pin) =
          switch one {
          case .right: ("maria", "2580")
          case .wrong: ("maria", "1111")
          case .noPIN: ("tom", "2580")
          case .nobody: ("nobody", "2580")
          }
        try await timings[one, default: Timings()].measure {
          let failure = try await portal.signIn(PatientID(patient), pin: pin, as: origin).failure
          #expect((failure == nil) == (one == .right))
        }
      }
    }
    try compare(timings, Self.bound)
  }

  @Test func `A PIN from a phone of nobody, of one or of several takes as long to answer`()
    async throws
  {
    let store = try await DemonstrationStore()
    // Mia and Jun share the phone now, and neither has a PIN.
    _ = try await store.portal.erase(
      PatientID("wei"), reason: "asked for it", as: Origin(actor: .system, channel: .staff))
    let service = ConversationService(store.portal, channel: .chat)
    var timings: [String: Timings] = [:]
    for number in 0..<Self.fewTries {
      var answers: Set<String> = []
      for phone in ["+15075550105", "+15075550103", "+15075550199"].shuffled() {
        let phone = try #require(PhoneNumber(phone))
        // The first message is asked a PIN for.
        if number == 0 { _ = try await service.receive("what do I take", from: phone) }
        try await timings[phone.value, default: Timings()].measure {
          let answer = try await service.receive("2580", from: phone)
          answers.insert(answer.replies.joined(separator: "\n"))
        }
      }
      // Nobody's tries are counted and locked out as anybody's are.
      #expect(answers.count == 1)
      let isLocked = number >= Policy().signInAttempts
      #expect(
        answers.first?.hasPrefix(isLocked ? "Too many wrong PINs" : "That PIN doesn't match")
          == true)
    }
    try compare(timings, Self.wideBound)
  }

  @Test func `A password that is right, wrong or of nobody's username takes as long to check`()
    async throws
  {
    let store = try await DemonstrationStore()
    let origin = Origin(actor: .unknown, channel: .chat)
    var timings: [String: Timings] = [:]
    for number in 0..<Self.tries {
      for name in ["maria.alvarez", "tom.becker", "nobody\(number)"].shuffled() {
        // A right password starts the count of wrong ones anew only with its code: so it's lifted.
        try await store.portal.perform(Account.self, .unlock(PatientID("maria")), as: origin)
        let key = name.hasPrefix("nobody") ? "nobody" : name
        try await timings[key, default: Timings()].measure {
          let step = try await store.portal.signIn(
            username: name, password: "eight loud herons", as: origin)
          guard case .failed = step else {
            Issue.record("\(name) was signed in")
            return
          }
        }
      }
    }
    try compare(timings, Self.bound)
  }

  private func compare<Key>(_ timings: [Key: Timings], _ bound: Double) throws {
    for (key, one) in timings {
      print("sign-in, \(key): median \(one.median) ms, spread \(one.spread) ms")
    }
    for (first, one) in timings {
      for (second, other) in timings {
        #expect(one.distance(to: other) < bound, "\(first) and \(second)")
      }
    }
  }
}
