import Foundation
import Glibc
import TestSupport
import Testing

/// What the file system doesn't let the program do. To root it forbids nothing: root's tests run
/// the program as nobody.
@Suite struct PermissionTests {
  private static let nobody = 65_534
  private static let wrapper =
    geteuid() == 0
    ? ["/usr/bin/setpriv", "--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups"] : []

  /// Whether nobody can run the program where it stands.
  static func canRun() async throws -> Bool {
    try await PortalProgram.run(["--version"], by: wrapper).status == 0
  }

  @Test(.enabled("nobody can't run the program where it stands") { try await canRun() })
  func `What can't be read or written is said, and nothing is changed`() async throws {
    let store = try await SoundStore.small()
    if geteuid() == 0 { try giveAway(store) }
    #expect(try await head(of: store).lines == ["40"])
    // The data file alone.
    try permit(0o400, store.dataFile)
    var run = try await head(of: store)
    #expect(run.isRefusal && run.errors.contains("permissions"), "\(run)")
    try permit(0o000, store.dataFile)
    run = try await head(of: store)
    #expect(run.isRefusal && run.errors.contains("permissions"), "\(run)")
    try permit(0o600, store.dataFile)
    // The folder, where the lock file has to be made.
    try FileManager.default.removeItem(atPath: store.dataFile + "-lock")
    try permit(0o500, store.path)
    run = try await head(of: store)
    #expect(run.isRefusal && run.errors.contains("permissions"), "\(run)")
    try permit(0o700, store.path)
    // The keys, unreadable to their owner too.
    for name in ["root.key", "slots"] {
      try permit(0o000, store.keys + "/" + name)
      run = try await head(of: store)
      #expect(run.isRefusal && run.errors.contains("keys/" + name), "\(run)")
      try permit(0o600, store.keys + "/" + name)
    }
    #expect(try await head(of: store).lines == ["40"])
  }

  private func head(of store: SoundStore) async throws -> PortalProgram.Run {
    try await PortalProgram.run(["log", "head", "--store", store.path], by: Self.wrapper)
  }

  private func permit(_ permissions: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
  }

  private func giveAway(_ store: SoundStore) throws {
    let names = FileManager.default.enumerator(atPath: store.folder.path)
    for name in [""] + (names?.compactMap { $0 as? String } ?? []) {
      try FileManager.default.setAttributes(
        [.ownerAccountID: Self.nobody, .groupOwnerAccountID: Self.nobody],
        ofItemAtPath: store.folder.path + "/" + name)
    }
  }
}
