internal import Foundation
internal import PortalCrypto

/// What a keys folder says of where its root key comes from.
package enum RootKeyOrigin: String, Sendable, Codable {
  /// It's in the file `root.key`.
  case file
  /// It's made of a passphrase, as `root.passphrase` says.
  case passphrase
  /// There are keys, and the root key is not with them.
  case elsewhere
  /// There are no keys.
  case missing

  /// Looks into a keys folder.
  package init(of keys: String) {
    func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: keys + "/" + name) }
    self =
      holds(RootKey.fileName)
      ? .file
      : holds(PassphraseFile.name) ? .passphrase : holds(SlotsFile.name) ? .elsewhere : .missing
  }
}
