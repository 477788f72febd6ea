/// Rows of numbered values, most of them zero, one after the other.
struct SparseRows {
  private(set) var buckets: [Int32] = []
  private(set) var values: [Float] = []
  private(set) var starts: [Int] = [0]

  var count: Int { starts.count - 1 }

  init(_ rows: [[FeatureVector.Element]]) {
    for row in rows {
      for element in row {
        buckets.append(Int32(element.bucket))
        values.append(element.value)
      }
      starts.append(buckets.count)
    }
  }

  func range(of row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }
}

/// Dual coordinate descent for one support vector machine with squared hinge loss.
struct CoordinateDescent {
  private let rows: SparseRows
  private let seed: UInt64
  private(set) var weights: [Float]
  private(set) var bias: Float = 0

  init(_ rows: SparseRows, buckets: Int, seed: UInt64) {
    self.rows = rows
    self.seed = seed
    weights = [Float](repeating: 0, count: buckets)
  }

  /// - Parameter costs: how dear a mistake on each row is; those of no cost are left out.
  mutating func run(isPositive: [Bool], costs: [Float], passes: Int) {
    var random = SeededGenerator(seed: seed)
    var order = Array(0..<rows.count)
    var alphas = [Float](repeating: 0, count: rows.count)
    let diagonals = costs.map { 0.5 / $0 }
    let squares = (0..<rows.count).map { row in
      // The last 1 is the bias, which is a weight like the others.
      rows.range(of: row).reduce(Float(1)) { $0 + rows.values[$1] * rows.values[$1] }
    }
    for _ in 0..<passes {
      order.shuffle(using: &random)
      var greatest: Float = 0
      for row in order where costs[row] > 0 {
        let sign: Float = isPositive[row] ? 1 : -1
        let range = rows.range(of: row)
        var score = bias
        for index in range { score += weights[Int(rows.buckets[index])] * rows.values[index] }
        let gradient = sign * score - 1 + diagonals[row] * alphas[row]
        if alphas[row] == 0, gradient >= 0 { continue }
        let old = alphas[row]
        alphas[row] = max(old - gradient / (squares[row] + diagonals[row]), 0)
        let step = (alphas[row] - old) * sign
        greatest = max(greatest, abs(step))
        guard step != 0 else { continue }
        for index in range { weights[Int(rows.buckets[index])] += step * rows.values[index] }
        bias += step
      }
      if greatest < 0.001 { break }
    }
  }
}
