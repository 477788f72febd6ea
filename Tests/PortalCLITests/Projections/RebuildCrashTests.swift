import EventStore
import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

/// `portal projections rebuild`, killed in its midst.
@Suite struct RebuildCrashTests {
  let folder = TemporaryFolder()
  var store: String { folder.path + "/store" }
  let name = "prescriptions"

  @Test func `A rebuild that is killed leaves the old rows in force, and the next one goes on`()
    async throws
  {
    try EventLog.create(store)
    let morning = DemonstrationStore.morning
    let portal = try Portal(opening: store, clock: { morning })
    try await DemonstrationClinic.fill(portal, patients: 500)
    var expected = try portal.status(ofReadModel: name)
    var furthest: UInt64 = 0
    for round in 1...3 {
      let child = try start()
      // Wherever it is once it's under way.
      while child.isRunning, try rebuilt(portal) <= furthest { usleep(500) }
      kill(child.processIdentifier, SIGKILL)
      child.waitUntilExit()
      let status = try portal.status(ofReadModel: name)
      try #require(status.state == .rebuilding, "round \(round): it was over before it was killed")
      let now = try #require(status.rebuiltUpTo)
      #expect(now > furthest, "round \(round): it began anew")
      furthest = now
      #expect(status.digest == expected.digest && status.rows == expected.rows)
      // Others go on: what they append is in the rows in force.
      try await portal.perform(
        Prescriptions.self, .stop(PatientID("maria"), medicines[round - 1], reason: "enough"),
        as: Origin(actor: .system, channel: .feed))
      expected = try portal.status(ofReadModel: name)
      #expect(expected.position == expected.head && expected.digest != status.digest)
    }
    let last = try start()
    last.waitUntilExit()
    #expect(last.terminationStatus == 0)
    let status = try portal.status(ofReadModel: name)
    #expect(status.state == .live)
    #expect(status.digest == expected.digest && status.rows == expected.rows)
    await portal.close()
  }

  private let medicines = ["lisinopril", "metformin", "atorvastatin"].map {
    PrescriptionID("maria-\($0)")
  }

  private func rebuilt(_ portal: Portal) throws -> UInt64 {
    try portal.status(ofReadModel: name, withDigest: false).rebuiltUpTo ?? 0
  }

  private func start() throws -> Process {
    let process = PortalProgram.process(["projections", "rebuild", name, "--store", store])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
