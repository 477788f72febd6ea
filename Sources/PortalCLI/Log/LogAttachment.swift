import ArgumentParser
import EventStore
import Foundation

/// Writes out what was attached.
struct LogAttachment: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attachment", abstract: "Write out what was attached.")

  @Argument(
    help: "Its id, as 'portal log attach' printed it.",
    transform: { text in
      guard let id = UUID(uuidString: text) else {
        throw ValidationError("an id looks like 6f1c0d5e-3a52-4b3e-9c57-0b8e2f4d7a11")
      }
      return id
    })
  var id: UUID
  @Option(help: ArgumentHelp("Whose it is.", valueName: "name")) var subject: String
  @Option(
    help: ArgumentHelp("A file that doesn't exist yet; '-' for standard output.", valueName: "file")
  )
  var out: String
  @OptionGroup var options: StoreOptions
  @Flag(help: "Print JSON, unless the content itself is printed.") var json = false

  func run() async throws {
    let log = try await options.log()
    guard let chunks = try log.attachment(id, of: Subject(subject)).chunks else {
      throw Complaint("the subject was erased; its attachments can't be read any more")
    }
    if out == "-" { return try await chunks.copy(to: .standardOutput) }
    try await write(chunks)
    if json {
      print(
        try JSONLine.encode([
          "id": .text(id.uuidString.lowercased()), "bytes": .integer(Int64(chunks.byteCount)),
        ]))
    } else {
      print("The attachment is in the file: \(chunks.byteCount) bytes.")
    }
  }

  /// Writes a new file, the owner's alone. Where that fails, it's removed again.
  private func write(_ chunks: Attachment.Chunks) async throws {
    let descriptor = unsafe open(out, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      guard errno != EEXIST else {
        throw Complaint("the file of --out exists already; name another")
      }
      let why = unsafe String(cString: strerror(errno))
      throw Complaint("the file of --out can't be made: \(why); name another")
    }
    do {
      try await chunks.copy(to: FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
    } catch {
      _ = unsafe unlink(out)
      throw error
    }
  }
}
