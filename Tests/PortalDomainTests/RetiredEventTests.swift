import Foundation
import PortalDomain
import Testing

@Suite struct RetiredEventTests {
  let known = KnownEvents([DoorOpened.self], retired: [DoorUnlocked.self])

  @Test func `An event of an earlier release is read as what took its place`() throws {
    let event = try known.event(named: "door.unlocked.v1") {
      try JSONDecoder().decode($0, from: Data(#"{"door":"d1"}"#.utf8))
    }
    #expect(event as? DoorOpened == DoorOpened(door: "d1", by: "unknown"))
  }

  @Test func `An event of today is read as it stands`() throws {
    let event = try known.event(named: "door.opened.v2") {
      try JSONDecoder().decode($0, from: Data(#"{"by":"ann","door":"d1"}"#.utf8))
    }
    #expect(event as? DoorOpened == DoorOpened(door: "d1", by: "ann"))
  }

  @Test func `An event that nobody knows is no event`() throws {
    #expect(try known.event(named: "door.painted.v1") { _ in DoorOpened(door: "", by: "") } == nil)
    #expect(known.type(named: "door.unlocked.v1") == nil)
  }

  @Test func `Who looks for an event looks for its earlier names too`() {
    #expect(known.storedNames(of: "door.opened.v2") == ["door.opened.v2", "door.unlocked.v1"])
    #expect(known.storedNames(of: "door.painted.v1") == ["door.painted.v1"])
  }
}

private struct DoorOpened: DomainEvent, Equatable {
  static let name = "door.opened.v2"
  let door: String
  let by: String
  var subject: EventSubject { .clinic }
  var tags: [String] { ["door:\(door)"] }
}

/// Nobody noted then who it was.
private struct DoorUnlocked: RetiredEvent {
  static let name = "door.unlocked.v1"
  let door: String
  func upcast() -> DoorOpened { DoorOpened(door: door, by: "unknown") }
}
