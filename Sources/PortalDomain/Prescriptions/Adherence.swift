/// How regularly a medicine was at hand: the proportion of days covered (Pharmacy Quality Alliance,
/// "Proportion of Days Covered"; used by CMS in the Medicare Part D star ratings).
public struct Adherence: Codable, Hashable, Sendable {
  /// The days looked at: from the first filling of the period to its end.
  public let days: Int
  /// Those of them for which there was a supply.
  public let coveredDays: Int

  /// Rounded down, never above 100.
  public var percent: Int { days == 0 ? 0 : coveredDays * 100 / days }

  /// A supply that was handed out.
  public struct Supply: Codable, Hashable, Sendable {
    public let on: LocalDate
    /// How many days it lasts.
    public let days: Int

    public init(on: LocalDate, days: Int) {
      self.on = on
      self.days = days
    }
  }

  /// Counts the days covered. A supply that comes early begins when the one before it is used up.
  ///
  /// - Parameters:
  ///   - supplies: those of one medicine; only those handed out in the period count.
  ///   - period: the days looked at.
  /// - Returns: `nil` where nothing was handed out in the period.
  public init?(_ supplies: [Supply], in period: ClosedRange<LocalDate>) {
    let counted = supplies.filter { period.contains($0.on) && $0.days > 0 }
      .sorted { $0.on < $1.on }
    guard let first = counted.first else { return nil }
    let end = period.upperBound.dayNumber
    var covered = 0
    // The first day for which there is nothing yet.
    var next = first.on.dayNumber
    for supply in counted {
      let start = max(next, supply.on.dayNumber)
      next = start + supply.days
      covered += max(0, min(next, end + 1) - min(start, end + 1))
    }
    days = end - first.on.dayNumber + 1
    coveredDays = covered
  }
}
