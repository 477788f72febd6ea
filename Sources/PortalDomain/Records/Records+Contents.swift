public import Foundation

/// What the items of a record say.
extension Records {
  /// A concept of a public vocabulary.
  public struct Code: Codable, Hashable, Sendable {
    /// The vocabulary: `loinc`, `snomed`, `icd10`, `cvx`, `rxnorm`.
    public let system: String
    public let value: String

    public init(_ system: String, _ value: String) {
      self.system = system
      self.value = value
    }
  }

  /// Which panel a result came with.
  public struct Panel: Codable, Hashable, Sendable {
    public let id: PanelID
    /// `Lipid panel`.
    public let name: String

    public init(id: PanelID, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// Where a value of a healthy person is expected, in the unit of the value.
  public struct ReferenceRange: Codable, Hashable, Sendable {
    public let low: Double?
    public let high: Double?

    public init(low: Double? = nil, high: Double? = nil) {
      self.low = low
      self.high = high
    }

    /// `70 to 99`, `under 200`, `40 or more`.
    public var text: String? {
      switch (low, high) {
      case (let low?, let high?): "\(Self.text(low)) to \(Self.text(high))"
      case (let low?, nil): "\(Self.text(low)) or more"
      case (nil, let high?): "up to \(Self.text(high))"
      case (nil, nil): nil
      }
    }

    private static func text(_ number: Double) -> String {
      Int(exactly: number).map(String.init) ?? "\(number)"
    }

    /// Where a value stands; `nil` where nothing is known of it.
    public func flag(of value: Double) -> Flag? {
      if let low, value < low { return .low }
      if let high, value > high { return .high }
      return low == nil && high == nil ? nil : .normal
    }
  }

  /// How a value compares with what is expected (HL7 v2 table 0078, in words).
  public enum Flag: String, Codable, Sendable, CaseIterable {
    case normal, low, high, criticalLow, criticalHigh, abnormal

    public var isCritical: Bool { self == .criticalLow || self == .criticalHigh }

    /// As it's said to a patient.
    public var words: String {
      switch self {
      case .normal: "in range"
      case .low: "low"
      case .high: "high"
      case .criticalLow: "very low"
      case .criticalHigh: "very high"
      case .abnormal: "not in range"
      }
    }
  }

  /// One value that a laboratory found.
  public struct Result: Codable, Hashable, Sendable {
    /// LOINC: `2093-3`.
    public let code: String
    /// `Total cholesterol`.
    public let name: String
    /// As the laboratory wrote it: `212`, `<0.1`, `negative`.
    public var value: String
    public var unit: String?
    public var range: ReferenceRange?
    public var flag: Flag?
    public let collectedAt: Date
    public let panel: Panel?

    /// - Parameters:
    ///   - code: the LOINC code.
    ///   - name: as it's shown to the patient.
    ///   - value: as the laboratory gave it.
    ///   - unit: the unit of the value, in UCUM's words.
    ///   - range: what is usual.
    ///   - flag: worked out of the value and its range where the laboratory says nothing.
    ///   - collectedAt: when it was taken.
    ///   - panel: which panel it belongs to, if any.
    public init(
      code: String, name: String, value: String, unit: String? = nil,
      range: ReferenceRange? = nil, flag: Flag? = nil, collectedAt: Date, panel: Panel? = nil
    ) {
      self.code = code
      self.name = name
      self.value = value
      self.unit = unit
      self.range = range
      self.flag = flag ?? Double(value).flatMap { range?.flag(of: $0) }
      self.collectedAt = collectedAt
      self.panel = panel
    }

    /// The value as a number; `nil` where it's a word.
    public var number: Double? { Double(value) }

    /// `212 mg/dL`.
    public var label: String { [value, unit].compactMap { $0 }.joined(separator: " ") }
  }

  /// What was found in a picture or in tissue.
  public struct Report: Codable, Hashable, Sendable {
    /// ``Kind/radiology`` or ``Kind/pathology``.
    public let kind: Kind
    /// `Chest X-ray, two views`.
    public let title: String
    public let code: Code?
    public let performedAt: Date
    public let author: String?
    public let findings: String
    /// What it comes to, in a sentence or two.
    public let impression: String
    public let attachment: AttachmentID?

    public init(
      kind: Kind, title: String, code: Code? = nil, performedAt: Date, author: String?,
      findings: String, impression: String, attachment: AttachmentID? = nil
    ) {
      self.kind = kind
      self.title = title
      self.code = code
      self.performedAt = performedAt
      self.author = author
      self.findings = findings
      self.impression = impression
      self.attachment = attachment
    }
  }

  /// What a doctor wrote of a visit.
  public struct Note: Codable, Hashable, Sendable {
    public let title: String
    public let visitAt: Date
    public let author: String?
    public let text: String
    /// What the patient is to do.
    public let instructions: String?

    public init(
      title: String, visitAt: Date, author: String?, text: String, instructions: String?
    ) {
      self.title = title
      self.visitAt = visitAt
      self.author = author
      self.text = text
      self.instructions = instructions
    }
  }

  /// A letter or a scan, kept beside the log.
  public struct Document: Codable, Hashable, Sendable {
    public let title: String
    public let mediaType: String
    public let attachment: AttachmentID
    public let byteCount: Int
    public let writtenAt: Date

    public init(
      title: String, mediaType: String, attachment: AttachmentID, byteCount: Int, writtenAt: Date
    ) {
      self.title = title
      self.mediaType = mediaType
      self.attachment = attachment
      self.byteCount = byteCount
      self.writtenAt = writtenAt
    }
  }

  public struct Condition: Codable, Hashable, Sendable {
    /// In plain words: `high blood pressure`.
    public let name: String
    public let code: Code?
    public let since: LocalDate?

    public init(name: String, code: Code? = nil, since: LocalDate? = nil) {
      self.name = name
      self.code = code
      self.since = since
    }
  }

  public struct Allergy: Codable, Hashable, Sendable {
    public let substance: String
    public let code: Code?
    /// What happens: `hives`.
    public let reaction: String?
    public let isSevere: Bool
    public let since: LocalDate?

    public init(
      substance: String, code: Code? = nil, reaction: String? = nil, isSevere: Bool = false,
      since: LocalDate? = nil
    ) {
      self.substance = substance
      self.code = code
      self.reaction = reaction
      self.isSevere = isSevere
      self.since = since
    }
  }

  public struct Immunization: Codable, Hashable, Sendable {
    public let vaccine: String
    /// CVX, the vaccines' own vocabulary.
    public let code: Code?
    public let on: LocalDate
    public let lot: String?

    public init(vaccine: String, code: Code? = nil, on: LocalDate, lot: String? = nil) {
      self.vaccine = vaccine
      self.code = code
      self.on = on
      self.lot = lot
    }
  }

  /// Something measured at a visit or at home: blood pressure, weight, pulse.
  public struct Vital: Codable, Hashable, Sendable {
    /// LOINC: `85354-9` for blood pressure.
    public let code: String
    public let name: String
    /// `128/82`, `81.2`.
    public let value: String
    public let unit: String?
    public let measuredAt: Date

    public init(code: String, name: String, value: String, unit: String?, measuredAt: Date) {
      self.code = code
      self.name = name
      self.value = value
      self.unit = unit
      self.measuredAt = measuredAt
    }

    /// `128/82 mmHg`.
    public var label: String { [value, unit].compactMap { $0 }.joined(separator: " ") }
  }

  /// What a laboratory says anew of a result.
  public struct Correction: Codable, Hashable, Sendable {
    public let value: String
    public let unit: String?
    public let range: ReferenceRange?
    public let flag: Flag?
    public let reason: String

    public init(
      value: String, unit: String? = nil, range: ReferenceRange? = nil, flag: Flag? = nil,
      reason: String
    ) {
      self.value = value
      self.unit = unit
      self.range = range
      self.flag = flag ?? Double(value).flatMap { range?.flag(of: $0) }
      self.reason = reason
    }
  }
}
