public import Foundation

/// What is made of several items for somebody to look at.
extension Records {
  /// What has arrived and isn't shown to its patient yet.
  public struct Pending: Hashable, Sendable {
    public let kind: Kind
    /// The panel's name, or the item's own.
    public let title: String
    public let happenedAt: Date?

    public init(_ entry: Entry) {
      kind = entry.kind
      title = entry.panel?.name ?? entry.title
      happenedAt = entry.happenedAt
    }
  }

  /// A summary of somebody's health.
  public struct Summary: Sendable {
    /// What is not over, in the order of the names.
    public let conditions: [Entry]
    /// What is over.
    public let pastConditions: [Entry]
    public let allergies: [Entry]
    /// The newest first.
    public let immunizations: [Entry]
    /// The newest of each.
    public let vitals: [Entry]
    public let medicines: [Prescriptions.Prescription]

    public init(items: [Entry], medicines: [Prescriptions.Prescription]) {
      let items = items.sorted { ($0.title, $0.id.value) < ($1.title, $1.id.value) }
      conditions = items.filter { $0.kind == .condition && $0.resolvedOn == nil }
      pastConditions = items.filter { $0.kind == .condition && $0.resolvedOn != nil }
      allergies = items.filter { $0.kind == .allergy }
      immunizations = items.filter { $0.kind == .immunization }
        .sorted { ($1.givenOn?.dayNumber ?? 0, $0.title) < ($0.givenOn?.dayNumber ?? 0, $1.title) }
      vitals = items.filter { $0.kind == .vital }
      self.medicines = medicines
    }
  }

  /// How a result has gone.
  public struct Trend: Sendable {
    public let name: String
    public let unit: String?
    /// The newest first.
    public let points: [Point]

    public struct Point: Hashable, Sendable {
      public let at: Date
      public let value: String
      public let flag: Flag?

      /// The value as a number; `nil` where it's a word.
      public var number: Double? { Double(value) }
    }

    /// - Parameter history: results or vitals of one code, the newest first.
    public init?(_ history: [Entry]) {
      guard let newest = history.first else { return nil }
      name = newest.title
      unit = newest.unit
      // Values in another unit are no part of the line.
      points = history.filter { $0.unit == newest.unit }.compactMap { entry in
        switch entry.content {
        case .result(let result):
          Point(at: result.collectedAt, value: result.value, flag: result.flag)
        case .vital(let vital): Point(at: vital.measuredAt, value: vital.value, flag: nil)
        default: nil
        }
      }
    }

    /// The newest value less the one before; `nil` where either isn't a number.
    public var changeSinceLast: Double? {
      guard points.count > 1, let new = points[0].number, let old = points[1].number else {
        return nil
      }
      // What people read has no more digits than what the laboratory wrote.
      return ((new - old) * 10_000).rounded() / 10_000
    }
  }
}

extension Records.Entry {
  /// The day of an immunization.
  public var givenOn: LocalDate? {
    if case .immunization(let immunization) = content { return immunization.on }
    return nil
  }

  /// The unit of a result or vital.
  public var unit: String? {
    switch content {
    case .result(let result): result.unit
    case .vital(let vital): vital.unit
    default: nil
    }
  }
}
