/// How often each key of a store was changed, as the slots file says.
package struct KeyEpochs: Equatable, Sendable {
  package static let byteCount = 4 * (3 + 256)

  package let main: UInt32
  package let index: UInt32
  package let signing: UInt32
  /// Of each bucket, in order: 256.
  package let buckets: [UInt32]

  /// - Parameter slots: the bytes of a slots file.
  package init(of slots: [UInt8]) {
    self.init(
      SlotsFile.slots.map { slot in
        max(
          UInt32(bigEndian: slots.rawSpan, at: slot.offset(0)),
          UInt32(bigEndian: slots.rawSpan, at: slot.offset(1)))
      })
  }

  /// - Parameter bytes: what ``encode()`` made.
  init(decoding bytes: RawSpan) {
    self.init(SlotsFile.slots.indices.map { UInt32(bigEndian: bytes, at: 4 * $0) })
  }

  /// - Parameter epochs: in the order of ``SlotsFile/slots``.
  private init(_ epochs: [UInt32]) {
    (main, index, signing, buckets) = (epochs[0], epochs[1], epochs[2], Array(epochs[3...]))
  }

  func encode() -> [UInt8] { ([main, index, signing] + buckets).flatMap(\.bigEndianBytes) }

  /// Which keys are others than they were, in words.
  package func changes(since earlier: KeyEpochs) -> [String] {
    var changes: [String] = []
    if main != earlier.main { changes.append("the main key") }
    if index != earlier.index { changes.append("the index key") }
    if signing != earlier.signing { changes.append("the signing key") }
    let changed = zip(buckets, earlier.buckets).count { $0 != $1 }
    if changed > 0 { changes.append(changed == 1 ? "1 bucket key" : "\(changed) bucket keys") }
    return changes
  }
}
