internal import Crypto
internal import Foundation

/// How Twilio signs what it sends: by the account's token, over the address that it was told and the
/// fields of the form.
///
/// Source: Twilio, "Webhooks security", "Validate signatures".
struct TwilioSignature: Sendable {
  /// The name of the header.
  static let header = "X-Twilio-Signature"
  private let token: Secret

  init(token: Secret) { self.token = token }

  /// Whether Twilio signed a request. The comparison takes the same time however much is right.
  ///
  /// - Parameters:
  ///   - signature: as it came, in base64.
  ///   - url: the address by which Twilio knows us, with its query.
  ///   - form: the fields.
  func isValid(_ signature: String, url: String, form: FormFields) -> Bool {
    guard let code = Data(base64Encoded: signature) else { return false }
    return HMAC<Insecure.SHA1>.isValidAuthenticationCode(
      code, authenticating: Data(Self.text(url, form).utf8),
      using: SymmetricKey(data: Data(token.value.utf8)))
  }

  /// What is signed: the address, and each name with its values, sorted and without repetitions.
  private static func text(_ url: String, _ form: FormFields) -> String {
    let values = Dictionary(grouping: form.pairs, by: \.name).mapValues { Set($0.map(\.value)) }
    return url
      + values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .flatMap { name, values in
        values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name + $0 }
      }.joined()
  }
}
