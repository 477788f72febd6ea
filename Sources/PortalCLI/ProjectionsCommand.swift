import ArgumentParser
import Portal

/// `portal projections`: the read models.
struct ProjectionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projections", abstract: "The read models: how they stand, and making them anew.",
    discussion: """
      Read models are folds of the log, and are kept in the same transaction as each append. One \
      that has a fault stands still, alone, and all else goes on; a rebuild lifts that.
      """,
    subcommands: [Status.self, Rebuild.self])

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How each read model stands.",
      discussion: """
        The digest is of all rows, in whatever order: a rebuild of the same version at the same \
        position comes to the same. Reading them takes a while in a large store; --quick leaves \
        it out.
        """)

    @OptionGroup var options: StoreOptions
    @Flag(help: "Leave out the digest, for which every row is read.") var quick = false
    @Flag(help: "Print JSON, an object a read model.") var json = false

    func run() async throws {
      // As they stand: nothing is brought up to the log by looking at it.
      let portal = try await options.portal(catchUp: false)
      for name in Portal.readModels {
        let progress = ProgressBar(name)
        let status = try portal.status(
          ofReadModel: name, withDigest: !quick, progress: progress.update)
        progress.finish()
        print(try json ? JSONLine.encode(status) : Self.text(status))
      }
      await portal.close()
    }

    private static func text(_ status: ReadModelStatus) -> String {
      var parts = [
        status.name, "v\(status.version)", status.state.rawValue,
        "\(status.position) of \(status.head)", "\(status.rows) rows",
      ]
      if let digest = status.digest { parts.append(digest) }
      if let done = status.rebuiltUpTo { parts.append("made anew up to \(done)") }
      if let fault = status.fault {
        parts.append("fault at position \(fault.position): \(fault.reason)")
      }
      return parts.joined(separator: "  ")
    }
  }

  struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make read models anew from the log.",
      discussion: """
        The new rows are made beside those in force, which can be read and kept meanwhile, and take \
        their place in one step. A rebuild that was cut off changes nothing; the next one goes on \
        where it stopped.
        """)

    @Argument(help: "Which; see 'portal projections status'.") var names: [String] = []
    @Flag(help: "Every one.") var all = false
    @OptionGroup var options: StoreOptions
    @Flag(help: "Print JSON, an object a read model.") var json = false

    func validate() throws {
      guard names.isEmpty == all else {
        throw ValidationError("name the read models to make anew, or say --all")
      }
    }

    func run() async throws {
      let portal = try await options.portal(catchUp: false)
      for name in all ? Portal.readModels : names {
        let progress = ProgressBar(name)
        do {
          try portal.rebuildReadModel(name) { progress.update(Int($0), Int($1)) }
        } catch {
          progress.finish()
          throw error
        }
        progress.finish()
        let status = try portal.status(ofReadModel: name)
        print(
          try json
            ? JSONLine.encode(status)
            : "\(name) was made anew: \(status.rows) rows, \(status.digest ?? "")")
      }
      await portal.close()
    }
  }
}
