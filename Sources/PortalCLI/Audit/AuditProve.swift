import ArgumentParser
import EventStore
import Foundation
import Portal
import PortalDomain

struct AuditProve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Write the proof of one event: it discloses that event and no other.",
    discussion: """
      Whoever has the proof reads that event, and verifies offline that the log holds it. With \
      --checkpoint FILE it rests on that checkpoint, such as one that witnesses have signed. For a \
      patient who wants a receipt, --payment and --refill name the event by what it's of.
      """)

  @Argument(help: "The event's position.") var position: UInt64?
  @Option(help: ArgumentHelp("The payment that it's the receipt of.", valueName: "id"))
  var payment: String?
  @Option(
    help: ArgumentHelp("The refill or renewal that it's the receipt of.", valueName: "number"))
  var refill: String?
  @Option(
    help: ArgumentHelp(
      "A file that doesn't exist yet, such as receipt.tlog-proof (default: standard output).",
      valueName: "file"))
  var out: String?
  @OptionGroup var options: StoreOptions
  @OptionGroup var auditor: AuditorOptions

  func validate() throws {
    let named = [position != nil, payment != nil, refill != nil].count { $0 }
    guard named == 1 else {
      throw ValidationError("name one event: a position, --payment or --refill")
    }
  }

  func run() async throws {
    let file = try out.map { out in
      let descriptor = unsafe open(out, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        throw Complaint(
          errno == EEXIST
            ? "the file of --out exists already; name another"
            : "the file of --out can't be made; name another")
      }
      return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
    do {
      let proof = try await options.withPortal { portal in
        let checkpoint = options.checkpoints.last
        if let position {
          return try await portal.proof(
            of: position, inCheckpoint: checkpoint, as: auditor.origin)
        }
        let thing: Portal.Provable =
          payment.map { .payment(PaymentID($0)) } ?? .refill(RefillID(refill ?? ""))
        guard
          let receipt = try await portal.receipt(
            of: thing, inCheckpoint: checkpoint, as: auditor.origin)
        else {
          throw Complaint("nothing of that number is recorded; check it")
        }
        return receipt.proof
      }
      try (file ?? .standardOutput).write(contentsOf: Data(proof.text.utf8))
    } catch {
      if let out { try? FileManager.default.removeItem(atPath: out) }
      throw error
    }
  }
}

struct AuditVerifyProof: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-proof",
    abstract: "Verify the proof of an event, without a store, and show the event.")

  @Argument(help: "The proof's file.") var file: String
  @Option(
    help: ArgumentHelp(
      "The log's verifier key, or the file that holds it: log.vkey of an export.",
      valueName: "key"))
  var vkey: String
  @Option(
    help: ArgumentHelp(
      "The verifier key of a witness that must have signed, or a file with one a line. Can be given "
        + "again.", valueName: "key"))
  var witness: [String] = []
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Complaint("\(file) can't be read")
    }
    guard let key = VerifierKeys.read(vkey).first else {
      throw Complaint("the file of --vkey holds no key")
    }
    let proof = try EventProof(String(decoding: data, as: UTF8.self))
    let proven = try proof.verify(key: key, witnesses: witness.flatMap(VerifierKeys.read))
    let witnesses = proven.witnesses.map { witness in
      "\(witness.name) at \(witness.time.formatted(.iso8601))"
    }
    if json {
      print(
        try JSONLine.encode([
          "origin": .text(proven.origin), "size": JSONValue(proven.size),
          "event": JSONValue(proven.event), "witnesses": .list(witnesses.map(JSONValue.text)),
        ]))
    } else {
      print("The proof holds: it's an event of \(proven.origin), signed at \(proven.size) events.")
      for witness in witnesses { print("Witnessed by \(witness).") }
      print(try AuditLine.text(proven.event))
    }
  }
}

/// Verifier keys on the command line: the text of one, or a file of some, one a line.
enum VerifierKeys {
  static func read(_ text: String) -> [String] {
    guard let data = FileManager.default.contents(atPath: text) else { return [text] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
