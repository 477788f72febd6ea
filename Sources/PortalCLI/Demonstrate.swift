import ArgumentParser
import EventStore
import Foundation
import Portal

struct Demonstrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Fill a store with the demonstration clinic.",
    discussion: "The store is made where it is missing. The clock (--now) decides the dates.")

  @OptionGroup var options: StoreOptions

  func run() async throws {
    if !FileManager.default.fileExists(atPath: options.path + "/data.mdb") {
      try EventLog.create(options.path, keys: options.keys, rootKey: try await options.rootKey)
    }
    let portal = try await options.portal()
    let progress = ProgressBar("Demonstration clinic")
    try await DemonstrationClinic.fill(portal, progress: progress.update)
    progress.finish()
    print("The demonstration clinic is in \(options.path): \(try portal.head()) events.")
    await portal.close()
  }
}
