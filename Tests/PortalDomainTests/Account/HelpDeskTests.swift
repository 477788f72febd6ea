import Foundation
import PortalDomain
import Testing

@Suite struct HelpDeskTests {
  let patient = PatientID("p1")
  let id = HelpID("H1")

  func requested(_ id: String = "H1") throws -> HelpDesk.Requested {
    HelpDesk.Requested(
      patient: patient, request: HelpID(id), phone: PhoneNumber("+15075550101"),
      at: try instant("2026-03-02T16:00:00Z"))
  }

  @Test func `A patient's request is the patient's, a stranger's is their phone's`() throws {
    let phone = try #require(PhoneNumber("+15075550101"))
    try expect(
      Given(HelpDesk.self).when(.request(id, patient, from: phone)), equal: try requested())
    let stranger = try Given(HelpDesk.self).when(.request(id, nil, from: phone))
    #expect(stranger.count == 1 && stranger.first?.subject == .phone(phone))
    #expect(try Given(HelpDesk.self).when(.request(id, nil, from: nil)).first?.subject == .clinic)
  }

  @Test func `More requests than three a day change nothing`() throws {
    let history = try (1...3).map { try requested("H\($0)") }
    let given = Given(HelpDesk.self, history)
    #expect(try given.when(.request(HelpID("H4"), patient, from: nil)).isEmpty)
    #expect(
      try given.at("2026-03-03T16:00:00Z").when(.request(HelpID("H4"), patient, from: nil)).count
        == 1)
  }

  @Test func `A request is closed once, and none of another patient's`() throws {
    let closed = HelpDesk.Closed(patient: patient, request: id, outcome: "new code")
    let given = Given(HelpDesk.self, try requested())
    try expect(given.when(.close(patient, id, outcome: "new code")), equal: closed)
    #expect(try given.and(closed).when(.close(patient, id, outcome: "x")).isEmpty)
    #expect(throws: HelpDesk.Failure.unknown) {
      try given.when(.close(PatientID("p2"), id, outcome: "x"))
    }
  }

  @Test func `Nobody's tries are locked out as anybody's are`() throws {
    var history: [any DomainEvent] = []
    for number in 1...5 {
      let events = try Given(StrangerSignIns.self, history).when(.fail(key: "k"))
      let until = (events.first as? StrangerSignIns.Failed)?.lockedUntil
      #expect((until != nil) == (number == 5))
      history += events
    }
    let until = try instant("2026-03-02T16:00:30Z")
    #expect(throws: StrangerSignIns.Failure.locked(until: until)) {
      try Given(StrangerSignIns.self, history).when(.fail(key: "k"))
    }
    #expect(
      try Given(StrangerSignIns.self, history).at("2026-03-02T16:00:30Z").when(.fail(key: "k"))
        .count == 1)
  }
}
