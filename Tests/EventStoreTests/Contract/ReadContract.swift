import EventStore
import Foundation
import TestSupport
import Testing

extension StoreContract {
  @Suite struct Reads {
    /// Twenty events: every one has the tag `all`, every third `third`, the tenth alone `one`.
    private func filled(_ kind: StoreKind) async throws -> StoreUnderTest {
      let store = try kind.make()
      let events = (1...20).map { number in
        var event = event(number % 2 == 0 ? "even" : "odd", "all")
        if number % 3 == 0 { event.tags.append("third") }
        if number == 10 { event.tags.append("one") }
        event.data = [UInt8(number)]
        return event
      }
      try await store.append(events)
      return store
    }

    /// Queries that find every event, by different ways.
    static let wholes = [
      Query.all, Query([Query.Item()]), Query(tags: ["all"]), Query(types: ["odd", "even"]),
    ]

    @Test(arguments: StoreKind.allCases, wholes)
    func `A read goes forwards from the first or backwards from the last`(
      kind: StoreKind, query: Query
    ) async throws {
      let store = try await filled(kind)
      let forwards = try await store.read(query)
      #expect(forwards.map(\.position) == Array(1...20))
      #expect(forwards.map(\.event.data) == (1...20).map { [$0] })
      #expect(try await store.read(query, backwards: true) == forwards.reversed())
    }

    @Test(arguments: StoreKind.allCases, wholes)
    func `The bounds of a read exclude the first and include the last`(
      kind: StoreKind, query: Query
    ) async throws {
      let store = try await filled(kind)
      #expect(try await store.positions(query, after: 17) == [18, 19, 20])
      #expect(try await store.positions(query, upTo: 3) == [1, 2, 3])
      #expect(try await store.positions(query, after: 4, upTo: 6) == [5, 6])
      #expect(try await store.positions(query, after: 4, upTo: 6, backwards: true) == [6, 5])
      #expect(try await store.positions(query, after: 19, backwards: true) == [20])
      #expect(try await store.positions(query, after: 18, upTo: 99) == [19, 20])
      #expect(try await store.positions(query, after: 18, upTo: .max, backwards: true) == [20, 19])
    }

    @Test(arguments: StoreKind.allCases, wholes)
    func `Between bounds that leave no room there is nothing`(
      kind: StoreKind, query: Query
    ) async throws {
      let store = try await filled(kind)
      for backwards in [false, true] {
        for (after, last) in [(0, 0), (5, 5), (6, 5), (20, nil), (21, nil), (1000, 2000)]
          as [(UInt64, UInt64?)]
        {
          #expect(
            try await store.positions(query, after: after, upTo: last, backwards: backwards)
              .isEmpty)
        }
      }
    }

    /// In a process of its own, since an overflow of the position ends the process.
    @Test(arguments: StoreKind.allCases)
    func `Behind the greatest position there is nothing`(kind: StoreKind) async throws {
      await #expect(processExitsWith: .success) { [kind] in
        let store = try kind.make()
        try await store.append([event("a", "x")])
        for query in [Query.all, Query(tags: ["x"])] {
          for backwards in [false, true] {
            let read = try await store.read(query, after: .max, backwards: backwards)
            precondition(read.isEmpty)
          }
        }
      }
    }

    @Test(arguments: StoreKind.allCases, wholes)
    func `A limit cuts what was read, from the end where it began`(
      kind: StoreKind, query: Query
    ) async throws {
      let store = try await filled(kind)
      #expect(try await store.positions(query, limit: 2) == [1, 2])
      #expect(try await store.positions(query, backwards: true, limit: 2) == [20, 19])
      #expect(try await store.positions(query, after: 5, upTo: 9, limit: 2) == [6, 7])
      #expect(
        try await store.positions(query, after: 5, upTo: 9, backwards: true, limit: 2) == [9, 8])
      #expect(try await store.positions(query, after: 17, limit: 3) == [18, 19, 20])
      #expect(try await store.positions(query, after: 17, limit: 4) == [18, 19, 20])
      #expect(try await store.positions(query, limit: 0).isEmpty)
      #expect(try await store.positions(query, backwards: true, limit: 0).isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func `The limit counts matches, not events passed over`(kind: StoreKind) async throws {
      let store = try await filled(kind)
      let third = Query(tags: ["third"])
      #expect(try await store.positions(third) == [3, 6, 9, 12, 15, 18])
      #expect(try await store.positions(third, limit: 2) == [3, 6])
      #expect(try await store.positions(third, after: 3, limit: 2) == [6, 9])
      #expect(try await store.positions(third, backwards: true, limit: 2) == [18, 15])
      #expect(try await store.positions(third, upTo: 14, backwards: true, limit: 1) == [12])
      #expect(try await store.positions(Query(tags: ["one"]), limit: 5) == [10])
    }

    @Test(
      arguments: StoreKind.allCases,
      [Query.all, Query(tags: ["third"]), Query(types: ["even"], tags: ["third"])])
    func `Pages, one behind the other, are the whole`(kind: StoreKind, query: Query) async throws {
      let store = try await filled(kind)
      let whole = try await store.read(query)
      #expect(whole.count >= 3)
      for size in 1...4 {
        var paged: [StoredEvent] = []
        for _ in 0...whole.count {
          let page = try await store.read(query, after: paged.last?.position ?? 0, limit: size)
          #expect(page.count <= size)
          paged += page
        }
        #expect(paged == whole, "pages of \(size)")
      }
    }
  }
}
