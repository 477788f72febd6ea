// swift-tools-version:6.2
import PackageDescription

/// The settings of every target of ours, said once.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// The kernel lends out bytes whose lifetime the compiler checks.
let kernel = strict + [.enableExperimentalFeature("Lifetimes")]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let subprocess = [
  Target.Dependency.product(name: "Subprocess", package: "swift-subprocess"),
  .product(name: "SystemPackage", package: "swift-system"),
]
/// What the server is made of, beside the portal.
let server =
  [hummingbird] + [
    Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client"),
    .product(name: "Configuration", package: "swift-configuration"),
    .product(name: "HummingbirdTLS", package: "hummingbird"),
    .product(name: "Metrics", package: "swift-metrics"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
  ]
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
  name: "portal",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "portal", targets: ["PortalCLI"]),
    .library(name: "EventStore", targets: ["EventStore"]),
    .library(name: "Portal", targets: ["Portal"]),
    .library(name: "PortalBot", targets: ["PortalBot"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(
      url: "https://github.com/apple/swift-configuration", from: "1.4.0",
      traits: [.defaults, "CommandLineArguments"]),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // The C libraries.
    .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),

    // The kernel.
    .target(name: "LMDB", dependencies: ["CLMDB"], swiftSettings: kernel),
    .target(
      name: "PortalCrypto",
      dependencies: ["CSodium", crypto],
      path: "Sources/Crypto",
      swiftSettings: kernel),
    .target(name: "EventStore", dependencies: ["LMDB", "PortalCrypto"], swiftSettings: kernel),

    // The portal.
    .target(name: "PortalDomain", swiftSettings: strict),
    .target(
      name: "Projections", dependencies: ["EventStore", "LMDB", "PortalDomain"],
      swiftSettings: strict),
    .target(
      name: "Portal", dependencies: ["EventStore", "PortalCrypto", "PortalDomain", "Projections"],
      resources: [.copy("Resources")], swiftSettings: strict),
    .target(
      name: "PortalFHIR", dependencies: ["Portal", "PortalDomain"], swiftSettings: strict),
    .target(
      name: "PortalAnalytics",
      dependencies: ["EventStore", "PortalDomain", "Projections", grdb, sqlite, crypto],
      swiftSettings: strict),
    .target(
      name: "PortalBot", dependencies: ["Portal", "PortalDomain"],
      resources: [.copy("Resources")], swiftSettings: strict),
    .target(
      name: "PortalServer",
      dependencies: ["Portal", "PortalBot", "PortalDomain", crypto, logging] + server + subprocess,
      swiftSettings: strict),
    .executableTarget(
      name: "PortalCLI",
      dependencies: [
        "EventStore", "Portal", "PortalAnalytics", "PortalBot", "PortalDomain", "PortalFHIR",
        "PortalServer", argumentParser, logging,
      ] + subprocess,
      swiftSettings: strict),

    // The tests.
    .target(
      name: "TestSupport", dependencies: ["EventStore", "LMDB", "Portal"],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .testTarget(
      name: "PortalServerTests",
      dependencies: [
        "PortalAnalytics", "PortalServer", "TestSupport",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ],
      swiftSettings: strict),
  ]
    + [
      ("LMDBTests", ["LMDB"]),
      ("CryptoTests", ["PortalCrypto"]),
      ("EventStoreTests", ["EventStore", "LMDB", "PortalCrypto"]),
      ("PortalDomainTests", ["PortalDomain"]),
      ("ProjectionTests", ["Projections", "EventStore", "LMDB", "PortalDomain"]),
      ("PortalTests", ["Portal", "EventStore", "LMDB", "PortalDomain", "Projections"]),
      ("PortalFHIRTests", ["PortalFHIR", "Portal", "PortalDomain"]),
      (
        "PortalAnalyticsTests",
        ["PortalAnalytics", "EventStore", "Portal", "PortalDomain", "Projections"]
      ),
      ("PortalBotTests", ["PortalBot", "EventStore", "Portal", "PortalDomain"]),
      (
        "PortalCLITests",
        [
          "PortalCLI", "EventStore", "LMDB", "Portal", "PortalAnalytics", "PortalBot",
          "PortalCrypto",
          "PortalDomain", "Projections",
        ]
      ),
    ].map { name, modules in
      .testTarget(
        name: name,
        dependencies: ["TestSupport"] + modules.map { .target(name: $0) }
          + (name == "PortalAnalyticsTests" ? [grdb] : []),
        exclude: name == "PortalBotTests" ? ["Dialogues", "Understanding/HeldOut"] : [],
        swiftSettings: strict)
    },
  swiftLanguageModes: [.v6]
)
