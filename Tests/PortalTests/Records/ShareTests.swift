import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

@Suite struct ShareTests {
  let maria = PatientID("maria")
  let patient = Origin(actor: .patient(PatientID("maria")), channel: .chat)
  let recipient = Origin(actor: .unknown, channel: .feed)

  @Test func `A code opens what was shared, once, and every use is recorded`() async throws {
    let portal = try await DemonstrationStore().portal
    let scope = Shares.Scope(
      kinds: [.laboratory, .condition], since: portal.context.today.adding(days: -400),
      includesMedicines: false)
    let (share, code, _) = try await portal.share(
      recordOf: maria, with: "Dr. Lee", scope, as: patient)
    #expect((6...8).contains(code.count))
    let typed = code.lowercased().map(String.init).joined(separator: " ")
    let record = try await portal.openShare(share, code: typed, as: recipient)
    #expect(Set(record.entries.map(\.kind)) == [.laboratory, .condition])
    #expect(record.entries(.laboratory).count == 8)
    #expect(record.medicines.isEmpty && record.conversations.isEmpty)
    #expect(record.entries.allSatisfy { $0.isVisible(at: DemonstrationStore.morning) })
    await #expect(throws: Shares.Failure.codeVoid) {
      try await portal.openShare(share, code: code, as: recipient)
    }
    #expect(try used(portal) == 1)
    let disclosed = try #require(portal.disclosures(of: maria).first)
    #expect(disclosed.kind == .disclosed && disclosed.recipient == "Dr. Lee")
    #expect(disclosed.matters == [.results, .summary] && disclosed.why == "patientRequest")
    let second = try await portal.newCode(for: share, of: maria, as: patient)
    _ = try await portal.openShare(share, code: second, as: recipient)
    #expect(try portal.shares(of: maria).first?.uses == 2)
  }

  @Test func `That the medicines were seen stands in the accounting`() async throws {
    let portal = try await DemonstrationStore().portal
    let (share, code, _) = try await portal.share(recordOf: maria, with: "Dr. Lee", as: patient)
    #expect(try await !portal.openShare(share, code: code, as: recipient).medicines.isEmpty)
    let disclosed = try #require(portal.disclosures(of: maria).first)
    #expect(
      disclosed.matters == [.documents, .medicines, .notes, .reports, .results, .summary])
  }

  @Test func `Of many who give the same code, one is let in`() async throws {
    let portal = try await DemonstrationStore().portal
    let (share, code, _) = try await portal.share(recordOf: maria, with: "Dr. Lee", as: patient)
    let outcomes = await withTaskGroup(of: Bool?.self) { group in
      for _ in 0..<6 {
        group.addTask {
          do {
            _ = try await portal.openShare(share, code: code, as: recipient)
            return true
          } catch is Shares.Failure {
            return false
          } catch {
            return nil
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == true } == 1)
    #expect(outcomes.count { $0 == false } == 5)
    #expect(try used(portal) == 1)
  }

  @Test func `A wrong code, a share that isn't there and one that was revoked open nothing`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let (share, code, _) = try await portal.share(recordOf: maria, with: "Dr. Lee", as: patient)
    await #expect(throws: Shares.Failure.wrongCode) {
      try await portal.openShare(share, code: "WRONG222", as: recipient)
    }
    await #expect(throws: Shares.Failure.unknown) {
      try await portal.openShare(ShareID("nothing"), code: code, as: recipient)
    }
    try await portal.perform(Shares.self, .revoke(maria, share), as: patient)
    await #expect(throws: Shares.Failure.unknown) {
      try await portal.openShare(share, code: code, as: recipient)
    }
    #expect(try used(portal) == 0)
    #expect(try portal.shares(of: maria).first?.refused == 1)
  }

  @Test func `No code stands in the log, only its slow hash`() async throws {
    let portal = try await DemonstrationStore().portal
    let (_, code, _) = try await portal.share(recordOf: maria, with: "Dr. Lee", as: patient)
    try portal.replay { recorded in
      let text = String(decoding: recorded.event?.data ?? [], as: UTF8.self)
      #expect(!text.contains(code))
      return true
    }
  }

  @Test func `The end of a share is noted once its time has come`() async throws {
    let store = try await DemonstrationStore()
    let (share, code, _) = try await store.portal.share(
      recordOf: maria, with: "Dr. Lee", until: store.portal.context.today.adding(days: 1),
      as: patient)
    #expect(try await store.portal.expireShares(as: patient).isEmpty)
    await store.portal.close()
    let later = try Portal(
      opening: store.folder.path + "/store",
      clock: { DemonstrationStore.morning + 3 * 86_400 })
    await #expect(throws: Shares.Failure.ended) {
      try await later.openShare(share, code: code, as: recipient)
    }
    #expect(try await later.expireShares(as: patient).count == 1)
    #expect(try await later.expireShares(as: patient).isEmpty)
    #expect(try later.shares(of: maria).first?.isExpired == true)
  }

  private func used(_ portal: Portal) throws -> Int {
    var count = 0
    try portal.replay(Query(types: [Shares.Used.name], tags: [maria.tag])) { _ in
      count += 1
      return true
    }
    return count
  }
}
