import ArgumentParser
import Foundation
import PortalBot

/// `portal bot`: what the bot learns from.
struct BotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bot",
    abstract: "Train what the bot understands, and measure it.",
    subcommands: [BotTrain.self, BotEvaluate.self, BotBenchmark.self])

  /// Sentences from a table (`intent<TAB>text` a line), or from a folder of files that are named
  /// after their intents.
  static func examples(at path: String) throws -> [IntentExample] {
    let manager = FileManager.default
    guard let kind = try? manager.attributesOfItem(atPath: path)[.type] as? FileAttributeType else {
      throw Complaint("\(path) is not there; name a table or a folder of sentences")
    }
    guard kind == .typeDirectory else {
      let (examples, fault) = IntentExample.read(table: try text(of: path))
      if let fault { throw Complaint("\(path), line \(fault): write intent<TAB>text") }
      return examples
    }
    let names = try manager.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".txt") }
    return try names.sorted().flatMap { name in
      let intent = String(name.dropLast(4))
      guard Intent(rawValue: intent) != nil else {
        throw Complaint("\(path)/\(name): there is no intent of this name")
      }
      return IntentExample.read(try text(of: "\(path)/\(name)"), label: intent)
    }
  }

  /// The model in a file, or the one that ships.
  static func understander(model path: String?) throws -> Understander {
    guard let path else { return .standard }
    do {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      return Understander(reader: try .shipped(), model: try IntentModel(decoding: bytes))
    } catch is IntentModelError {
      throw Complaint("\(path) is no model of this version; make one with 'portal bot train'")
    }
  }

  static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

  private static func text(of path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Complaint("\(path) can't be read")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
