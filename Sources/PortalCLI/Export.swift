import ArgumentParser
import Foundation
import Portal
import PortalBot
import PortalDomain

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a patient's record: FHIR R4, text or CSV.",
    discussion: """
      Everything that is released to the patient, in one file. That it was written is recorded before \
      any of it is.
      """)

  @Argument(help: "The patient: id, clinic number or phone.") var patient: String
  @Option(help: "fhir, text or csv.") var format = RecordFile.Format.fhir
  @Option(
    help: ArgumentHelp(
      "A file that doesn't exist yet (default: standard output).", valueName: "file")
  )
  var out: String?
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Who of the staff you are, for the accounting.", valueName: "name"))
  var name: String?
  @OptionGroup var options: StoreOptions

  func run() async throws {
    let portal = try await options.portal()
    do {
      let patient = try portal.patient(named: patient)
      let file = try output()
      try await portal.noteAccess(
        to: patient, Disclosures.wholeRecord, for: .patientRequest,
        as: Origin(actor: name.map { .staff($0) } ?? .system, channel: .staff))
      try file.write(
        contentsOf: try RecordFile(record: try portal.record(of: patient), format: format).content()
      )
    } catch {
      await portal.close()
      throw error
    }
    await portal.close()
  }

  /// A new file, or standard output.
  private func output() throws -> FileHandle {
    try out.map { try RecordFile.create($0, called: "the file of --out") } ?? .standardOutput
  }
}
