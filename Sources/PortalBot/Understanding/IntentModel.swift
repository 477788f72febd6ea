/// What messages are understood by: one linear model for what they want, and one for dangers,
/// whose labels are the names of ``SafetyConcern``.
public struct IntentModel: Sendable, Equatable {
  /// What the model was trained on, in short; see ``IntentTrainer/digest(of:reader:)``.
  public let digest: UInt64
  let intents: LinearModel
  /// `nil` where no example was one of a danger.
  let dangers: LinearModel?

  /// The names of the intents.
  public var labels: [String] { intents.labels }

  static let magic = Array("PBIM".utf8)
  static let formatVersion: UInt16 = 3
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
  /// The model as bytes, little-endian: `"PBIM" | version u16 | digest u64`, how many models u8,
  /// then that of the intents and, where there is one, that of dangers, each as
  ///
  ///     labels u16 | buckets u32 | slope f32 | offset f32 | labels × (length u8, UTF-8)
  ///     scales f32… | biases f32… | thresholds f32…
  ///     rarity u8 × buckets | weights i8 × buckets × labels
  public var encoded: [UInt8] {
    var writer = ModelWriter(bytes: IntentModel.magic)
    writer.add(IntentModel.formatVersion)
    writer.add(digest)
    let models = [intents] + (dangers.map { [$0] } ?? [])
    writer.add(UInt8(models.count))
    for model in models { model.write(to: &writer) }
    return writer.bytes
  }

  /// Reads a model from bytes.
  ///
  /// - Throws: ``IntentModelError``.
  public init(decoding bytes: [UInt8]) throws(IntentModelError) {
    guard bytes.starts(with: IntentModel.magic) else { throw .notAModel }
    var reader = ModelReader(bytes: bytes, position: IntentModel.magic.count)
    let version: UInt16 = try reader.integer()
    guard version == IntentModel.formatVersion else { throw .unknownVersion(version) }
    digest = try reader.integer()
    let count: UInt8 = try reader.integer()
    intents = try LinearModel(from: &reader)
    dangers = count > 1 ? try LinearModel(from: &reader) : nil
    guard reader.position == bytes.count else { throw .damaged }
  }
}
