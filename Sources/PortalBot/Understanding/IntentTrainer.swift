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
    /// The same of dangers, which have more kinds of pieces.
    public var dangerBuckets = 1 << 16
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
    public var threshold: Float = 0.1
    /// The least confidence at which a danger is sure.
    public var dangerThreshold: Float = 0.93
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
    let hasDangers = examples.contains { SafetyConcern(label: $0.label) != nil }
    return IntentModel(
      digest: IntentTrainer.digest(of: examples, reader: reader),
      intents: intents(
        examples.filter { !IntentExample.dangersOnly.contains($0.label) }),
      dangers: hasDangers ? DangerTrainer(options: options, reader: reader).train(examples) : nil)
  }

  private func intents(_ examples: [IntentExample]) -> LinearModel {
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
    let rows = LinearRows(messages.map { extractor.features(of: $0) }, buckets: options.buckets)
    return rows.model(
      labels, thresholds: [Float](repeating: options.threshold, count: labels.count), options
    ) { label in
      let isPositive = answers.map { $0 == label }
      let costs = isPositive.map { $0 ? options.cost * options.positiveWeight : options.cost }
      return (isPositive, costs)
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
