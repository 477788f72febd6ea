internal import Portal
internal import PortalDomain

/// The whole record in one file.
public struct DownloadFlow: Flow {
  var format: RecordFile.Format?

  var step: Step { .download(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    guard let format else {
      let choices = RecordFile.Format.allCases.map {
        Choice(bot.phrases.name(of: $0).sentence, DownloadFlow(format: $0).step)
      }
      return bot.choose(choices, for: step, bot.phrases.whichFormat, &turn)
    }
    bot.confirm(step, bot.phrases.readBack(format), &turn)
  }

  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    let words: [(RecordFile.Format, Set<String>)] = [
      (.csv, ["csv", "spreadsheet", "excel", "table", "tables"]), (.fhir, ["fhir", "json"]),
      (.text, ["text", "txt", "print", "printable", "plain", "read"]),
    ]
    guard let found = words.first(where: { said.has($0.1) })?.0, found != format else { return nil }
    return DownloadFlow(format: found).step
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    // A text message can't carry the file.
    guard origin.channel == .chat else { return .events([]) }
    do {
      try await portal.noteAccess(
        to: patient, Disclosures.wholeRecord, for: .patientRequest, as: origin)
      let context = portal.context
      let record = try portal.record(of: patient)
      try await portal.perform(
        Disclosures.self,
        .disclose(
          Disclosures.Disclosed(
            patient: patient, disclosure: context.newIdentifier("D"),
            recipient: patient == origin.speaker ? "the patient, as a file" : "a proxy, as a file",
            matters: Disclosures.wholeRecord,
            ground: .patientRequest, on: context.today)), as: origin)
      return .record(record)
    } catch let refusal as any Refusal {
      return .refused(refusal)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(refusal.message)
    case .record(let record):
      turn.file = format.map { RecordFile(record: record, format: $0) }
      turn.replies.append(bot.phrases.recordReady)
    default:
      turn.notes.append(.handOff)
      turn.replies.append(bot.phrases.recordByStaff)
    }
  }
}

extension Phrases {
  var whichFormat: String { "Your whole record in one file. In which form?" }

  func name(of format: RecordFile.Format) -> String {
    switch format {
    case .text: "plain text, to read and print"
    case .csv: "CSV, for a spreadsheet"
    case .fhir: "FHIR, for other health apps"
    }
  }

  func readBack(_ format: RecordFile.Format) -> String {
    "Get your whole record as \(name(of: format))? Keep the file safe: it's not locked."
  }

  var recordReady: String { "Done. Here is your record." }
  var recordByStaff: String {
    "A text message can't carry the file. I asked our staff to get it to you."
  }
}

extension Origin {
  /// The patient who acts, for themselves or for another.
  fileprivate var speaker: PatientID? {
    switch actor {
    case .patient(let patient), .proxy(let patient, for: _): patient
    default: nil
    }
  }
}
