import TestSupport
import Testing

@testable import PortalCrypto

/// A root key that is changed while other processes have the keys open.
@Suite struct RootChangeTests {
  let slots: SlotsFolder
  let new = [UInt8](repeating: 0x99, count: 32)
  var rootFile: String { slots.folder.path + "/root.key" }

  init() throws {
    slots = try SlotsFolder()
    try DurableFile.create(rootFile, slots.root)
  }

  /// How far the change has come.
  enum Step: CaseIterable { case rewrapped, replaced, wiped }

  func open() throws(KeyError) -> Keyring {
    try Keyring(
      opening: slots.path, root: try RootKey.read(from: rootFile))
  }

  func maintenance(of keyring: Keyring) throws(KeyError) -> KeyMaintenance {
    guard let maintenance = try KeyMaintenance(of: keyring, waits: true) else { throw .wrong }
    return maintenance
  }

  func change(upTo step: Step) throws {
    let maintenance = try maintenance(of: try open())
    try maintenance.rewrap(under: SecretKey(copying: new.rawSpan))
    if step == .rewrapped { return }
    try RootKey.replace(at: rootFile, with: SecretKey(copying: new.rawSpan))
    if step == .wiped { try maintenance.wipeOldWrappings() }
  }

  @Test(arguments: Step.allCases)
  func `Who has the keys open goes on with them while another changes the root key`(
    step: Step
  ) throws {
    let keyring = try open()
    let keys = try keyring.keys()
    try change(upTo: step)
    try keyring.reload()
    #expect(try keyring.keys() == keys)
    #expect(try open().keys() == keys)
  }

  @Test(arguments: Step.allCases)
  func `Who had the keys open may change them after a change of the root key that crashed`(
    step: Step
  ) throws {
    let keyring = try open()
    let keys = try keyring.keys()
    try change(upTo: step)
    do {
      let maintenance = try maintenance(of: keyring)
      try maintenance.begin([7])
      try maintenance.finish([7])
    }
    let again = try open()
    #expect(again.bucketEpoch(7) == 2)
    #expect(try again.keys() == keyring.keys())
    #expect(try zip(again.keys(), keys).filter { $0 != $1 }.count == 1)
  }

  @Test func `A root key of another store, put in the place of the right one, changes nothing`()
    throws
  {
    let keyring = try open()
    let keys = try keyring.keys()
    try DurableFile.replace(rootFile, with: new)
    try keyring.reload()
    #expect(try keyring.keys() == keys)
    do throws(KeyError) {
      _ = try KeyMaintenance(of: keyring, waits: true)
      Issue.record("keys were about to be changed that the next opening can't read")
    } catch { #expect(error == .wrong) }
  }
}
