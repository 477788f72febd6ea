internal import Crypto
internal import Foundation

/// The `Stripe-Signature` of a webhook: `t=…,v1=…`, an HMAC-SHA256 over time and body
/// (https://docs.stripe.com/webhooks#verify-manually).
struct StripeSignature {
  private let time: Int
  private let tags: [[UInt8]]

  /// - Returns: `nil` where the header is none.
  init?(_ header: String) {
    var time: Int?
    var tags: [[UInt8]] = []
    for part in header.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      switch pair[0].drop(while: { $0 == " " }) {
      case "t": time = Int(pair[1])
      case "v1": if let tag = Self.bytes(pair[1]) { tags.append(tag) }
      default: break
      }
    }
    guard let time, !tags.isEmpty else { return nil }
    self.time = time
    // A header has one tag for each secret that is in force: a few.
    self.tags = Array(tags.prefix(8))
  }

  /// Whether a body was signed with a secret, and not long ago. It takes the same time for every wrong
  /// tag.
  func isValid(
    for body: some Collection<UInt8>, _ secret: ServiceSecret, now: Date, tolerance: Double
  ) -> Bool {
    guard abs(now.timeIntervalSince1970 - Double(time)) <= tolerance else { return false }
    let key = SymmetricKey(data: Data(secret.value.utf8))
    let signed = Data("\(time).".utf8) + Data(body)
    return tags.contains {
      HMAC<SHA256>.isValidAuthenticationCode($0, authenticating: signed, using: key)
    }
  }

  private static func bytes(_ hex: Substring) -> [UInt8]? {
    guard hex.utf8.count == 64 else { return nil }
    var bytes: [UInt8] = []
    var rest = hex
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}
