/// What the cryptography refused.
package enum CryptoError: Error, Equatable {
  /// The bytes are no envelope of a version this code knows.
  case malformed
  /// The key does not belong to the envelope: its commitment differs. Nothing was decrypted.
  case wrongKey
  /// The commitment holds, but the content was changed.
  case forged
  /// There was too little memory for a password hash.
  case outOfMemory
}
