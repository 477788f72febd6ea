internal import Crypto
internal import Foundation

extension String {
  /// A name that stands for a text and tells nothing of it: its SHA-256, in 64 lower-case digits.
  var digest: String {
    SHA256.hash(data: Data(utf8)).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}
