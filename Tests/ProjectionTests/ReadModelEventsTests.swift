import Foundation
import PortalDomain
import Testing

@testable import Projections

/// Which types of event a read model is told of.
@Suite struct ReadModelEventsTests {
  @Test func `A read model is told of every event that touches a row of it`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/events-v1")
    for type in EventCatalogue.types {
      let golden = try Data(contentsOf: folder.appending(path: type.name + ".json"))
      let occurrence = Occurrence(
        try JSON.decode(type, Array(golden)), position: 1,
        time: Date(timeIntervalSince1970: 1_772_467_200),
        origin: Origin(actor: .system, channel: .feed))
      for model in ReadModels.all where !model.keys(of: occurrence).isEmpty {
        #expect(
          model.events.contains { $0 == type }, "\(model.name) isn't told of \(type.name)")
      }
    }
  }

  @Test func `No read model is told of events that none of its rows is about`() {
    // What nothing is said of is told of all, and costs each append something.
    for model in ReadModels.all { #expect(model.events.count < EventCatalogue.types.count / 2) }
  }
}
