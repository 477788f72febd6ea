// swift-tools-version:6.2
import PackageDescription

/// The settings of the package above.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// The name under which the compiler knows the package above: SwiftPM makes it of the name of its
/// folder, which differs from clone to clone. A target that is compiled under the same name sees
/// what is `package` there, and so can measure a piece of the kernel by itself.
let kernelName: String = {
  let folder = Context.packageDirectory.split(separator: "/").dropLast().last ?? "portal"
  let name = folder.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
  return String(name.first?.isNumber == true ? ["_"] + name.dropFirst() : name)
}()
let insideKernel: [SwiftSetting] = [.unsafeFlags(["-package-name", kernelName])]

let eventStore = Target.Dependency.product(name: "EventStore", package: "portal")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "portal", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/ordo-one/benchmark.git", from: "1.38.1", traits: []),
  ],
  targets: [
    // The headers of SQLite 3. SQLCipher has the same functions, so whoever links decides.
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(
      name: "CRocksDB", pkgConfig: "rocksdb", providers: [.apt(["librocksdb-dev"])]),

    .target(name: "Floor", dependencies: [eventStore], swiftSettings: strict),
    .target(name: "PeerKit", dependencies: [argumentParser, eventStore], swiftSettings: strict),
    .target(
      name: "SQLitePeers", dependencies: ["CSQLite", "PeerKit", eventStore], swiftSettings: strict),

    .executableTarget(
      name: "bench",
      dependencies: ["CRocksDB", "Floor", "PeerKit", "SQLitePeers", argumentParser, eventStore],
      path: "Sources/Bench", swiftSettings: strict,
      linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "bench-sqlcipher", dependencies: ["PeerKit", "SQLitePeers", argumentParser],
      path: "Sources/BenchSQLCipher", swiftSettings: strict,
      linkerSettings: [.linkedLibrary("sqlcipher")]),

    .executableTarget(
      name: "Pieces",
      dependencies: ["Floor", eventStore, .product(name: "Benchmark", package: "benchmark")],
      path: "Pieces", packageAccess: false, swiftSettings: strict + insideKernel,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
