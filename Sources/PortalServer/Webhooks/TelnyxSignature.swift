internal import Crypto
internal import Foundation

/// How Telnyx signs what it sends: with its key (Ed25519), over the time and the body.
///
/// Source: Telnyx, "Webhook signing".
struct TelnyxSignature: Sendable {
  static let signatureHeader = "telnyx-signature-ed25519"
  static let timeHeader = "telnyx-timestamp"
  /// How far the time of a request may be from ours, in seconds.
  static let window = 300.0

  private let key: [UInt8]

  /// - Parameter key: Telnyx's public key, in base64.
  /// - Returns: `nil` where it is none.
  init?(publicKey key: String) {
    guard let bytes = Data(base64Encoded: key),
      (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil
    else { return nil }
    self.key = Array(bytes)
  }

  /// Whether Telnyx signed a request, not long ago.
  ///
  /// - Parameters:
  ///   - signature: as it came, in base64.
  ///   - time: as it came: the seconds since 1970 began.
  ///   - body: the bytes, as they came.
  ///   - now: the time by our clock.
  func isValid(_ signature: String, time: String, body: [UInt8], now: Date) -> Bool {
    guard let seconds = Double(time), seconds.isFinite,
      abs(now.timeIntervalSince1970 - seconds) <= Self.window,
      let code = Data(base64Encoded: signature),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key)
    else { return false }
    return key.isValidSignature(code, for: Data((time + "|").utf8) + body)
  }
}
