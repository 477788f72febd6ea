import EventStore
import Foundation
import LMDB
import PortalDomain
import TestSupport
import Testing

@testable import Portal
@testable import Projections

/// Read models are held against what the log makes of them.
@Suite struct ReadModelAuditTests {
  @Test func `A read model that lost a row is named, and a rebuild mends it`() async throws {
    let store = try await DemonstrationStore()
    let portal = store.portal
    let sound = try portal.status(ofReadModel: StaffList.name)
    #expect(try portal.faults(ofReadModel: StaffList.name) == nil)
    // To look at it changes nothing.
    #expect(try portal.status(ofReadModel: StaffList.name) == sound)
    let rows = portal.log.viewRows
    let tables = portal.engine.tables(of: StaffList.self)
    try rows.write { transaction in
      let table = try rows.tableInForce(of: tables, transaction.snapshot).table
      try rows.write([.init(nil, "nurse", of: nil, in: table)], transaction)
    }
    let fault = try portal.faults(ofReadModel: StaffList.name)
    #expect(fault?.contains("the read model staff is not what the log makes of it") == true)
    #expect(try portal.faults(ofReadModel: "directory") == nil)
    try portal.rebuildReadModel(StaffList.name)
    #expect(try portal.faults(ofReadModel: StaffList.name) == nil)
    #expect(throws: LogError.self) { try portal.faults(ofReadModel: "none") }
  }
}
