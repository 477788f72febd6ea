import CSodium
import PortalCrypto

/// The floor of the kernel's pieces: libsodium's calls with nothing around them.
struct Primitives {
  private let record: [UInt8]
  private let place: [UInt8]
  private let header = [UInt8](repeating: 3, count: 64)
  private let key = [UInt8](repeating: 1, count: 32)
  private let nonce = [UInt8](repeating: 2, count: 24)
  private let state: crypto_auth_hmacsha512_state
  private let sealed: [UInt8]

  init(record: [UInt8], place: [UInt8]) {
    self.record = record
    self.place = place
    var state = crypto_auth_hmacsha512_state()
    unsafe crypto_auth_hmacsha512_init(&state, key, key.count)
    self.state = state
    sealed = Self.encrypt(record, place, nonce, key)
  }

  /// Derives a key as the envelope does: SHA-256 of the place, HMAC-SHA-512 of that and the header.
  private func derive() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    var material = [UInt8](repeating: 0, count: 64)
    var copy = state
    unsafe crypto_hash_sha256(&digest, place, UInt64(place.count))
    unsafe crypto_auth_hmacsha512_update(&copy, header, UInt64(header.count))
    unsafe crypto_auth_hmacsha512_update(&copy, digest, UInt64(digest.count))
    unsafe crypto_auth_hmacsha512_final(&copy, &material)
    return material
  }

  func seal() -> [UInt8] { Self.encrypt(record, place, nonce, derive()) }

  func open() -> Int32 {
    _ = derive()
    var opened = record
    return unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
      &opened, nil, nil, sealed, UInt64(sealed.count), place, UInt64(place.count), nonce, key)
  }

  func hash(_ text: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 16)
    unsafe crypto_generichash(&digest, 16, text, UInt64(text.count), key, key.count)
    return digest
  }

  private static func encrypt(
    _ record: [UInt8], _ place: [UInt8], _ nonce: [UInt8], _ key: [UInt8]
  ) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: record.count + 16)
    _ = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
      &sealed, nil, record, UInt64(record.count), place, UInt64(place.count), nil, nonce, key)
    return sealed
  }
}
