import EventStore
import Foundation
import TestSupport
import Testing

extension StoreContract {
  @Suite struct Contents {
    static let events: [(what: String, event: NewEvent)] = [
      ("nothing but a type", NewEvent(type: "a", data: [])),
      ("without tags", NewEvent(type: "a", subject: "s", data: [1])),
      ("health data", NewEvent(type: "a", subject: "s", keyClass: .phi, data: [1, 2])),
      ("audit data", NewEvent(type: "a", subject: "s", keyClass: .audit, data: [1, 2])),
      ("nobody's audit data", NewEvent(type: "a", keyClass: .audit, data: [1])),
      ("metadata alone", NewEvent(type: "a", metadata: [0, 255], data: [])),
      ("zeros, which are no padding", NewEvent(type: "a", metadata: [0, 0], data: [0, 0, 0])),
      ("every byte", NewEvent(type: "a", metadata: Array(0...255), data: Array(0...255))),
      (
        "the longest names",
        NewEvent(
          type: String(repeating: "ü", count: 127) + "t",
          tags: [String(repeating: "g", count: 255)],
          subject: Subject(String(repeating: "s", count: 255)), data: [1])
      ),
    ]

    @Test(arguments: StoreKind.allCases, events)
    func `What was appended is read again, byte for byte`(
      kind: StoreKind, given: (what: String, event: NewEvent)
    ) async throws {
      let store = try kind.make()
      let event = given.event
      try await store.append([event])
      let read = try #require(try await store.read().first).event
      #expect(read.id == event.id)
      #expect(read.type == event.type)
      #expect(read.tags == event.tags)
      #expect(read.subject == event.subject)
      #expect(read.keyClass == event.keyClass)
      #expect(read.metadata == event.metadata)
      #expect(read.data == event.data)
    }

    @Test(arguments: StoreKind.allCases)
    func `The caller's own identifiers come back, even one given twice`(
      kind: StoreKind
    ) async throws {
      let store = try kind.make()
      let id = try #require(UUID(uuidString: "00112233-4455-6677-8899-AABBCCDDEEFF"))
      try await store.append([NewEvent(id: id, type: "a", data: [])])
      try await store.append([NewEvent(id: id, type: "b", data: [])])
      #expect(try await store.read().map(\.event.id) == [id, id])
    }

    @Test(arguments: StoreKind.allCases)
    func `Subjects and key classes don't mix`(kind: StoreKind) async throws {
      let store = try kind.make()
      let subjects: [Subject?] = ["s", nil, "t", "s", nil, "Zoë"]
      let classes: [KeyClass] = [.phi, .audit]
      for keyClass in classes {
        try await store.append(
          subjects.map { NewEvent(type: "a", subject: $0, keyClass: keyClass, data: []) })
      }
      let read = try await store.read().map(\.event)
      #expect(read.map(\.subject) == subjects + subjects)
      #expect(read.map(\.keyClass) == classes.flatMap { Array(repeating: $0, count: 6) })
    }

    @Test(arguments: StoreKind.allCases)
    func `Events of a mebibyte stand between small ones`(kind: StoreKind) async throws {
      let store = try kind.make()
      var generator = SeededGenerator(seed: 7)
      let large = (0..<1 << 20).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      try await store.append([
        NewEvent(type: "a", tags: ["x"], data: [1]),
        NewEvent(type: "b", tags: ["x"], subject: "s", metadata: large, data: []),
        NewEvent(type: "a", tags: ["x"], data: large), NewEvent(type: "a", tags: ["x"], data: [2]),
      ])
      let read = try await store.read(Query(tags: ["x"])).map(\.event)
      #expect(read.map(\.data.count) == [1, 0, 1 << 20, 1])
      // Compared first, so that a failure doesn't print a mebibyte.
      let isSame = read[1].metadata == large && read[2].data == large
      #expect(isSame)
      #expect(read[3].data == [2])
    }
  }
}
