internal import Foundation

/// The messages that a linear model is trained on.
struct LinearRows {
  private let rows: SparseRows
  private let rarity: [UInt8]
  private let buckets: Int

  init(_ messages: [[FeatureExtractor.Feature]], buckets: Int) {
    self.buckets = buckets
    rarity = LinearRows.rarity(messages, buckets: buckets)
    rows = SparseRows(messages.map { [rarity] in FeatureVector($0, rarity: rarity).elements })
  }

  /// Trains one machine for each label.
  ///
  /// - Parameter task: for the number of a label which rows speak for it, and how dear a mistake on
  ///   each row is.
  func model(
    _ labels: [String], thresholds: [Float], _ options: IntentTrainer.Options,
    task: (Int) -> (isPositive: [Bool], costs: [Float])
  ) -> LinearModel {
    var weights = [UInt8](repeating: 0, count: buckets * labels.count)
    var scales: [Float] = []
    var biases: [Float] = []
    for label in labels.indices {
      let (isPositive, costs) = task(label)
      var machine = CoordinateDescent(rows, buckets: buckets, seed: options.seed)
      machine.run(isPositive: isPositive, costs: costs, passes: options.passes)
      let greatest = machine.weights.reduce(Float(0)) { max($0, abs($1)) }
      let scale = greatest > 0 ? greatest / 127 : 1
      for bucket in 0..<buckets {
        let whole = Int8(clamping: Int((machine.weights[bucket] / scale).rounded()))
        weights[bucket * labels.count + label] = UInt8(bitPattern: whole)
      }
      scales.append(scale)
      biases.append(machine.bias)
    }
    return LinearModel(
      labels: labels, buckets: buckets, rarity: rarity, weights: weights, scales: scales,
      biases: biases, thresholds: thresholds, slope: options.slope, offset: options.offset)
  }

  /// The inverse document frequency of each bucket, in 16ths.
  static func rarity(_ messages: [[FeatureExtractor.Feature]], buckets: Int) -> [UInt8] {
    var counts = [Int](repeating: 0, count: buckets)
    for message in messages {
      for bucket in Set(message.map(\.bucket)) { counts[bucket] += 1 }
    }
    return counts.map { count in
      let rarity = log(Double(1 + messages.count) / Double(1 + count)) + 1
      return UInt8(clamping: Int((rarity * 16).rounded()))
    }
  }
}
