extension LinearModel {
  func write(to writer: inout ModelWriter) {
    writer.add(UInt16(labels.count))
    writer.add(UInt32(buckets))
    writer.add(slope.bitPattern)
    writer.add(offset.bitPattern)
    for label in labels {
      let name = Array(label.utf8.prefix(255))
      writer.add(UInt8(name.count))
      writer.bytes += name
    }
    for value in scales + biases + thresholds { writer.add(value.bitPattern) }
    writer.bytes += rarity
    writer.bytes += weights
  }

  init(from reader: inout ModelReader) throws(IntentModelError) {
    let count = Int(try reader.integer() as UInt16)
    buckets = Int(try reader.integer() as UInt32)
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
    guard buckets > 0, count > 0 else { throw .damaged }
  }
}

/// Puts numbers together, little-endian.
struct ModelWriter {
  var bytes: [UInt8]

  mutating func add(_ value: some FixedWidthInteger) {
    var rest = value.littleEndian
    for _ in 0..<(value.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}

/// Takes numbers apart, little-endian.
struct ModelReader {
  let bytes: [UInt8]
  private(set) var position: Int

  init(bytes: [UInt8], position: Int) {
    self.bytes = bytes
    self.position = position
  }

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
