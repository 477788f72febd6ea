import ArgumentParser
import Foundation
import Portal
import PortalDomain
import PortalFHIR

struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take in records: FHIR R4 transaction bundles.",
    discussion: """
      Every file is checked as a whole before anything of it is stored; a damaged one is refused \
      with the place of the fault. What is here already is not taken twice.
      """)

  @Argument(help: "The files.") var files: [String]

  @OptionGroup var options: StoreOptions

  @Flag(help: "Print JSON, an object a file.") var json = false

  func run() async throws {
    let portal = try await options.portal()
    // All files are read before the first is stored.
    let plans = try files.map { file in (file, try Self.plan(file)) }
    let progress = ProgressBar("Importing")
    var taken: [String: Int] = [:]
    var left: [String: Int] = [:]
    var added = 0
    for (index, (file, plan)) in plans.enumerated() {
      progress.update(index, plans.count)
      let new = try await portal.importRecords(
        plan.events, as: Origin(actor: .system, channel: .feed))
      added += new
      taken.merge(plan.taken, uniquingKeysWith: +)
      left.merge(plan.left, uniquingKeysWith: +)
      if json {
        progress.finish()
        print(
          try JSONLine.encode(
            Report(file: file, taken: plan.taken, left: plan.left, events: new)))
      }
    }
    progress.finish()
    await portal.close()
    if !json { Self.show(taken, left, added) }
  }

  private static func plan(_ file: String) throws -> ImportPlan {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Complaint("\(file) can't be read; nothing was imported")
    }
    do throws(FHIRError) {
      return try BundleReader.plan(data)
    } catch {
      throw Complaint("\(file) is damaged at \(error); nothing was imported")
    }
  }

  private static func show(_ taken: [String: Int], _ left: [String: Int], _ added: Int) {
    let types = Set(taken.keys).union(left.keys).sorted()
    let width = (types.map(\.count).max() ?? 0) + 2
    print("resource".padding(toLength: width, withPad: " ", startingAt: 0) + "taken   left")
    for type in types {
      let counts = [taken[type] ?? 0, left[type] ?? 0].map { count in
        String(repeating: " ", count: max(0, 5 - String(count).count)) + String(count)
      }
      print(
        type.padding(toLength: width, withPad: " ", startingAt: 0)
          + counts.joined(separator: "  "))
    }
    print(added == 0 ? "Nothing new: all of it was here already." : "New events: \(added).")
  }

  private struct Report: Encodable {
    let file: String
    let taken: [String: Int]
    let left: [String: Int]
    let events: Int
  }
}
