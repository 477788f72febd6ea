internal import Foundation

/// Makes a model from examples: the same examples give the same bytes.
///
/// One support vector machine for each label against the rest, with squared hinge loss, by dual
/// coordinate descent (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear
/// SVM", ICML 2008).
public struct IntentTrainer: Sendable {
  /// The numbers that training depends on.
  public struct Options: Sendable {
    /// How many numbers the pieces of a message are spread over.
    public var buckets = 1 << 15
    /// How dear a mistake on an example is.
    public var cost: Float = 0.3
    /// How much dearer a mistake on an example of the label itself.
    public var positiveWeight: Float = 2
    /// How many passes over all examples.
    public var passes = 20
    /// How many misspelt copies of each example there are.
    public var misspeltCopies = 1
    /// See ``IntentModel``.
    public var slope: Float = 4
    public var offset: Float = 0
    /// The least confidence at which a label is believed.
    public var threshold: Float = 0.15
    public var seed: UInt64 = 20_260_101

    public init() {}
  }

  let options: Options
  let reader: MessageReader

  /// - Parameters:
  ///   - reader: finds what is replaced by its kind.
  ///   - options: the numbers that training depends on.
  public init(reader: MessageReader, options: Options = Options()) {
    self.reader = reader
    self.options = options
  }

  /// Makes a model from examples, with the medicines that ship with the package.
  ///
  /// - Throws: where the package's own files can't be read.
  public static func train(examples: [IntentExample]) throws -> IntentModel {
    IntentTrainer(reader: try MessageReader.shipped()).train(examples: examples)
  }

  /// Makes a model from examples.
  public func train(examples: [IntentExample]) -> IntentModel {
    let labels = Array(Set(examples.map(\.label))).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    var random = SeededGenerator(seed: options.seed)
    var messages: [[String]] = []
    var answers: [Int] = []
    for example in examples {
      guard let answer = numbers[example.label] else { continue }
      let words = reader.read(example.text).maskedWords
      messages.append(words)
      answers.append(answer)
      for _ in 0..<options.misspeltCopies {
        messages.append(Misspeller.misspell(words, &random))
        answers.append(answer)
      }
    }
    let extractor = FeatureExtractor(buckets: options.buckets)
    let features = messages.map { extractor.features(of: $0) }
    let rarity = IntentTrainer.rarity(features, buckets: options.buckets)
    let vectors = SparseRows(features.map { FeatureVector($0, rarity: rarity).elements })
    return model(
      labels, vectors, answers, rarity, digest: IntentTrainer.digest(of: examples, reader: reader))
  }

  private func model(
    _ labels: [String], _ rows: SparseRows, _ answers: [Int], _ rarity: [UInt8], digest: UInt64
  ) -> IntentModel {
    var weights = [UInt8](repeating: 0, count: options.buckets * labels.count)
    var scales: [Float] = []
    var biases: [Float] = []
    for label in labels.indices {
      var machine = CoordinateDescent(rows, buckets: options.buckets, seed: options.seed)
      machine.run(
        isPositive: answers.map { $0 == label }, cost: options.cost,
        positiveWeight: options.positiveWeight, passes: options.passes)
      let greatest = machine.weights.reduce(Float(0)) { max($0, abs($1)) }
      let scale = greatest > 0 ? greatest / 127 : 1
      for bucket in 0..<options.buckets {
        let whole = Int8(clamping: Int((machine.weights[bucket] / scale).rounded()))
        weights[bucket * labels.count + label] = UInt8(bitPattern: whole)
      }
      scales.append(scale)
      biases.append(machine.bias)
    }
    return IntentModel(
      labels: labels, buckets: options.buckets, digest: digest, rarity: rarity, weights: weights,
      scales: scales, biases: biases,
      thresholds: [Float](repeating: options.threshold, count: labels.count),
      slope: options.slope, offset: options.offset)
  }

  /// The inverse document frequency of each bucket, in 16ths.
  private static func rarity(
    _ messages: [[FeatureExtractor.Feature]], buckets: Int
  ) -> [UInt8] {
    var counts = [Int](repeating: 0, count: buckets)
    for message in messages {
      for bucket in Set(message.map(\.bucket)) { counts[bucket] += 1 }
    }
    return counts.map { count in
      let rarity = log(Double(1 + messages.count) / Double(1 + count)) + 1
      return UInt8(clamping: Int((rarity * 16).rounded()))
    }
  }

  /// What a model depends on, in short: the examples and what the reader knows (FNV-1a, 64 bits).
  public static func digest(of examples: [IntentExample], reader: MessageReader) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ text: String) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 10) &* 0x100_0000_01b3
    }
    for example in examples {
      add(example.label)
      add(example.text)
    }
    reader.describe(to: add)
    return hash
  }
}
