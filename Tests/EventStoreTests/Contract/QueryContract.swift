import EventStore
import Foundation
import TestSupport
import Testing

extension StoreContract {
  @Suite struct Queries {
    /// 1 `a` x, 2 `b` x y, 3 `c` y, 4 `a` x y z, 5 `d` without tags, 6 `a` y.
    private func filled(_ kind: StoreKind) async throws -> StoreUnderTest {
      let store = try kind.make()
      try await store.append([event("a", "x"), event("b", "x", "y"), event("c", "y")])
      try await store.append([event("a", "x", "y", "z"), event("d"), event("a", "y")])
      return store
    }

    static let answers: [(query: Query, positions: [UInt64])] = [
      (Query(), [1, 2, 3, 4, 5, 6]),
      (Query([Query.Item()]), [1, 2, 3, 4, 5, 6]),
      // Any of the types.
      (Query(types: ["a"]), [1, 4, 6]),
      (Query(types: ["c", "a"]), [1, 3, 4, 6]),
      (Query(types: ["a", "a", "a"]), [1, 4, 6]),
      (Query(types: ["a", "none", "d"]), [1, 4, 5, 6]),
      (Query(types: ["none"]), []),
      // All of the tags.
      (Query(tags: ["x"]), [1, 2, 4]),
      (Query(tags: ["y", "x"]), [2, 4]),
      (Query(tags: ["x", "x"]), [1, 2, 4]),
      (Query(tags: ["x", "y", "z"]), [4]),
      (Query(tags: ["x", "none"]), []),
      (Query(tags: ["none"]), []),
      // Both.
      (Query(types: ["a"], tags: ["y"]), [4, 6]),
      (Query(types: ["b", "c"], tags: ["y"]), [2, 3]),
      (Query(types: ["d"], tags: ["x"]), []),
      // Any of the items, each event once.
      (Query([Query.Item(types: ["d"]), Query.Item(tags: ["z"])]), [4, 5]),
      (Query([Query.Item(tags: ["x"]), Query.Item(tags: ["y"])]), [1, 2, 3, 4, 6]),
      (Query([Query.Item(tags: ["x"]), Query.Item(tags: ["x"])]), [1, 2, 4]),
      (Query([Query.Item(types: ["none"]), Query.Item(types: ["d"])]), [5]),
      (Query([Query.Item(tags: ["z"]), Query.Item()]), [1, 2, 3, 4, 5, 6]),
      (
        Query([
          Query.Item(types: ["b"], tags: ["x", "y"]), Query.Item(types: ["a"], tags: ["x"]),
          Query.Item(types: ["c", "d"]),
        ]), [1, 2, 3, 4, 5]
      ),
      // A type is no tag, a tag no type, a part no whole.
      (Query(tags: ["a"]), []),
      (Query(types: ["x"]), []),
      (Query(tags: ["X"]), []),
      (Query(tags: [""]), []),
      (Query(types: [""]), []),
    ]

    @Test(arguments: StoreKind.allCases, answers)
    func `A query finds any of its items, and of an item any type and all tags`(
      kind: StoreKind, answer: (query: Query, positions: [UInt64])
    ) async throws {
      let store = try await filled(kind)
      #expect(try await store.positions(answer.query) == answer.positions)
      #expect(
        try await store.positions(answer.query, backwards: true) == answer.positions.reversed())
    }

    @Test(arguments: answers)
    func `A query matches the events that a store finds by it`(
      answer: (query: Query, positions: [UInt64])
    ) async throws {
      let all = try await filled(.memory).read()
      #expect(
        all.filter { answer.query.matches($0.event) }.map(\.position) == answer.positions)
    }

    @Test func `A query doesn't match names that only look the same`() {
      let (composed, decomposed) = ("Zo\u{EB}", "Zoe\u{308}")
      #expect(Query(tags: [composed]).matches(event("a", "x", composed)))
      #expect(Query(types: [composed]).matches(event(composed)))
      #expect(!Query(tags: [composed]).matches(event("a", "x", decomposed)))
      #expect(!Query(types: [composed]).matches(event(decomposed)))
    }

    @Test(arguments: StoreKind.allCases)
    func `A tag that an event bears twice finds it once`(kind: StoreKind) async throws {
      let store = try kind.make()
      try await store.append([event("a", "x", "y", "x", "x"), event("b", "x")])
      #expect(try await store.positions(Query(tags: ["x"])) == [1, 2])
      #expect(try await store.positions(Query(tags: ["x", "y"])) == [1])
      #expect(try await store.read().first?.event.tags == ["x", "y", "x", "x"])
    }

    @Test(arguments: StoreKind.allCases)
    func `Each of sixty tags finds its event`(kind: StoreKind) async throws {
      let store = try kind.make()
      let tags = (0..<NewEvent.maximumTags).map { "tag:\($0)" }
      #expect(tags.count == 60)
      try await store.append([event("before", "tag:0")])
      let full = NewEvent(type: "full", tags: tags, subject: "s", data: [])
      try await store.append([full, full])
      #expect(try await store.positions(Query(tags: ["tag:0"])) == [1, 2, 3])
      for tag in tags.dropFirst() {
        #expect(try await store.positions(Query(tags: [tag])) == [2, 3], "\(tag)")
      }
      #expect(try await store.positions(Query(types: ["full"], tags: tags)) == [2, 3])
      #expect(try await store.positions(Query(tags: tags + ["one more"])).isEmpty)
      #expect(try await store.read().last?.event.tags == tags)
    }

    @Test(
      arguments: StoreKind.allCases,
      ["patient:Zoë", "患者:七", "👩‍⚕️", "\u{FEFF}", " ", "a:b:c", "a\tb", "\u{10FFFF}"])
    func `A tag and a type may be any text`(kind: StoreKind, name: String) async throws {
      let store = try kind.make()
      try await store.append([event("a", name), event(name, "b"), event("a", name + "!")])
      #expect(try await store.positions(Query(tags: [name])) == [1])
      #expect(try await store.positions(Query(types: [name])) == [2])
      #expect(try await store.read().first.map { Array($0.event.tags[0].utf8) } == Array(name.utf8))
    }

    @Test(arguments: StoreKind.allCases)
    func `Names that only look the same are not the same`(kind: StoreKind) async throws {
      let store = try kind.make()
      let (composed, decomposed) = ("Zo\u{EB}", "Zoe\u{308}")
      #expect(composed == decomposed)
      try await store.append([event("a", composed), event("a", decomposed)])
      #expect(try await store.positions(Query(tags: [composed])) == [1])
      #expect(try await store.positions(Query(tags: [decomposed])) == [2])
      try await store.append([event(composed)], command: composed)
      try await store.append([event(decomposed)], command: decomposed)
      #expect(try await store.positions(Query(types: [composed])) == [3])
      #expect(try await store.positions(Query(types: [decomposed])) == [4])
    }

    @Test(
      arguments: StoreKind.allCases,
      ["␀", "x␀", "␀type␀a", "␀subject␀s", "␀subject␀", "␀command␀c"])
    func `A tag that no event can have finds nothing`(
      kind: StoreKind, picture: String
    ) async throws {
      let tag = picture.replacingOccurrences(of: "␀", with: "\0")
      let store = try kind.make()
      try await store.append(
        [
          NewEvent(type: "a", tags: ["x"], subject: "s", data: []),
          NewEvent(type: "a", tags: ["x"], data: []),
        ], command: "c")
      #expect(try await store.positions(Query(tags: [tag])).isEmpty)
      #expect(
        try await store.append([event("b")], if: .noEvents(matching: Query(tags: [tag])))
          == 3..<4)
    }
  }
}
