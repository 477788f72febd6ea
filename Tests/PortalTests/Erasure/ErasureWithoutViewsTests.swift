import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import EventStore
@testable import Portal

/// Erasures that are done, or ended after a crash, by a program that keeps no read models.
@Suite struct ErasureWithoutViewsTests {
  let victim = PatientID("wei")
  var subject: Subject { Subject("patient:\(victim)") }

  @Test func `An erasure by a program without read models takes the patient out of them`()
    async throws
  {
    let folder = try await store()
    let log = try EventLog.open(folder.path + "/store")
    _ = try await log.erase(subject, reason: "asked for it")
    try check(folder)
  }

  @Test
  func `An erasure that crashed and is ended without read models takes the patient out of them`()
    async throws
  {
    let folder = try await store()
    do {
      let portal = try Portal(opening: folder.path + "/store")
      let request = ErasureRequest(subject, reason: "asked for it", metadata: [])
      _ = try portal.log.store.note(request)
      await portal.close()
    }
    _ = try EventLog.open(folder.path + "/store")
    try check(folder)
  }

  private func store() async throws -> QuickFolder {
    let folder = QuickFolder()
    try EventLog.create(folder.path + "/store")
    let portal = try Portal(opening: folder.path + "/store")
    try await portal.log.append(try await ClinicHistory.shared.value.events)
    await portal.close()
    return folder
  }

  private func check(_ folder: QuickFolder) throws {
    let portal = try Portal(opening: folder.path + "/store")
    #expect(try portal.erasure(of: victim) != nil)
    let marks = try #require(ClinicHistory.marks[victim])
    let contents = try ViewContents(portal)
    for text in contents.texts {
      #expect(!marks.contains { text.contains($0) }, "a read model says \(text)")
    }
    let phone = try #require(PhoneNumber("+15075550103"))
    #expect(try portal.patients(withPhone: phone).map(\.value) == ["mia", "jun"])
    try portal.forgetViews()
    let again = try Portal(opening: folder.path + "/store")
    #expect(try ViewContents(again) == contents)
  }
}
