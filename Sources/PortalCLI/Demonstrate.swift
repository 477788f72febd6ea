import ArgumentParser
import EventStore
import Foundation
import Portal

struct Demonstrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Fill a store with the demonstration clinic.",
    discussion: """
      The store is made where it is missing. The clock (--now) decides the dates. The people whom \
      scripts and tests rely on are always there; --patients adds others, the same ones for the \
      same seed and day.
      """)

  @Option(help: ArgumentHelp("How many more patients.", valueName: "n")) var patients = 0
  @Option(help: ArgumentHelp("Makes other patients of the same kind.", valueName: "n"))
  var seed: UInt64 = 1
  @OptionGroup var options: StoreOptions

  func validate() throws {
    guard (0...10_000_000).contains(patients) else {
      throw ValidationError("--patients takes a number from 0 to 10000000")
    }
  }

  func run() async throws {
    if !FileManager.default.fileExists(atPath: options.path + "/data.mdb") {
      try EventLog.create(options.path, keys: options.keys, rootKey: try await options.rootKey)
    }
    let portal = try await options.portal()
    let progress = ProgressBar("Demonstration clinic")
    try await DemonstrationClinic.fill(
      portal, patients: patients, seed: seed, progress: progress.update)
    progress.finish()
    print("The demonstration clinic is in \(options.path): \(try portal.head()) events.")
    await portal.close()
  }
}
