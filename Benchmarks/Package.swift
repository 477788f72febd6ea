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
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .executableTarget(
      name: "bench", dependencies: ["CSQLite", eventStore, argumentParser], path: "Sources/Bench",
      swiftSettings: strict),
    .executableTarget(
      name: "Pieces",
      dependencies: [eventStore, .product(name: "Benchmark", package: "benchmark")],
      path: "Pieces", packageAccess: false, swiftSettings: strict + insideKernel,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
