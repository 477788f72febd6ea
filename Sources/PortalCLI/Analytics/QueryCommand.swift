import ArgumentParser
import EventStore
import Foundation
import Portal
import PortalAnalytics
import PortalDomain

/// `portal query`: questions in SQL.
struct QueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Ask the analysts' tables a question in SQL.",
    discussion: """
      The tables hold nobody's name: people are numbers, their days are moved, and their texts aren't \
      there; 'portal analytics schema' prints them. They are brought up to date first. Only SELECT is \
      answered. Each question is recorded: who asked what, and how many rows came.

      Without a question, it asks for one after the other.

      --identified adds a table, identities, that says who the patients are. It takes an administrator \
      and a purpose, is recorded as an access to every patient's record, and stays in memory.
      """)

  @Argument(help: "A SELECT statement.") var sql: String?
  @Option(help: "table, csv, json or ndjson; a table on a terminal, else csv.")
  var format: QueryOutput.Format?
  @Flag(help: "The same as --format ndjson.") var json = false
  @Option(help: ArgumentHelp("How many rows at most.", valueName: "n")) var rows = 100_000
  @Option(help: ArgumentHelp("For how many seconds at most.", valueName: "n")) var seconds = 30.0
  @Flag(help: "Say who the patients are; needs --as and --purpose.") var identified = false
  @Option(help: "Why who the patients are is to be seen.") var purpose: String?
  @Option(name: .customLong("as"), help: ArgumentHelp("Who you are.", valueName: "name"))
  var name: String?
  @Option(
    name: .customLong("password-fd"),
    help: ArgumentHelp(
      "Read your password from a file descriptor: its first line (or PORTAL_STAFF_PASSWORD).",
      valueName: "n"))
  var passwordDescriptor: Int32?
  @OptionGroup var options: StoreOptions

  func validate() throws {
    try PassphrasePrompt.check(passwordDescriptor)
    guard rows > 0, seconds > 0 else {
      throw ValidationError("--rows and --seconds must be more than nothing")
    }
    guard identified == (purpose != nil), !identified || name != nil else {
      throw ValidationError(
        "--identified needs --as and --purpose, and --purpose needs --identified")
    }
    if purpose?.isEmpty == true { throw ValidationError("please say what the purpose is") }
  }

  func run() async throws {
    let portal = try await options.portal()
    do { try await run(on: portal) } catch {
      await portal.close()
      throw error
    }
    await portal.close()
  }

  private func run(on portal: Portal) async throws {
    let analyst = try await Analyst(
      name, on: portal, password: passwordDescriptor, mustBeAdministrator: identified)
    let file = try AnalyticsStore(options.analyticsPath)
    let progress = ProgressBar("Tables")
    try file.catchUp(with: portal.eventLog) { progress.update(Int($0), Int($1)) }
    progress.finish()
    let session = QuerySession(
      portal: portal, store: identified ? try await named(file, portal, analyst) : file,
      analyst: analyst, purpose: purpose, limits: QueryLimits(seconds: seconds, rows: rows),
      format: json ? .ndjson : format ?? (isatty(STDOUT_FILENO) == 1 ? .table : .csv))
    if let sql { try await session.answer(sql) } else { try await QueryPrompt(session).run() }
  }

  /// The tables with who the patients are, after it was recorded that they are seen.
  private func named(
    _ file: AnalyticsStore, _ portal: Portal, _ analyst: Analyst
  ) async throws -> AnalyticsStore {
    let (store, patients) = try file.identified(by: portal.eventLog)
    try await portal.noteAccess(
      toEach: patients, Set(Disclosures.Matter.allCases), for: .operations, as: analyst.origin)
    return store
  }
}

extension StoreOptions {
  /// The analysts' file.
  var analyticsPath: String { path + "/analytics.sqlite" }
}

/// Who asks.
struct Analyst {
  let name: String
  let origin: Origin

  /// - Parameters:
  ///   - name: one of the staff; whom the operating system knows where none is given.
  ///   - mustBeAdministrator: whether nobody else may.
  init(
    _ name: String?, on portal: Portal, password descriptor: Int32?, mustBeAdministrator: Bool
  ) async throws {
    guard let name else {
      self.name = NSUserName()
      origin = Origin(actor: .system, channel: .system)
      return
    }
    let member = try await portal.signInStaff(name) {
      try StaffSecret.read(
        from: descriptor, variable: "PORTAL_STAFF_PASSWORD", asking: "Password of \(name): ")
    }
    if mustBeAdministrator, !member.roles.contains(.administrator) {
      throw Complaint("only an administrator may see who the patients are; ask one")
    }
    self.name = member.name.value
    origin = Origin(actor: .staff(member.name.value), channel: .staff)
  }
}
