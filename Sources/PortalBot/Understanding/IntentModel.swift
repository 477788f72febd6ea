/// A trained classifier: for each label a row of weights over numbered pieces of a message.
public struct IntentModel: Sendable, Equatable {
  public let labels: [String]
  /// How many numbers the pieces of a message are spread over.
  public let buckets: Int
  /// What the model was trained on, in short; see ``IntentTrainer/digest(of:reader:)``.
  public let digest: UInt64
  /// How rare each piece is, in 16ths.
  let rarity: [UInt8]
  /// For each bucket the weight of each label, as Int8 bit patterns.
  let weights: [UInt8]
  /// For each label: what a weight of 1 is worth.
  let scales: [Float]
  /// For each label: the score of an empty message.
  let biases: [Float]
  /// For each label: the least confidence at which it's believed.
  let thresholds: [Float]
  /// A score becomes a confidence by the logistic function of `slope * score + offset`.
  let slope: Float
  let offset: Float

  static let magic = Array("PBIM".utf8)
  static let formatVersion: UInt16 = 1
}

/// Why the bytes of a model could not be read.
public enum IntentModelError: Error, Sendable, Equatable {
  /// These are not the bytes of a model.
  case notAModel
  /// Another version of the format than this one can read.
  case unknownVersion(UInt16)
  /// The bytes end too early, or don't fit together.
  case damaged
}

extension IntentModel {
  /// The model as bytes, little-endian:
  ///
  ///     "PBIM" | version u16 | labels u16 | buckets u32 | digest u64 | slope f32 | offset f32
  ///     labels × (length u8, UTF-8) | scales f32… | biases f32… | thresholds f32…
  ///     rarity u8 × buckets | weights i8 × buckets × labels
  public var encoded: [UInt8] {
    var bytes = IntentModel.magic
    func add(_ value: some FixedWidthInteger) {
      var rest = value.littleEndian
      for _ in 0..<(value.bitWidth / 8) {
        bytes.append(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
      }
    }
    add(IntentModel.formatVersion)
    add(UInt16(labels.count))
    add(UInt32(buckets))
    add(digest)
    add(slope.bitPattern)
    add(offset.bitPattern)
    for label in labels {
      let name = Array(label.utf8.prefix(255))
      bytes.append(UInt8(name.count))
      bytes += name
    }
    for value in scales + biases + thresholds { add(value.bitPattern) }
    return bytes + rarity + weights
  }

  /// Reads a model from bytes.
  ///
  /// - Throws: ``IntentModelError``.
  public init(decoding bytes: [UInt8]) throws(IntentModelError) {
    var reader = Reader(bytes: bytes)
    guard bytes.starts(with: IntentModel.magic) else { throw .notAModel }
    reader.position = IntentModel.magic.count
    let version: UInt16 = try reader.integer()
    guard version == IntentModel.formatVersion else { throw .unknownVersion(version) }
    let count = Int(try reader.integer() as UInt16)
    buckets = Int(try reader.integer() as UInt32)
    digest = try reader.integer()
    slope = try reader.float()
    offset = try reader.float()
    var labels: [String] = []
    for _ in 0..<count {
      let length = Int(try reader.integer() as UInt8)
      labels.append(String(decoding: try reader.bytes(length), as: UTF8.self))
    }
    self.labels = labels
    scales = try reader.floats(count)
    biases = try reader.floats(count)
    thresholds = try reader.floats(count)
    rarity = try reader.bytes(buckets)
    weights = try reader.bytes(buckets * count)
    guard reader.position == bytes.count, buckets > 0, count > 0 else { throw .damaged }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    mutating func bytes(_ count: Int) throws(IntentModelError) -> [UInt8] {
      guard count >= 0, count <= bytes.count - position else { throw .damaged }
      defer { position += count }
      return Array(bytes[position..<position + count])
    }

    mutating func integer<Value: FixedWidthInteger>() throws(IntentModelError) -> Value {
      try bytes(Value.bitWidth / 8).reversed().reduce(Value.zero) { value, byte in
        // A shift by eight of a byte alone leaves nothing.
        (Value.bitWidth == 8 ? 0 : value << 8) | Value(truncatingIfNeeded: byte)
      }
    }

    mutating func float() throws(IntentModelError) -> Float {
      Float(bitPattern: try integer())
    }

    mutating func floats(_ count: Int) throws(IntentModelError) -> [Float] {
      var values: [Float] = []
      for _ in 0..<count { values.append(try float()) }
      return values
    }
  }
}
