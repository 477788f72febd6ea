extension [Double] {
  /// The value below which a share of the values lies, by the nearest rank; the values are sorted.
  package func quantile(_ share: Double) -> Double? {
    guard !isEmpty else { return nil }
    return self[Swift.min(count - 1, Int(Double(count) * share))]
  }

  /// The middle value; of an even number, the mean of the two in the middle.
  package var median: Double? {
    guard !isEmpty else { return nil }
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
