import Foundation
import PortalDomain
import TestSupport
import Testing

@Suite struct ProxiesTests {
  let parent = PatientID("wei")
  let mia = PatientID("mia")
  let jun = PatientID("jun")
  let policy = AccountPolicy()

  func family() throws -> Given<Proxies> {
    Given(
      Proxies.self, try enrolled("wei", born: "1984-06-01"),
      try enrolled("mia", born: "2017-05-20"), try enrolled("jun", born: "2012-02-02"))
  }

  func wish(
    _ patient: PatientID, _ scope: Proxies.Scope, from: String? = nil, until: String? = nil
  ) throws -> Proxies.Wish {
    Proxies.Wish(
      patient: patient, proxy: parent, relation: .parent, scope: scope,
      startsOn: try from.map(day), endsOn: try until.map(day))
  }

  func grant(_ given: Given<Proxies>, _ wish: Proxies.Wish) throws -> Proxies.Grant {
    let events = try given.when(.grant(wish))
    #expect(events.count == 2)
    let granted = try #require(events.first as? Proxies.Granted)
    #expect((events.last as? Proxies.Appointed)?.grant == granted.grant)
    #expect(granted.patient == wish.patient && events.last?.subject == .patient(wish.proxy))
    return granted.grant
  }

  @Test
  func `A parent acts for a child in full until they are twelve, within limits until eighteen`()
    throws
  {
    let grant = try grant(try family(), try wish(mia, .full))
    #expect(grant.endsOn == (try day("2035-05-20")))
    for (date, scope) in [
      ("2026-03-01", nil), ("2026-03-02", .full), ("2029-05-19", .full), ("2029-05-20", .limited),
      ("2035-05-19", .limited), ("2035-05-20", nil),
    ] as [(String, Proxies.Scope?)] {
      #expect(grant.scope(on: try day(date)) == scope, "\(date)")
    }
  }

  @Test func `Who is born on a leap day is a teen, and of age, on the first of March`() throws {
    let given = Given(
      Proxies.self, try enrolled("wei", born: "1984-06-01"), try enrolled("mia", born: "2016-02-29")
    )
    let grant = try grant(given, try wish(mia, .full))
    #expect(grant.limitedFrom == (try day("2028-02-29")), "2028 is a leap year")
    #expect(grant.endsOn == (try day("2034-03-01")))
  }

