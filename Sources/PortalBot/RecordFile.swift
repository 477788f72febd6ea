public import Portal

/// A patient's record, to be handed over as a file.
public struct RecordFile: Sendable {
  public enum Format: String, Codable, Hashable, Sendable, CaseIterable {
    case text, csv, fhir
  }

  public let record: PatientRecord
  public let format: Format

  /// - Parameters:
  ///   - record: what is handed over.
  ///   - format: in which form.
  public init(record: PatientRecord, format: Format) {
    self.record = record
    self.format = format
  }
}
