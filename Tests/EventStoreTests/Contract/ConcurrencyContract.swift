import EventStore
import TestSupport
import Testing

extension StoreContract {
  @Suite struct Concurrency {
    /// Does something 64 times at once.
    private func all<Outcome: Sendable>(
      _ body: @escaping @Sendable (Int) async throws -> Outcome
    ) async throws -> [Outcome] {
      try await withThrowingTaskGroup(of: Outcome.self) { group in
        for number in 0..<64 { group.addTask { try await body(number) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }

    @Test(arguments: StoreKind.allCases)
    func `Of appends that exclude each other one wins, and the others are told`(
      kind: StoreKind
    ) async throws {
      let store = try kind.make()
      let codes = try await all { number in
        let seat = "seat:\(number % 8)"
        return await store.refusal(
          of: [event("seat.booked", seat)], if: .noEvents(matching: Query(tags: [seat])))
      }
      #expect(codes.count { $0 == nil } == 8)
      #expect(codes.count { $0 == .conditionFailed } == 56)
      #expect(try await store.positions() == Array(1...8))
      for seat in 0..<8 {
        #expect(try await store.positions(Query(tags: ["seat:\(seat)"])).count == 1)
      }
    }

    @Test(arguments: StoreKind.allCases)
    func `A command sent many times at once is carried out once`(kind: StoreKind) async throws {
      let store = try kind.make()
      let receipts = try await all { number in
        try await store.append(
          [event("a", "x"), event("b")], if: .noEvents(matching: Query(tags: ["x"])), command: "c1")
      }
      #expect(receipts.count == 64)
      #expect(Set(receipts) == [1..<3])
      #expect(try await store.head() == 2)
    }

    @Test(arguments: StoreKind.allCases)
    func `Every append has its positions to itself, without a gap`(
      kind: StoreKind
    ) async throws {
      let store = try kind.make()
      let receipts = try await all { number in
        let events = (0...number % 5).map { event("e.\($0)", "task:\(number)") }
        return (number, try await store.append(events))
      }
      let positions = receipts.flatMap { Array($0.1) }.sorted()
      #expect(positions == Array(1...UInt64(positions.count)))
      #expect(try await store.positions() == positions)
      for (number, receipt) in receipts {
        let own = try await store.read(Query(tags: ["task:\(number)"]))
        #expect(own.map(\.position) == Array(receipt))
        #expect(own.map(\.event.type) == (0...number % 5).map { "e.\($0)" })
      }
    }

    @Test(arguments: StoreKind.allCases)
    func `Who reads, decides and appends under a condition loses no change`(
      kind: StoreKind
    ) async throws {
      let store = try kind.make()
      let counter = Query(tags: ["counter"])
      let isDone = try await all { _ in
        // Each refusal means that another came first, and there are 63 others.
        for _ in 0..<64 {
          let last = try await store.read(counter, backwards: true, limit: 1).first
          let next = NewEvent(
            type: "counted", tags: ["counter"], data: [(last?.event.data.first ?? 0) + 1])
          let code = await store.refusal(
            of: [next], if: .noEvents(matching: counter, after: last?.position ?? 0))
          if code == nil { return true }
          try #require(code == .conditionFailed)
        }
        return false
      }
      #expect(!isDone.contains(false))
      #expect(try await store.read(counter).map(\.event.data) == (1...64).map { [$0] })
    }

    @Test(arguments: StoreKind.allCases)
    func `A reader never sees half an append`(kind: StoreKind) async throws {
      let store = try kind.make()
      let seen = try await all { number in
        if number % 2 == 0 {
          try await store.append((0..<7).map { event("e.\($0)", "x") })
        }
        return try await [
          store.read().count, store.read(Query(tags: ["x"]), backwards: true).count,
          Int(store.head()),
        ]
      }
      for counts in seen { #expect(counts.allSatisfy { $0 % 7 == 0 }, "\(counts)") }
      #expect(try await store.head() == 32 * 7)
    }
  }
}
