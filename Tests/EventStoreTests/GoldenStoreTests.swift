import EventStore
import Foundation
import TestSupport
import Testing

/// Stores of every released format, as the programs of their time wrote them, are opened and read.
/// That of format 2 was left in a crash: 15 of its 40 events are in the journal alone.
@Suite struct GoldenStoreTests {
  static let fixtures = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")

  @Test(arguments: ["store-v1", "store-v2"])
  func `A store of a released format is read and goes on`(name: String) async throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/store"
    for part in ["store", "store.keys"] {
      try FileManager.default.copyItem(
        atPath: Self.fixtures.path + "/" + name + "/" + part, toPath: folder.path + "/" + part)
    }
    // Git keeps no permissions, and a root key that others can read is refused.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: path + ".keys/root.key")
    let log = try EventLog.open(path)
    #expect(try log.head() == 40)
    #expect(try log.check().isEmpty)
    for (index, recorded) in try log.read().enumerated() {
      let number = index + 1
      let event = try #require(recorded.event)
      #expect(
        event.id.uuidString.hasSuffix(
          String(repeating: "0", count: number < 10 ? 11 : 10) + "\(number)"))
      #expect(event.type == ["course.created", "student.enrolled", "seat.taken"][number % 3])
      #expect(event.tags == ["course:c\(number % 4)", "student:s\(number % 7)"])
      #expect(event.subject == (number % 5 == 0 ? nil : Subject("s\(number % 7)")))
      #expect(recorded.time == Date(timeIntervalSince1970: 1_772_467_200))
      let data = String(decoding: event.data, as: UTF8.self)
      let text = String(repeating: "x", count: number * 17 % 300)
      #expect(data == "{\"number\":\(number),\"text\":\"\(text)\"}")
      #expect(String(decoding: event.metadata, as: UTF8.self) == "{\"n\":\(number)}")
    }
    let ofCourse = try log.read(Query(tags: ["course:c1"]), backwards: true, limit: 3)
    #expect(ofCourse.map(\.position) == [37, 33, 29])
    let again = NewEvent(
      type: "seat.taken", tags: ["course:c0"], metadata: [], data: Array("{}".utf8))
    await #expect(throws: LogError.self) { try await log.append([again], command: "c1") }
    #expect(try await log.append([again], command: "c41").last == 41)
    #expect(try log.check().isEmpty)
  }
}