  @Test func `For a teen there is limited access only, for appointments, bills and forms`() throws {
    #expect(throws: Proxies.Failure.teen) { try family().when(.grant(try wish(jun, .full))) }
    let grant = try grant(try family(), try wish(jun, .limited))
    let today = try day("2026-03-02")
    let allowed = Disclosures.Matter.allCases.filter {
      Proxies.allows($0, grant, on: today, policy)
    }
    #expect(allowed == [.appointments, .billing, .forms])
    let later = try day("2030-02-02")
    #expect(
      !Disclosures.Matter.allCases.contains { Proxies.allows($0, grant, on: later, policy) },
      "it's over at eighteen")
  }

  @Test func `The same grant again changes nothing, and another one needs the first ended`() throws
  {
    let given = try family()
    let first = try grant(given, try wish(mia, .full))
    let after = given.and(Proxies.Granted(grant: first), Proxies.Appointed(grant: first))
    #expect(try after.when(.grant(try wish(mia, .full))).isEmpty)
    #expect(throws: Proxies.Failure.granted) {
      try after.when(.grant(try wish(mia, .limited)))
    }
    let ended = Proxies.Ended(
      patient: mia, grant: first.id, proxy: parent, reason: "moved out")
    let released = Proxies.Released(patient: parent, grant: first.id, principal: mia)
    try expect(
      after.when(.end(mia, proxy: parent, reason: "moved out")), equal: ended, released)
    let free = after.and(ended, released)
    #expect(try free.when(.end(mia, proxy: parent, reason: "again")).isEmpty)
    #expect(try free.when(.grant(try wish(mia, .limited))).count == 2)
  }

  @Test func `Nobody acts for themselves, under age, for the unknown, or backwards in time`() throws
  {
    let given = try family()
    func refused(_ failure: Proxies.Failure, _ wish: Proxies.Wish) {
      #expect(throws: failure) { try given.when(.grant(wish)) }
    }
    refused(.oneself, try wish(parent, .full))
    refused(.unknownPatient, try wish(PatientID("nobody"), .full))
    refused(
      .tooYoung(minimum: 18),
      Proxies.Wish(patient: mia, proxy: jun, relation: .other, scope: .limited))
    refused(.wrongDates, try wish(mia, .limited, from: "2027-01-01", until: "2027-01-01"))
    refused(.wrongDates, try wish(mia, .limited, from: "2025-01-01", until: "2026-03-02"))
    #expect(throws: Proxies.Failure.unknownPatient) {
      try given.when(.end(PatientID("nobody"), proxy: parent, reason: "r"))
    }
  }

  @Test func `There is an end to how many act for one, and for how many one acts`() throws {
    var given = try family().under { $0.account.proxyLimit = 1 }
    let first = try grant(given, try wish(mia, .full))
    given = given.and(Proxies.Granted(grant: first), Proxies.Appointed(grant: first))
    #expect(throws: Proxies.Failure.tooMany(limit: 1)) {
      try given.when(.grant(try wish(jun, .limited)))
    }
  }

  @Test func `An adult may grant what they like, for as long as they like`() throws {
    let given = Given(
      Proxies.self, try enrolled("wei", born: "1984-06-01"), try enrolled("mia", born: "1950-01-01")
    )
    let dated = try grant(given, try wish(mia, .full, until: "2027-01-01"))
    #expect(dated.endsOn == (try day("2027-01-01")) && dated.limitedFrom == nil)
    #expect(try grant(given, try wish(mia, .full)).endsOn == nil)
  }

  @Test func `Whatever is granted and ended, no proxy sees beyond their scope on any day`() throws {
    var generator = SeededGenerator(seed: 29)
    let births = ["2017-05-20", "2012-02-02", "2008-02-29", "1950-01-01"]
    for round in 0..<150 {
      let birth = try day(births[round % births.count])
      var history: [any DomainEvent] = [
        try enrolled("wei", born: "1984-06-01"), try enrolled("mia", born: birth.description),
      ]
      var date = try day("2020-01-01")
      for _ in 0..<20 {
        date = date.adding(days: Int.random(in: 0..<400, using: &generator))
        let scope = Bool.random(using: &generator) ? Proxies.Scope.full : .limited
        let length = Int.random(in: 1..<4000, using: &generator)
        let command: Proxies.Command =
          Int.random(in: 0..<3, using: &generator) == 0
          ? .end(mia, proxy: parent, reason: "r")
          : .grant(
            Proxies.Wish(
              patient: mia, proxy: parent, relation: .parent, scope: scope,
              endsOn: Bool.random(using: &generator) ? date.adding(days: length) : nil))
        let given = Given(Proxies.self, history).at("\(date)T18:00:00Z")
        history += (try? given.when(command)) ?? []
        var relations = Relations()
        for event in history { relations.evolve(event) }
        let held = relations.principals.filter { $0.holds(on: date) }
        #expect(held.count <= 1)
        #expect(relations.principals == relations.proxies)
        guard let grant = held.first else { continue }
        let age = birth.years(until: date)
        let isGrantedAsMinor = birth.years(until: grant.startsOn) < 18
        if isGrantedAsMinor { #expect(age < 18, "it outlived childhood") }
        if (12..<18).contains(age) {
          #expect(!Proxies.allows(.notes, grant, on: date, policy))
          #expect(!Proxies.allows(.messages, grant, on: date, policy))
        }
        if grant.scope == .limited { #expect(!Proxies.allows(.results, grant, on: date, policy)) }
      }
    }
  }
}
