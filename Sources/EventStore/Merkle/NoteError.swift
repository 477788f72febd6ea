/// What is wrong with a signed note, with a key that verifies one, or with a checkpoint.
package enum NoteError: Error, Equatable {
  /// The note has more bytes or signatures than any honest one.
  case tooLarge
  /// The text is no UTF-8, has a control character, or doesn't end with a newline.
  case malformedText
  /// There are no lines of signatures behind a blank line at the end.
  case noSignatures
  /// A line among the signatures is none.
  case malformedSignature
  /// A key's name is empty, or has a space, a plus sign or a control character.
  case malformedName
  /// The text is no verifier key, or one of another algorithm than Ed25519.
  case malformedKey
  /// The key's identifier is not the one of its name and its bytes.
  case keyIDDiffers
  /// The signature that bears the name and the identifier of a known key is not of that key.
  case forged(name: String)
  /// No known key has signed.
  case noKnownSigner
  /// The text is no checkpoint.
  case malformedCheckpoint
}
