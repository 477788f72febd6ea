/// The file of wrapped keys, `slots`: a fixed size, and two halves for every key, so that a new one
/// stands durable before the old one is overwritten where it lay.
///
/// ```
/// 0      magic "PORTALK1" 8 | format 4 | store UUID 16 | zero
/// 512    main key, half 0 (128), half 1 (128)      wrapped by the root key
/// 1024   index key, two halves                     wrapped by the main key
/// 1280   signing key, two halves                   wrapped by the main key
/// 4096   bucket keys, 256 × two halves             wrapped by the main key
/// half:  epoch 4 | nonce 24 | key 32 | tag 16 | zero 52; an empty half is zero
/// ```
package enum SlotsFile {
  package static let name = "slots"
  package static let byteCount = 4096 + 256 * 2 * halfByteCount
  static let magic = Array("PORTALK1".utf8)
  static let format: UInt32 = 1
  static let halfByteCount = 128

  /// A key of the file.
  package enum Slot: Sendable {
    case main, index, signing
    case bucket(UInt8)

    var offset: Int {
      switch self {
      case .main: 512
      case .index: 1024
      case .signing: 1280
      case .bucket(let number): 4096 + Int(number) * 2 * halfByteCount
      }
    }

    /// Where one of its halves lies.
    func offset(_ half: Int) -> Int { offset + half * halfByteCount }
  }

  /// Reads the file whole.
  ///
  /// - Throws: `KeyError.damaged` where it's none of this format.
  package static func read(_ path: String) throws(KeyError) -> [UInt8] {
    let file: [UInt8]
    do throws(FileError) {
      file = try DurableFile.read(path, limit: byteCount)
    } catch { throw .file(error) }
    guard file.count == byteCount, Array(file[0..<8]) == magic,
      UInt32(bigEndian: file.rawSpan, at: 8) == format
    else { throw .damaged(path) }
    return file
  }

  /// Whose keys they are, 16 bytes.
  package static func storeID(of file: [UInt8]) -> [UInt8] { Array(file[12..<28]) }

  /// The keys in a slot, the newest first: two while a change is under way. A half that the wrapping
  /// key doesn't open belongs to a change of that key.
  static func halves(
    _ slot: Slot, of file: [UInt8], under wrapping: borrowing SecretKey
  ) -> [Keyring.Half] {
    var halves: [Keyring.Half] = []
    for number in 0...1 {
      let offset = slot.offset(number)
      let epoch = UInt32(bigEndian: file.rawSpan, at: offset)
      let context = context(slot, epoch, storeID(of: file))
      let wrapped = file.rawSpan.extracting(offset + 4..<offset + 4 + KeyWrap.byteCount)
      guard epoch > 0,
        let key = try? KeyWrap.unwrap(wrapped, under: wrapping, context: context.rawSpan)
      else { continue }
      halves.append(Keyring.Half(number: number, epoch: epoch, key: SharedKey(key)))
    }
    return halves.sorted { $0.epoch > $1.epoch }
  }

  /// The key that counts of those in a slot.
  static func newest(
    _ slot: Slot, of file: [UInt8], under wrapping: borrowing SecretKey, orElse failure: KeyError
  ) throws(KeyError) -> Keyring.Half {
    guard let newest = halves(slot, of: file, under: wrapping).first else { throw failure }
    return newest
  }

  /// Every slot of the file.
  static let slots = [Slot.main, .index, .signing] + (UInt8.min...UInt8.max).map(Slot.bucket)

  /// Makes the file of a new store, with new keys.
  package static func create(
    at path: String, storeID: [UInt8], root: borrowing SecretKey
  ) throws(FileError) {
    var file = [UInt8](repeating: 0, count: byteCount)
    func place(_ bytes: [UInt8], at offset: Int) {
      file.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    place(magic + format.bigEndianBytes + storeID, at: 0)
    let main = SecretKey.random()
    place(half(main, .main, 1, storeID, under: root), at: Slot.main.offset)
    for slot in slots.dropFirst() {
      place(half(SecretKey.random(), slot, 1, storeID, under: main), at: slot.offset)
    }
    try DurableFile.create(path, file)
  }

  /// Empties a half of a slot in the bytes of a file.
  static func clear(_ slot: Slot, _ half: Int, of file: inout [UInt8]) {
    let offset = slot.offset(half)
    file.replaceSubrange(
      offset..<offset + halfByteCount, with: repeatElement(0, count: halfByteCount))
  }

  /// The bytes of one half.
  static func half(
    _ key: borrowing SecretKey, _ slot: Slot, _ epoch: UInt32, _ storeID: [UInt8],
    under wrapping: borrowing SecretKey
  ) -> [UInt8] {
    let wrapped = KeyWrap.wrap(
      key, under: wrapping, context: context(slot, epoch, storeID).rawSpan)
    let used = epoch.bigEndianBytes + wrapped
    return used + [UInt8](repeating: 0, count: halfByteCount - used.count)
  }

  /// A wrapped key opens only in its own slot of its own store, and with its own epoch.
  static func context(_ slot: Slot, _ epoch: UInt32, _ storeID: [UInt8]) -> [UInt8] {
    Array("portal/slot/v1\0".utf8) + storeID + UInt32(slot.offset).bigEndianBytes
      + epoch.bigEndianBytes
  }
}

extension FixedWidthInteger {
  /// The bytes, the most significant first.
  @inlinable
  package var bigEndianBytes: [UInt8] {
    stride(from: Self.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: self >> $0)
    }
  }

  /// Reads big-endian bytes at an offset.
  @inlinable
  package init(bigEndian bytes: RawSpan, at offset: Int = 0) {
    self = (0..<Self.bitWidth / 8).reduce(0) { $0 << 8 | Self(bytes.byte(at: offset + $1)) }
  }
}
