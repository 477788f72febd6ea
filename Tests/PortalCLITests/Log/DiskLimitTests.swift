import EventStore
import Foundation
import TestSupport
import Testing

/// A disk without room, played by a limit on how long a file of the child's may grow.
@Suite struct DiskLimitTests {
  /// Rooms that end on a page, within one, and inside of what an append writes in one go.
  @Test(arguments: [0, 4096, 5000, 3 * 4096 + 512, 64 * 4096 + 100])
  func `A full disk is said to be full, loses nothing, and is used again once there is room`(
    room: Int
  ) async throws {
    let folder = QuickFolder()
    let store = folder.path + "/store"
    try EventLog.create(store)
    let child = try PipedLog(store)
    var acknowledged: [PipedEvent] = []
    func append(_ count: Int) throws -> PipeAnswer {
      let call = acknowledged.count
      let events = (0..<count).map { index in
        PipedEvent(
          type: "t", tags: ["call:\(call)"], subject: "s\(call)",
          data: .init(
            call: call, index: index, count: count, filler: String(repeating: "x", count: 3000)))
      }
      let answer = try child.ask(.append(events))
      if answer.ok { acknowledged += events }
      return answer
    }
    for _ in 0..<5 { #expect(try append(2).ok) }
    let attributes = try FileManager.default.attributesOfItem(atPath: store + "/data.mdb")
    let size = try #require(attributes[.size] as? Int)
    // What was reserved is there to be used; then it's over.
    try limitFiles(of: child, to: size + room)
    var failures = 0
    var calls = 0
    while failures < 10 {
      calls += 1
      try #require(calls < 3000, "the limit was never met")
      let answer = try append((calls % 4 + 1) * 3)
      if answer.ok { continue }
      failures += 1
      #expect(answer.error?.code == "diskFull", "\(answer.error?.message ?? "")")
      try #require(try child.events().map(\.said) == acknowledged)
    }
    let before = acknowledged.count
    try limitFiles(of: child, to: nil)
    for _ in 0..<20 { try #require(try append(3).ok) }
    #expect(acknowledged.count == before + 60)
    #expect(try child.events().map(\.said) == acknowledged)
    // A process that comes later finds the same.
    try child.closeInput()
    child.waitUntilExit()
    let check = try await PortalProgram.run(["log", "check", "--store", store])
    #expect(check.status == 0, "\(check)")
    #expect(try PipedLog(store).events().map(\.said) == acknowledged)
  }

  /// Limits how long a file may become for a child, in bytes; without a number, not at all.
  private func limitFiles(of child: PipedLog, to bytes: Int?) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/prlimit")
    process.arguments = [
      "--pid", "\(child.processIdentifier)", "--fsize=\(bytes.map { "\($0)" } ?? "unlimited"):",
    ]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
