import Foundation
import Testing

/// The conversations in the folder `Dialogues`; its README says how they are written.
@Suite struct DialogueTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Dialogues")

  static let files: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
    .filter { $0.hasSuffix(".txt") }.sorted() ?? []

  @Test func `There are at least 150 dialogues`() { #expect(Self.files.count >= 150) }

  @Test(arguments: files)
  func `A dialogue goes as written`(file: String) async throws {
    let lines = try String(contentsOf: Self.folder.appendingPathComponent(file), encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let stage = try await DialogueStage()
    for (number, line) in lines.enumerated() {
      try await stage.play(line, at: "\(file):\(number + 1)")
    }
  }
}
