import ArgumentParser
import EventStore
import Foundation
import Logging
import Portal
import PortalDomain
import PortalServer

/// Which store, and what time it is: the options of every command that opens one.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store's folder (default: ./portal-data, or PORTAL_STORE).", valueName: "dir"))
  var store: String?

  @Option(
    help: ArgumentHelp("The folder of its keys (default: beside the store).", valueName: "dir"))
  var keys: String?

  @OptionGroup var root: RootKeyOptions

  @Option(
    help: ArgumentHelp(
      "Freezes the clock, for tests and demonstrations: 2026-03-01T15:00:00Z.",
      valueName: "instant"),
    transform: Self.instant)
  var now: Date?

  @Option(
    name: .customLong("checkpoint"),
    help: ArgumentHelp(
      "A checkpoint that you kept: a log that doesn't contain it is refused. Can be given again.",
      valueName: "file"))
  var checkpoints: [String] = []

  /// The store's folder.
  var path: String {
    store ?? ProcessInfo.processInfo.environment["PORTAL_STORE"] ?? "./portal-data"
  }

  /// The folder of its keys.
  var keysFolder: String { keys ?? EventLog.defaultKeys(for: path) }

  /// Where its root key comes from.
  var rootKey: RootKeySource {
    get async throws(LogError) { try await root.source(keys: keysFolder) }
  }

  /// Whether the store was named, or stands at its default place.
  var isNamedOrPresent: Bool {
    store != nil || ProcessInfo.processInfo.environment["PORTAL_STORE"] != nil
      || FileManager.default.fileExists(atPath: path)
  }

  var clock: @Sendable () -> Date {
    guard let now else { return { Date() } }
    return { now }
  }

  /// Opens the portal on the store.
  ///
  /// - Parameters:
  ///   - catchUp: whether read models that are behind the log are brought up to it.
  ///   - codeSender: takes one-time codes to the patients.
  func portal(
    catchUp: Bool = true, codeSender: (any CodeSender)? = nil
  ) async throws -> Portal {
    let progress = ProgressBar("Read models")
    defer { progress.finish() }
    var readModels = ReadModelOptions()
    readModels.catchUpAtOpening = catchUp
    readModels.progress = { _, done, total in progress.update(Int(done), Int(total)) }
    let clinic = ClinicProfile()
    // Whoever moves the clinic's money moves it for every command.
    let payments = try OutboundSettings.fromEnvironment(clinic: clinic, logger: Self.logger)
      .payments
    let portal = try Portal(
      opening: path, keys: keys, rootKey: try await rootKey, clinic: clinic, payments: payments,
      readModels: readModels,
      codeSender: codeSender, clock: clock)
    for file in checkpoints { try portal.check(checkpointIn: file) }
    return portal
  }

  /// Takes what a command can't do for the moment, on standard error.
  static let logger = Logger(label: "portal") { label in
    var handler = StreamLogHandler.standardError(label: label)
    handler.logLevel = .warning
    return handler
  }

  /// Opens the log alone.
  ///
  /// - Parameter isChecked: whether it must contain the checkpoints that were named.
  func log(checked isChecked: Bool = true) async throws(LogError) -> EventLog {
    var options = EventLog.Options()
    options.clock = clock
    options.rootKey = try await rootKey
    let log = try EventLog.open(path, keys: keys, options: options)
    if isChecked { for file in checkpoints { try log.check(checkpointIn: file) } }
    return log
  }

  private static func instant(_ text: String) throws -> Date {
    for style in [
      Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true),
    ] {
      if let date = try? style.parse(text) { return date }
    }
    throw ValidationError("'\(text)' is no instant; write it like 2026-03-01T15:00:00Z")
  }
}
