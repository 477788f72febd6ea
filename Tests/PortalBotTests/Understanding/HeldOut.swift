import Foundation

@testable import PortalBot

/// Sentences by people who had seen no training sentence, and that no training sees.
///
/// Each folder of `HeldOut/` is a set by somebody else, named by the order in which they came. The first
/// five became training sentences when a newer one was there to measure by.
enum HeldOut {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "HeldOut")

  /// The lines of a file in the folder.
  static func lines(_ name: String) throws -> [String] {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init)
  }

  /// The sentences of a set, in a language.
  ///
  /// - Parameters:
  ///   - set: its folder.
  ///   - file: `sentences`, which are English, or `spanish`.
  static func sentences(_ set: String, _ file: String = "sentences") throws -> [IntentExample] {
    IntentExample.read(table: try lines("\(set)/\(file).tsv").joined(separator: "\n")).examples
  }

  /// The sets, by their folders.
  static let sets = ["Sixth", "Seventh"]

  /// The English sentences of a set that serves as a sample of what people write.
  static let sample = (try? sentences("Sixth")) ?? []

  /// The same, with what is said in danger, what only sounds like it, and Spanish.
  static let texts =
    sample.map(\.text) + ((try? sentences("Sixth", "spanish")) ?? []).map(\.text)
    + ((try? lines("Sixth/emergencies.txt") + lines("Sixth/harmless.txt")) ?? [])
}
