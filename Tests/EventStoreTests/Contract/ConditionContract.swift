import EventStore
import TestSupport
import Testing

extension StoreContract {
  @Suite struct Conditions {
    /// 1 `a` x, 2 `b` x y, 3 `c` y, 4 `a` z, 5 `d` without tags.
    private func filled(_ kind: StoreKind) async throws -> StoreUnderTest {
      let store = try kind.make()
      try await store.append([
        event("a", "x"), event("b", "x", "y"), event("c", "y"), event("a", "z"), event("d"),
      ])
      return store
    }

    /// Queries, and the last event of `filled` that matches.
    static let queries: [(query: Query, newest: UInt64)] = [
      (.all, 5),
      (Query([Query.Item()]), 5),
      (Query(types: ["d"]), 5),
      (Query(types: ["b"]), 2),
      (Query(types: ["b", "c"]), 3),
      (Query(types: ["b", "none"]), 2),
      (Query(tags: ["x"]), 2),
      (Query(tags: ["y"]), 3),
      (Query(tags: ["x", "y"]), 2),
      (Query(types: ["a"], tags: ["x"]), 1),
      (Query(types: ["a", "b"], tags: ["x"]), 2),
      (Query([Query.Item(types: ["a"], tags: ["x"]), Query.Item(tags: ["y"])]), 3),
      (Query([Query.Item(tags: ["none"]), Query.Item(types: ["a"], tags: ["z"])]), 4),
      (Query([Query.Item(types: ["b"]), Query.Item()]), 5),
    ]

    @Test(arguments: StoreKind.allCases, queries)
    func `A condition fails before the newest match and holds from it on`(
      kind: StoreKind, expected: (query: Query, newest: UInt64)
    ) async throws {
      let store = try await filled(kind)
      for after in 0..<expected.newest {
        #expect(
          await store.refusal(
            of: [event("n")], if: .noEvents(matching: expected.query, after: after))
            == .conditionFailed, "after \(after)")
      }
      #expect(try await store.head() == 5)
      #expect(
        try await store.append(
          [event("n")], if: .noEvents(matching: expected.query, after: expected.newest)) == 6..<7)
    }

    @Test(
      arguments: StoreKind.allCases,
      [
        Query(types: ["none"]), Query(tags: ["none"]), Query(tags: ["x", "z"]),
        Query(tags: ["x", "none"]), Query(types: ["c"], tags: ["x"]), Query(types: ["x"]),
        Query(tags: ["a"]),
        Query([Query.Item(types: ["d"], tags: ["x"]), Query.Item(tags: ["y", "z"])]),
      ])
    func `A condition that nothing matches holds`(kind: StoreKind, query: Query) async throws {
      let store = try await filled(kind)
      #expect(try await store.append([event("n")], if: .noEvents(matching: query)) == 6..<7)
    }

    @Test(arguments: StoreKind.allCases)
    func `On an empty store every condition holds`(kind: StoreKind) async throws {
      let store = try kind.make()
      #expect(try await store.append([event("a")], if: .noEvents(matching: .all)) == 1..<2)
    }

    @Test(arguments: StoreKind.allCases, [5, 6, 1000, UInt64.max])
    func `A condition behind the last event, however far, holds`(
      kind: StoreKind, after: UInt64
    ) async throws {
      let store = try await filled(kind)
      #expect(
        try await store.append([event("a", "x")], if: .noEvents(matching: .all, after: after))
          == 6..<7)
    }

    @Test(arguments: StoreKind.allCases)
    func `The events of an append don't count for its own condition`(
      kind: StoreKind
    ) async throws {
      let store = try kind.make()
      #expect(
        try await store.append(
          [event("a", "x"), event("a", "x")], if: .noEvents(matching: Query(tags: ["x"]))) == 1..<3)
    }

    @Test(arguments: StoreKind.allCases)
    func `An append of nothing checks its condition`(kind: StoreKind) async throws {
      let store = try await filled(kind)
      let query = Query(tags: ["z"])
      #expect(
        await store.refusal(of: [], if: .noEvents(matching: query, after: 3)) == .conditionFailed)
      #expect(try await store.append([], if: .noEvents(matching: query, after: 4)) == 6..<6)
    }

    @Test(arguments: StoreKind.allCases)
    func `What a failed condition kept out fails no later one`(kind: StoreKind) async throws {
      let store = try await filled(kind)
      #expect(
        await store.refusal(of: [event("n", "new")], if: .noEvents(matching: .all))
          == .conditionFailed)
      #expect(
        try await store.append([event("n", "new")], if: .noEvents(matching: Query(tags: ["new"])))
          == 6..<7)
    }
  }
}
