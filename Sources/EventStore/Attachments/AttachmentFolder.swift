internal import Foundation
internal import Glibc
internal import PortalCrypto

/// The folder of a store's attachments.
///
/// ```
/// attachments/unfinished/<identifier>                       being written
/// attachments/<key identifier of the subject>/<identifier>  whole and durable
/// ```
struct AttachmentFolder: Sendable {
  private let store: String
  var path: String { store + "/attachments" }

  /// - Parameter store: the store's folder, or that of a backup.
  init(store: String) { self.store = store }

  static let unfinished = "unfinished"

  var unfinished: String { path + "/" + Self.unfinished }
  func folder(of keyID: BlindKey) -> String { path + "/" + keyID.hexadecimal }
  func file(_ id: UUID, of keyID: BlindKey) -> String {
    folder(of: keyID) + "/" + id.bytes.hexadecimal
  }

  /// A new file, not finished yet, for an attachment.
  func begin(_ id: UUID) throws(FileError) -> UnfinishedFile {
    try DurableFile.makeFolder(path)
    try DurableFile.makeFolder(unfinished)
    return try UnfinishedFile(unfinished + "/" + id.bytes.hexadecimal)
  }

  /// Opens an attachment's file.
  func open(_ id: UUID, of keyID: BlindKey) throws(FileError) -> OpenFile {
    // What was put in its place, a link or a pipe, is neither followed nor waited for.
    try OpenFile(file(id, of: keyID), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  }

  /// What stands in the folder beside unfinished files: key identifiers of subjects, and `nil` for
  /// whatever is none.
  func subjects() throws(FileError) -> [BlindKey?] {
    try Self.names(in: path).filter { $0 != Self.unfinished }.map(BlindKey.init(hexadecimal:))
  }

  /// The attachments of a subject.
  func attachments(of keyID: BlindKey) throws(FileError) -> [UUID] {
    try Self.names(in: folder(of: keyID)).compactMap(UUID.init(hexadecimal:))
  }

  /// Removes one attachment.
  ///
  /// - Returns: whether it was there.
  func remove(_ id: UUID, of keyID: BlindKey) throws(FileError) -> Bool {
    let isRemoved = try Self.remove(file(id, of: keyID))
    if isRemoved { try Self.flush(folder(of: keyID)) }
    return isRemoved
  }

  /// Removes all attachments of a subject with their folder. What a crash left of it is removed by
  /// the next call.
  func removeAll(of keyID: BlindKey) throws(FileError) {
    let folder = folder(of: keyID)
    for name in try Self.names(in: folder) { try Self.remove(folder + "/" + name) }
    try Self.remove(folder, isFolder: true)
    // Flushed though there was no folder: the crash may have come between the two.
    if unsafe access(path, F_OK) == 0 { try Self.flush(path) }
  }

  /// Removes what processes that died had begun.
  func removeLeftovers() throws(FileError) {
    for name in try Self.names(in: unfinished) {
      try UnfinishedFile.removeLeftover(unfinished + "/" + name)
    }
  }

  @discardableResult
  private static func remove(
    _ path: String, isFolder: Bool = false
  ) throws(FileError) -> Bool {
    if unsafe isFolder ? rmdir(path) == 0 : unlink(path) == 0 { return true }
    guard errno == ENOENT else { throw FileError(code: errno, action: "removing \(path)") }
    return false
  }

  /// Makes the folder and the names in it durable.
  func flush() throws(FileError) {
    try Self.flush(path)
    try Self.flush(store)
  }

  /// Makes the names in a folder durable.
  static func flush(_ folder: String) throws(FileError) {
    try OpenFile(folder, O_RDONLY | O_DIRECTORY).flush()
  }

  /// The names in a folder, in no order; none where it is missing.
  static func names(in folder: String) throws(FileError) -> [String] {
    guard let stream = unsafe opendir(folder) else {
      if errno == ENOENT { return [] }
      throw FileError(code: errno, action: "opening \(folder)")
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      // The kernel ends a name with a NUL.
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw FileError(code: errno, action: "reading \(folder)") }
    return names
  }
}
