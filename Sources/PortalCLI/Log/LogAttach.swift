import ArgumentParser
import EventStore
import Foundation

/// Seals a file and keeps it beside the log.
struct LogAttach: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Seal a file and keep it beside the log.",
    discussion: """
      It prints what the attachment is read by. The log doesn't know it: append an event that names \
      it.
      """)

  @Argument(help: "The file; '-' for standard input.") var file: String
  @Option(help: ArgumentHelp("With whom it is erased.", valueName: "name")) var subject: String
  @Option(help: ArgumentHelp("How large it may be, in MiB.", valueName: "size"))
  var limit = Attachment.defaultLimit >> 20
  @OptionGroup var options: StoreOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard (1...1 << 24).contains(limit) else {
      throw ValidationError("--limit takes 1 to \(1 << 24) MiB")
    }
  }

  func run() async throws {
    let log = try await options.log()
    let attachment = try await log.attach(
      contentsOf: try input(), of: Subject(subject), limit: limit << 20)
    let id = attachment.id.uuidString.lowercased()
    let digest = attachment.sha256.hexadecimal
    if json {
      print(
        try JSONLine.encode([
          "id": .text(id), "bytes": .integer(Int64(attachment.byteCount)), "sha256": .text(digest),
        ]))
    } else {
      print("id      \(id)\nbytes   \(attachment.byteCount)\nsha256  \(digest)")
    }
  }

  /// What is to be attached. A name may say something of a patient, so no error repeats it.
  private func input() throws -> FileHandle {
    if file == "-" { return .standardInput }
    let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let why = unsafe String(cString: strerror(errno))
      throw Complaint("the file to attach can't be opened: \(why); check its name")
    }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
