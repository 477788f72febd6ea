import Foundation
import PortalDomain
import Testing

/// The JSON of events is the storage format. `Tests/Fixtures/events-v1` holds one of every event that
/// was ever released, a file `NAME.json` each: sorted keys, dates by ISO 8601, on one line. A file is
/// never changed: whoever must change an event makes a new version of it, and retires the old one.
@Suite struct GoldenEventTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/events-v1")
  static let current = EventCatalogue.types.map { $0.name }.sorted()
  static let retired = EventCatalogue.retired.map { $0.name }.sorted()

  @Test func `Every event has a golden file, and every golden file its event`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
    let events = Set(Self.current + Self.retired)
    for name in events.subtracting(files).sorted() {
      Issue.record("\(name) has no golden file: write Tests/Fixtures/events-v1/\(name).json")
    }
    for name in Set(files).subtracting(events).sorted() {
      Issue.record("there is a golden file of \(name), but no event of that name any more")
    }
  }

  @Test(arguments: current)
  func `A golden event is read, and written to the same bytes`(name: String) throws {
    // That there is a file is the other test's matter.
    guard let golden = try? golden(name) else { return }
    let type = try #require(EventCatalogue.type(named: name))
    let event = try Self.decoder.decode(type, from: golden)
    #expect(String(decoding: try encode(event), as: UTF8.self) == text(golden))
    #expect(Set(event.tags).count == event.tags.count && !event.tags.isEmpty)
  }

  @Test(arguments: retired)
  func `A golden event of an earlier release is lifted to an event of today`(name: String) throws {
    guard let golden = try? golden(name) else { return }
    let event = try EventCatalogue.known.event(named: name) {
      try Self.decoder.decode($0, from: golden)
    }
    #expect(event.map { Self.current.contains(type(of: $0).name) } == true)
  }

  private static let decoder = {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }()

  private func golden(_ name: String) throws -> Data {
    try Data(contentsOf: Self.folder.appending(path: name + ".json"))
  }

  private func text(_ golden: Data) -> String {
    String(decoding: golden, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  private func encode(_ event: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return try encoder.encode(event)
  }
}
