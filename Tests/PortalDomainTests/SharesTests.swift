import Foundation
import PortalDomain
import TestSupport
import Testing

@Suite struct SharesTests {
  let patient = PatientID("p1")
  let id = ShareID("S1")
  let now = "2026-03-02T16:00:00Z"

  /// Open until the end of the 9th of March, after the clocks have changed.
  func created() throws -> Shares.Created {
    Shares.Created(
      patient: patient, share: id, recipient: "Dr. Lee",
      scope: Shares.Scope(kinds: [.laboratory], since: nil, includesMedicines: false),
      createdAt: try instant(now), expiresAt: try instant("2026-03-10T05:00:00Z"), codeHash: "h")
  }

  func create(until: String?, recipient: String = "Dr. Lee") throws -> Shares.Command {
    .create(
      patient, id, recipient: recipient,
      Shares.Scope(kinds: [.laboratory], since: nil, includesMedicines: false),
      until: try until.map(day), codeHash: "h")
  }

  @Test func `A share lasts to the end of its last day at the clinic`() throws {
    try expect(Given(Shares.self).when(try create(until: "2026-03-09")), equal: try created())
  }

  @Test func `Without an end a share lasts as long as the policy says`() throws {
    let events = try Given(Shares.self).when(try create(until: nil))
    let created = try #require(events.first as? Shares.Created)
    #expect(created.expiresAt == (try instant("2026-04-02T05:00:00Z")))
  }

