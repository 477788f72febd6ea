internal import Foundation

/// The files that ship with the package.
enum BotResources {
  /// A file that should ship with the package, and can't be read.
  struct Missing: Error, CustomStringConvertible {
    let name: String
    var description: String { "\(name) is missing from the resources of PortalBot" }
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    // Not `resourceURL`: Foundation takes a folder named Resources for the place of resources.
    let folder = Bundle.module.bundleURL
    let file = folder.appending(path: "Resources").appending(path: name)
    guard let data = try? Data(contentsOf: file) else { throw Missing(name: name) }
    return Array(data)
  }
}

extension MessageReader {
  /// With the formulary that ships with the package.
  ///
  /// - Throws: where the package's own files can't be read.
  public static func shipped() throws -> MessageReader {
    MessageReader(
      formulary: Formulary(parsing: try BotResources.text("formulary.tsv")),
      everydayWords: Set(try BotResources.text("everyday-words.txt").factLines()))
  }
}

extension IntentExample {
  /// The examples that ship with the package, intent by intent, and then those by which dangers alone are learnt.
  ///
  /// - Throws: where the package's own files can't be read.
  public static func shipped() throws -> [IntentExample] {
    try (Intent.allCases.map(\.rawValue) + dangersOnly).flatMap { label in
      read(try BotResources.text("Examples/\(label).txt"), label: label)
    }
  }
}

extension IntentModel {
  /// The model that ships with the package.
  ///
  /// - Throws: where the package's own files can't be read.
  public static func shipped() throws -> IntentModel {
    try IntentModel(decoding: try BotResources.bytes("model.bin"))
  }
}
