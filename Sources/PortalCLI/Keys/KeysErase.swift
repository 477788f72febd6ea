import ArgumentParser
import EventStore
import Foundation
import Portal
import PortalDomain

extension KeysCommand {
  struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erase a patient, for good.",
      discussion: """
        Destroys the key to everything the patient told the clinic: in this store, and so in every \
        copy of it. Nobody can bring it back. Backups of the keys from before still hold the old \
        key: destroy them, and make a new one.
        """)

    @Argument(help: "The patient's identifier.") var patient: String
    @Option(help: "Why; it stands in the certificate.") var reason: String
    @Option(name: .customLong("as"), help: ArgumentHelp("Who you are.", valueName: "name"))
    var name: String
    @Flag(help: "Print the certificate as JSON.") var json = false
    @OptionGroup var options: StoreOptions

    func validate() throws {
      guard !reason.allSatisfy(\.isWhitespace) else {
        throw ValidationError("say why with --reason; it stands in the certificate")
      }
    }

    func run() async throws {
      let portal = try await options.portal()
      let erasure: Erasure
      do {
        erasure = try await portal.erase(
          PatientID(patient), reason: reason, as: Origin(actor: .staff(name), channel: .staff))
      } catch let error as LogError where error.code == .invalid {
        throw Complaint("there is no patient \(patient)")
      } catch let error as LogError where error.code == .subjectErased {
        throw Complaint(
          "\(patient) was erased already; see 'portal keys certificate \(patient)'")
      }
      try CertificateText(erasure).print(json: json)
      await portal.close()
    }
  }

  struct Certificate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the certificate of an erasure again.")

    @Argument(help: "The patient's identifier.") var patient: String
    @Flag(help: "Print it as JSON.") var json = false
    @OptionGroup var options: StoreOptions

    func run() async throws {
      let portal = try await options.portal()
      guard let erasure = try portal.erasure(of: PatientID(patient)) else {
        throw Complaint("\(patient) was not erased")
      }
      try CertificateText(erasure).print(json: json)
      await portal.close()
    }
  }
}

/// The certificate of an erasure, for people.
private struct CertificateText {
  private let erasure: Erasure

  init(_ erasure: Erasure) { self.erasure = erasure }

  func print(json: Bool) throws {
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      encoder.dateEncodingStrategy = .iso8601
      Swift.print(String(decoding: try encoder.encode(erasure), as: UTF8.self))
    } else {
      Swift.print(text)
    }
  }

  private var text: String {
    let (removed, kept) = (erasure.removed, erasure.kept)
    return """
      Certificate of erasure
        who         \(erasure.subject)
        when        \(erasure.time.formatted(.iso8601))
        why         \(erasure.reason)
        proof       event \(erasure.position), \(Erasure.eventType)
      Destroyed
        the patient's key    \(erasure.destroyed.subjectKey)
        the key that wrapped it, in the slots file    \(erasure.destroyed.bucketKey)
      Removed
        \(removed.events) events that nobody can read again
        \(removed.viewRows) rows of read models
        \(removed.indexEntries) entries of the index
      Kept
        \(kept.auditEvents) events that the law wants kept: disclosures, and this proof
        \(kept.leaves) positions, times and hashes, because the proofs of all other events rest on them
        \(kept.rewrappedSubjects) other patients' keys were wrapped anew
      Copies of the store hold nothing that opens. Copies of the keys from before do: destroy them.
      """
  }
}