  @Test func `A share that is made twice is recorded once`() throws {
    #expect(
      try Given(Shares.self, try created()).when(try create(until: "2026-03-09")).isEmpty)
  }

  @Test func `A share needs a recipient, something to show, and an end that is not too far`() throws
  {
    let given = Given(Shares.self)
    #expect(throws: Shares.Failure.noRecipient) {
      try given.when(try create(until: "2026-03-09", recipient: ""))
    }
    #expect(throws: Shares.Failure.noScope) {
      try given.when(
        .create(
          patient, id, recipient: "Dr. Lee",
          Shares.Scope(kinds: [], since: nil, includesMedicines: false), until: nil,
          codeHash: "h"))
    }
    #expect(throws: Shares.Failure.endsTooSoon) { try given.when(try create(until: "2026-03-02")) }
    #expect(throws: Shares.Failure.lastsTooLong(days: 365)) {
      try given.when(try create(until: "2027-03-03"))
    }
    #expect(try given.when(try create(until: "2027-03-02")).count == 1)
  }

  @Test func `A code opens a share once`() throws {
    let used = Shares.Used(
      patient: patient, share: id, recipient: "Dr. Lee", kinds: [.laboratory],
      includesMedicines: false, usedAt: try instant(now))
    try expect(
      Given(Shares.self, try created()).when(.use(patient, id, matched: "h")), equal: used)
    #expect(throws: Shares.Failure.codeVoid) {
      try Given(Shares.self, try created(), used).when(.use(patient, id, matched: "h"))
    }
    let issued = Shares.CodeIssued(
      patient: patient, share: id, codeHash: "h2", issuedAt: try instant(now))
    try expect(
      Given(Shares.self, try created(), used).when(.issueCode(patient, id, codeHash: "h2")),
      equal: issued)
    #expect(
      try Given(Shares.self, try created(), used, issued)
        .when(.issueCode(patient, id, codeHash: "h2")).isEmpty)
    // The old code opens nothing any more, the new one does.
    let given = Given(Shares.self, try created(), used, issued)
    #expect(try given.when(.use(patient, id, matched: "h")).first is Shares.CodeRefused)
    #expect(try given.when(.use(patient, id, matched: "h2")).first is Shares.Used)
  }

  @Test func `A use says whether the medicines were shared, and so do those of earlier releases`()
    throws
  {
    let everything = Shares.Created(
      patient: patient, share: id, recipient: "Dr. Lee", scope: .everything,
      createdAt: try instant(now), expiresAt: try instant("2026-04-02T05:00:00Z"), codeHash: "h")
    let used = try #require(
      try Given(Shares.self, everything).when(.use(patient, id, matched: "h")).first
        as? Shares.Used)
    #expect(used.includesMedicines)
    for (kinds, isThere) in [(Records.Kind.allCases, true), ([.laboratory], false)] {
      let names = kinds.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
      let json = """
        {"kinds":[\(names)],"patient":"p1","recipient":"Dr. Lee","share":"S1","usedAt":0}
        """
      let event = try EventCatalogue.known.event(named: "share.used.v1") {
        try JSONDecoder().decode($0, from: Data(json.utf8))
      }
      #expect((event as? Shares.Used)?.includesMedicines == isThere)
    }
  }

  @Test func `After five wrong codes the right one is void`() throws {
    var state = Shares.initial
    Shares.evolve(&state, try created())
    let context = try Given(Shares.self).context
    for _ in 0..<5 {
      let events = try Shares.decide(.use(patient, id, matched: nil), state, context)
      #expect(events.first is Shares.CodeRefused)
      for event in events { Shares.evolve(&state, event) }
    }
    #expect(throws: Shares.Failure.codeVoid) {
      try Shares.decide(.use(patient, id, matched: "h"), state, context)
    }
  }

  @Test func `A share ends at its instant, and its end is noted once`() throws {
    let given = Given(Shares.self, try created())
    #expect(
      try given.at("2026-03-10T04:59:59Z").when(.use(patient, id, matched: "h")).count == 1)
    let after = given.at("2026-03-10T05:00:00Z")
    #expect(throws: Shares.Failure.ended) { try after.when(.use(patient, id, matched: "h")) }
    #expect(throws: Shares.Failure.ended) {
      try after.when(.issueCode(patient, id, codeHash: "h2"))
    }
    #expect(try given.at("2026-03-10T04:59:59Z").when(.expire(patient, id)).isEmpty)
    let expired = Shares.Expired(
      patient: patient, share: id, expiredAt: try instant("2026-03-10T05:00:00Z"))
    try expect(after.when(.expire(patient, id)), equal: expired)
    #expect(
      try Given(Shares.self, try created(), expired).at("2026-03-11T00:00:00Z")
        .when(.expire(patient, id)).isEmpty)
  }

  @Test func `A share is revoked once, and opens for nobody then`() throws {
    let revoked = Shares.Revoked(patient: patient, share: id, revokedAt: try instant(now))
    try expect(Given(Shares.self, try created()).when(.revoke(patient, id)), equal: revoked)
    let given = Given(Shares.self, try created(), revoked)
    #expect(try given.when(.revoke(patient, id)).isEmpty)
    #expect(throws: Shares.Failure.ended) { try given.when(.use(patient, id, matched: "h")) }
    #expect(try given.at("2026-04-01T00:00:00Z").when(.expire(patient, id)).isEmpty)
  }

  @Test func `Of a share that isn't there no more is told than of a wrong code`() throws {
    let commands: [Shares.Command] = [
      .use(patient, id, matched: nil), .issueCode(patient, id, codeHash: "h"),
      .revoke(patient, id), .expire(patient, id),
    ]
    for command in commands {
      #expect(throws: Shares.Failure.unknown) { try Given(Shares.self).when(command) }
    }
    #expect(Shares.Failure.unknown.message == Shares.Failure.wrongCode.message)
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `Whatever is done with a share, it opens once a code, and never after its end`(seed: UInt64)
    throws
  {
    var generator = SeededGenerator(seed: seed)
    var state = Shares.initial
    var clock = try instant("2026-03-02T16:00:00Z")
    var hashes = ["h"]
    var usedHashes: [String] = []
    var isRevoked = false
    for step in 0..<80 {
      clock.addTimeInterval(Double(Int.random(in: 0...60_000, using: &generator)))
      let context = Context(now: clock, timeZone: .gmt, policy: Policy(), makeCode: { "C" })
      let hash = hashes.randomElement(using: &generator)
      let command: Shares.Command
      switch Int.random(in: 0..<12, using: &generator) {
      case 0...1: command = try create(until: "2026-03-30")
      case 2...3:
        hashes.append("h\(step)")
        command = .issueCode(patient, id, codeHash: "h\(step)")
      case 4...8: command = .use(patient, id, matched: hash)
      case 9: command = .use(patient, id, matched: nil)
      case 10: command = .expire(patient, id)
      default: command = step > 60 ? .revoke(patient, id) : .expire(patient, id)
      }
      for event in (try? Shares.decide(command, state, context)) ?? [] {
        Shares.evolve(&state, event)
        if event is Shares.Revoked { isRevoked = true }
        guard event is Shares.Used else { continue }
        #expect(try !isRevoked && clock < instant("2026-03-31T00:00:00Z"))
        usedHashes.append(hash ?? "")
      }
    }
    #expect(Set(usedHashes).count == usedHashes.count)
  }
}
