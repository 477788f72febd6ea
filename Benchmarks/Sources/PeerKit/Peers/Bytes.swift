package import Foundation

extension UInt64 {
  /// The least significant first.
  package var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) } }
}

extension UUID {
  package var bytes: [UInt8] {
    let b = uuid
    return [
      b.0, b.1, b.2, b.3, b.4, b.5, b.6, b.7, b.8, b.9, b.10, b.11, b.12, b.13, b.14, b.15,
    ]
  }

  /// - Parameter b: 16 bytes.
  package init(bytes b: [UInt8]) {
    self.init(
      uuid: (
        b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13],
        b[14], b[15]
      ))
  }
}
