import ArgumentParser
import Foundation
import Portal
import PortalDomain

struct ReportsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports", abstract: "Reports of radiology and pathology.",
    subcommands: [Post.self, Amend.self])

  struct Post: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Post a report that arrived.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Option(help: "radiology or pathology.") var kind: Records.Kind
    @Option(help: "What was done: Chest X-ray.") var title: String
    @Option(help: "What it comes to.") var impression: String
    @Option(help: "What was seen.") var findings = ""
    @Option(help: "When it was done (default: now).") var performed: InstantArgument?
    @Option(help: "Who wrote it.") var author: String?
    @Option(help: "Its id (default: a new one).") var id: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let report = Records.Report(
        kind: kind, title: title, performedAt: performed?.value ?? desk.portal.context.now,
        author: author, findings: findings, impression: impression)
      try await desk.add(id, Records.Command.receiveReport, try desk.patient(patient), report)
    }
  }

  struct Amend: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Add something below a report or a note, which itself stays as it was.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The id of the report or note.") var id: String
    @Option(help: "What is added.") var text: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Records.self,
        .amend(try desk.patient(patient), RecordID(id), text: text, by: try desk.signature))
    }
  }
}

struct NotesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notes", abstract: "Notes of visits.", subcommands: [Post.self])

  struct Post: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Post the signed note of a visit.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Option(help: "What the visit was for.") var title: String
    @Option(help: "The note.") var text: String
    @Option(help: "What the patient is to do.") var instructions: String?
    @Option(help: "When the visit was (default: now).") var visit: InstantArgument?
    @Option(help: "Who wrote it (default: you).") var author: String?
    @Option(help: "Its id (default: a new one).") var id: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let note = Records.Note(
        title: title, visitAt: visit?.value ?? desk.portal.context.now,
        author: try author ?? desk.signature, text: text, instructions: instructions)
      try await desk.add(id, Records.Command.addNote, try desk.patient(patient), note)
    }
  }
}

struct DocumentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "documents", abstract: "Letters and scans.", subcommands: [Add.self])

  struct Add: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Seal a file with the patient's key and put it into the record.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The file.") var file: String
    @Option(help: "What it is: Referral letter.") var title: String
    @Option(help: "Its type: application/pdf.") var type: String
    @Option(help: "When it was written (default: now).") var written: InstantArgument?
    @Option(help: "Its id (default: a new one).") var id: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      let (attachment, byteCount) = try await desk.attach(file, of: patient)
      do {
        let document = Records.Document(
          title: title, mediaType: type, attachment: attachment, byteCount: byteCount,
          writtenAt: written?.value ?? desk.portal.context.now)
        try await desk.add(id, Records.Command.addDocument, patient, document)
      } catch {
        try desk.portal.removeAttachment(attachment, of: patient)
        throw error
      }
    }
  }
}

extension StaffDesk {
  /// Seals a file for a patient. A name may say something of a patient, so no error repeats it.
  func attach(
    _ file: String, of patient: PatientID
  ) async throws -> (id: AttachmentID, byteCount: Int) {
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw Complaint("the file to attach can't be opened; check its name")
    }
    return try await portal.attach(contentsOf: handle, of: patient)
  }
}
