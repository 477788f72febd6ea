// swift-tools-version:6.2
import PackageDescription

let eventStore = Target.Dependency.product(name: "EventStore", package: "portal")

let package = Package(
  name: "Examples", dependencies: [.package(name: "portal", path: "..")],
  targets: [.executableTarget(name: "Courses", dependencies: [eventStore])])
