import EventStore
import Foundation
import TestSupport
import Testing

extension StoreContract {
  @Suite struct Commands {
    private let noX = AppendCondition.noEvents(matching: Query(tags: ["x"]))

    @Test(arguments: StoreKind.allCases)
    func `The same command again returns the first receipt and appends nothing`(
      kind: StoreKind
    ) async throws {
      let store = try kind.make()
      try await store.append([event("before")])
      let first = try await store.append([event("a", "x"), event("b", "x")], command: "c1")
      try await store.append([event("between")])
      #expect(try await store.append([event("a", "x"), event("b", "x")], command: "c1") == first)
      #expect(first == 2..<4)
      #expect(try await store.read().map(\.event.type) == ["before", "a", "b", "between"])
    }

    @Test(arguments: StoreKind.allCases)
    func `A repeated command keeps the identifiers of its first events`(
      kind: StoreKind
    ) async throws {
      let store = try kind.make()
      let first = event("a")
      let again = event("a")
      try await store.append([first], command: "c1")
      #expect(try await store.append([again], command: "c1") == 1..<2)
      #expect(first.id != again.id)
      #expect(try await store.read().map(\.event.id) == [first.id])
    }

    @Test(arguments: StoreKind.allCases)
    func `A repeated command isn't failed by the events that it made itself`(
      kind: StoreKind
    ) async throws {
      let store = try kind.make()
      let first = try await store.append([event("a", "x")], if: noX, command: "c1")
      #expect(try await store.append([event("a", "x")], if: noX, command: "c1") == first)
      #expect(try await store.head() == 1)
      #expect(
        await store.refusal(of: [event("a", "x")], if: noX, command: "c2") == .conditionFailed)
    }

    private static let request = NewEvent(
      type: "a", tags: ["x", "y"], subject: "s", keyClass: .phi, metadata: [1], data: [2])

    private static func changed(_ change: (inout NewEvent) -> Void) -> [NewEvent] {
      var event = request
      change(&event)
      return [event]
    }

    static let others: [(what: String, events: [NewEvent])] = [
      ("no event", []),
      ("one more event", [request, request]),
      ("type", changed { $0.type = "b" }),
      ("fewer tags", changed { $0.tags = ["x"] }),
      ("tags cut elsewhere", changed { $0.tags = ["xy"] }),
      ("nobody's", changed { $0.subject = nil }),
      ("subject", changed { $0.subject = "t" }),
      ("key class", changed { $0.keyClass = .audit }),
      ("metadata", changed { $0.metadata = [3] }),
      ("data", changed { $0.data = [3] }),
      ("bytes moved from metadata to data", changed { ($0.metadata, $0.data) = ([], [1, 2]) }),
    ]

    @Test(arguments: StoreKind.allCases, others)
    func `A command's identifier is not taken for other events`(
      kind: StoreKind, other: (what: String, events: [NewEvent])
    ) async throws {
      let store = try kind.make()
      try await store.append([Self.request], command: "c1")
      #expect(await store.refusal(of: other.events, command: "c1") == .commandReused)
      #expect(try await store.append([Self.request], command: "c1") == 1..<2)
      #expect(try await store.head() == 1)
      try await store.append(other.events, command: "c2")
      #expect(try await store.head() == 1 + UInt64(other.events.count))
    }

    @Test(
      arguments: StoreKind.allCases,
      [
        nil, .noEvents(matching: Query(tags: ["y"])),
        .noEvents(matching: Query(tags: ["x"]), after: 1), .noEvents(matching: Query(types: ["x"])),
        .noEvents(matching: .all),
        .noEvents(matching: Query([Query.Item(tags: ["x"]), Query.Item(tags: ["y"])])),
      ] as [AppendCondition?])
    func `A command's identifier is not taken for another condition`(
      kind: StoreKind, other: AppendCondition?
    ) async throws {
      let store = try kind.make()
      try await store.append([event("a")], if: noX, command: "c1")
      #expect(
        await store.refusal(of: [event("a")], if: other, command: "c1") == .commandReused)
      #expect(try await store.append([event("a")], if: noX, command: "c1") == 1..<2)
      #expect(try await store.head() == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func `No condition is another than that there be no event`(kind: StoreKind) async throws {
      let store = try kind.make()
      let none = AppendCondition.noEvents(matching: .all)
      try await store.append([], if: none, command: "c1")
      try await store.append([], command: "c2")
      #expect(await store.refusal(of: [], command: "c1") == .commandReused)
      #expect(await store.refusal(of: [], if: none, command: "c2") == .commandReused)
    }

    @Test(arguments: StoreKind.allCases)
    func `A command that failed its condition can be tried again, changed or not`(
      kind: StoreKind
    ) async throws {
      let store = try kind.make()
      try await store.append([event("a", "x")])
      for _ in 0..<2 {
        #expect(
          await store.refusal(of: [event("b", "x")], if: noX, command: "c1") == .conditionFailed)
      }
      let later = AppendCondition.noEvents(matching: Query(tags: ["x"]), after: 1)
      #expect(try await store.append([event("c", "x")], if: later, command: "c1") == 2..<3)
      #expect(
        await store.refusal(of: [event("b", "x")], if: noX, command: "c1") == .commandReused)
      #expect(try await store.append([event("c", "x")], if: later, command: "c1") == 2..<3)
    }

    @Test(arguments: StoreKind.allCases)
    func `A command of nothing keeps its receipt`(kind: StoreKind) async throws {
      let store = try kind.make()
      try await store.append([event("a")])
      #expect(try await store.append([], command: "c1") == 2..<2)
      try await store.append([event("b")])
      #expect(try await store.append([], command: "c1") == 2..<2)
      #expect(await store.refusal(of: [event("c")], command: "c1") == .commandReused)
    }

    @Test(arguments: StoreKind.allCases)
    func `Appends without a command are never taken for one another`(
      kind: StoreKind
    ) async throws {
      let store = try kind.make()
      let same = event("a", "x")
      #expect(try await store.append([same]) == 1..<2)
      #expect(try await store.append([same]) == 2..<3)
      #expect(try await store.append([same], command: "c1") == 3..<4)
      #expect(try await store.append([same], command: "c2") == 4..<5)
      #expect(try await store.append([same], command: "C2") == 5..<6)
    }

    @Test(
      arguments: StoreKind.allCases,
      ["", "a␀b", String(repeating: "c", count: 256), String(repeating: "ü", count: 128)])
    func `A command's identifier has 1 to 255 bytes without NUL`(
      kind: StoreKind, picture: String
    ) async throws {
      let command = picture.replacingOccurrences(of: "␀", with: "\0")
      let store = try kind.make()
      #expect(await store.refusal(of: [event("a")], command: command) == .invalid)
      let longest = String(repeating: "ü", count: 127) + "c"
      #expect(try await store.append([event("a")], command: longest) == 1..<2)
      #expect(try await store.append([event("a")], command: longest) == 1..<2)
    }
  }
}
