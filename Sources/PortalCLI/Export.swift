import ArgumentParser
import Foundation
import Portal
import PortalDomain
import PortalFHIR

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a patient's record: FHIR R4, text or CSV.",
    discussion: """
      Everything that is released to the patient, in one file. That it was written is recorded before \
      any of it is.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case fhir, text, csv
  }

  @Argument(help: "The patient: id, clinic number or phone.") var patient: String
  @Option(help: "fhir, text or csv.") var format = Format.fhir
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
        to: patient, Set(Disclosures.Matter.recordMatters), for: .patientRequest,
        as: Origin(actor: name.map { .staff($0) } ?? .system, channel: .staff))
      try file.write(contentsOf: try content(try portal.record(of: patient)))
    } catch {
      await portal.close()
      throw error
    }
    await portal.close()
  }

  private func content(_ record: PatientRecord) throws -> Data {
    switch format {
    case .fhir: try BundleWriter.bundle(of: record)
    case .text: Data(record.text().utf8)
    case .csv: Data(record.csv().utf8)
    }
  }

  /// A new file, the owner's alone, or standard output.
  private func output() throws -> FileHandle {
    guard let out else { return .standardOutput }
    let descriptor = unsafe open(out, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      guard errno != EEXIST else {
        throw Complaint("the file of --out exists already; name another")
      }
      let why = unsafe String(cString: strerror(errno))
      throw Complaint("the file of --out can't be made: \(why); name another")
    }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}

extension Disclosures.Matter {
  /// What a whole record shows.
  fileprivate static let recordMatters: [Disclosures.Matter] = [
    .account, .documents, .medicines, .messages, .notes, .reports, .results, .summary,
  ]
}
