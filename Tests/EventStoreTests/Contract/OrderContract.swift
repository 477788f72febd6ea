import EventStore
import Foundation
import TestSupport
import Testing

extension StoreContract {
  @Suite struct Order {
    @Test(arguments: StoreKind.allCases)
    func `A new store is empty`(kind: StoreKind) async throws {
      let store = try kind.make()
      #expect(try await store.head() == 0)
      #expect(try await store.read().isEmpty)
      #expect(try await store.read(backwards: true).isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func `Positions start at one and have no gap`(kind: StoreKind) async throws {
      let store = try kind.make()
      #expect(try await store.append([event("a")]) == 1..<2)
      #expect(try await store.append([event("b"), event("c"), event("d")]) == 2..<5)
      #expect(try await store.append([event("e")]) == 5..<6)
      #expect(try await store.head() == 5)
      #expect(try await store.positions() == [1, 2, 3, 4, 5])
    }

    @Test(arguments: StoreKind.allCases)
    func `Events stand in the order in which they were given`(kind: StoreKind) async throws {
      let store = try kind.make()
      let events = (0..<200).map { event("number.\($0)", "n:\($0 % 3)") }
      #expect(try await store.append(events) == 1..<201)
      let read = try await store.read()
      #expect(read.map(\.event.id) == events.map(\.id))
      #expect(read.map(\.event.type) == events.map(\.type))
    }

    @Test(arguments: StoreKind.allCases)
    func `An append of nothing has no positions and moves nothing`(kind: StoreKind) async throws {
      let store = try kind.make()
      #expect(try await store.append([]) == 1..<1)
      try await store.append([event("a"), event("b")])
      #expect(try await store.append([]) == 3..<3)
      #expect(try await store.head() == 2)
      #expect(try await store.append([event("c")]) == 3..<4)
    }

    @Test(arguments: StoreKind.allCases)
    func `A refused append leaves nothing and uses up no position`(kind: StoreKind) async throws {
      let store = try kind.make()
      try await store.append([event("a", "t:1")])
      let condition = AppendCondition.noEvents(matching: Query(tags: ["t:1"]))
      #expect(
        await store.refusal(of: [event("b", "t:2"), event("c", "t:3")], if: condition)
          == .conditionFailed)
      #expect(
        await store.refusal(of: [event("d", "t:2"), event("", "t:3"), event("f")]) == .invalid)
      #expect(try await store.head() == 1)
      #expect(try await store.positions(Query(tags: ["t:2"])).isEmpty)
      #expect(try await store.positions(Query(types: ["b", "c", "d", "f"])).isEmpty)
      #expect(try await store.append([event("g", "t:2")]) == 2..<3)
      #expect(try await store.positions(Query(tags: ["t:2"])) == [2])
    }

    @Test(arguments: StoreKind.allCases)
    func `The events of one append bear one time, to the millisecond`(
      kind: StoreKind
    ) async throws {
      let store = try kind.make(clock: { Date(timeIntervalSince1970: 1_700_000_000.123_4) })
      try await store.append([event("a"), event("b")])
      let times = try await store.read().map(\.time)
      #expect(times.count == 2)
      #expect(Set(times) == [Date(timeIntervalSince1970: 1_700_000_000.123)])
    }
  }
}
