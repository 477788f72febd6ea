import Foundation
import Testing

/// The arrows of the house: what each module may import of ours. The compiler lets transitive
/// imports through, so the import lines are read.
@Suite struct ImportTests {
  static let allowed: [String: Set<String>] = [
    "LMDB": ["CLMDB"],
    "Crypto": ["CSodium"],
    "EventStore": ["LMDB", "PortalCrypto"],
    "PortalDomain": [],
    "Projections": ["EventStore", "LMDB", "PortalDomain"],
    "Portal": ["EventStore", "PortalCrypto", "PortalDomain", "Projections"],
    "PortalFHIR": ["Portal", "PortalDomain"],
    "PortalAnalytics": ["EventStore", "PortalDomain"],
    "PortalBot": ["Portal", "PortalDomain"],
    "PortalServer": ["Portal", "PortalBot", "PortalDomain"],
    "PortalCLI": [
      "EventStore", "Portal", "PortalAnalytics", "PortalBot", "PortalDomain", "PortalFHIR",
      "PortalServer",
    ],
  ]

  /// `Crypto` is a folder of ours, whose module is called otherwise, and a library of Apple's.
  static let ours = Set(allowed.keys).union(["PortalCrypto", "CLMDB", "CSodium"])
    .subtracting(["Crypto"])
  /// Libraries that stay in one place.
  static let confined = [
    "GRDB": "PortalAnalytics", "Hummingbird": "PortalServer", "ArgumentParser": "PortalCLI",
  ]

  static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources")

  static func imports(of module: String) throws -> [(file: String, import: String)] {
    let folder = sources.appendingPathComponent(module)
    let files =
      FileManager.default.enumerator(atPath: folder.path)?
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
    return try files.flatMap { file in
      try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        .split(separator: "\n")
        .compactMap { line in
          let words = line.split(separator: " ")
          guard let index = words.firstIndex(of: "import"), index <= 1, words.count > index + 1
          else { return nil }
          return ("\(module)/\(file)", String(words[index + 1]))
        }
    }
  }

  @Test(arguments: allowed.keys.sorted())
  func `A module imports only what the house's picture allows`(module: String) throws {
    let imports = try Self.imports(of: module)
    #expect(!imports.isEmpty, "no file of \(module) was read")
    for (file, name) in imports {
      if Self.ours.contains(name) {
        #expect(Self.allowed[module]?.contains(name) == true, "\(file) imports \(name)")
      }
      if let home = Self.confined[name] {
        #expect(home == module, "\(file) imports \(name), which stays in \(home)")
      }
    }
  }

  @Test func `Every module of the sources is in the picture`() throws {
    let modules = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(Set(modules) == Set(Self.allowed.keys).union(["CLMDB", "CSodium"]))
  }
}
