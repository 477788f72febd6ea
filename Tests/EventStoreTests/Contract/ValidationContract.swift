import EventStore
import TestSupport
import Testing

extension StoreContract {
  @Suite struct Validation {
    private static let tooLong = String(repeating: "a", count: 256)
    private static let tooLongInBytes = String(repeating: "ü", count: 128)

    static let refused: [(what: String, event: NewEvent)] = [
      ("no type", NewEvent(type: "", data: [])),
      ("a long type", NewEvent(type: tooLong, data: [])),
      ("a type long in bytes", NewEvent(type: tooLongInBytes, data: [])),
      ("a type with NUL", NewEvent(type: "a\0", data: [])),
      ("an empty tag", NewEvent(type: "a", tags: ["x", ""], data: [])),
      ("a long tag", NewEvent(type: "a", tags: [tooLong], data: [])),
      ("a tag long in bytes", NewEvent(type: "a", tags: [tooLongInBytes], data: [])),
      ("a tag with NUL", NewEvent(type: "a", tags: ["a\0b"], data: [])),
      ("61 tags", NewEvent(type: "a", tags: (0...60).map { "t:\($0)" }, data: [])),
      ("61 times a tag", NewEvent(type: "a", tags: Array(repeating: "t", count: 61), data: [])),
      ("an empty subject", NewEvent(type: "a", subject: "", data: [])),
      ("a long subject", NewEvent(type: "a", subject: Subject(tooLong), data: [])),
      ("a subject with NUL", NewEvent(type: "a", subject: "a\0b", data: [])),
      (
        "more than 16 MiB",
        NewEvent(type: "a", metadata: [1], data: Array(repeating: 0, count: 16 << 20))
      ),
    ]

    @Test(arguments: StoreKind.allCases, refused.indices)
    func `An event that can't be stored is refused, and its neighbours with it`(
      kind: StoreKind, index: Int
    ) async throws {
      let store = try kind.make()
      let (what, bad) = Self.refused[index]
      let code = await store.refusal(of: [event("a"), bad, event("b")], command: "c1")
      #expect(code == .invalid, "\(what)")
      #expect(try await store.head() == 0)
      #expect(try await store.append([event("c")], command: "c1") == 1..<2)
    }
  }
}
