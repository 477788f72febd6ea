import EventStore
import Foundation
import TestSupport
import Testing

/// Attachments of processes that die, run out of room, or have to do with little memory.
@Suite struct AttachmentProcessTests {
  let folder = QuickFolder()
  var store: String { folder.path + "/store" }
  var unfinished: String { store + "/attachments/unfinished" }

  init() throws { try EventLog.create(folder.path + "/store") }

  func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  /// Waits until a child has written so much of an attachment.
  func waitForUnfinished(_ byteCount: Int, of child: PipedAttachment) throws {
    while true {
      let sizes = names(in: unfinished).compactMap { name in
        let file = try? FileManager.default.attributesOfItem(atPath: unfinished + "/" + name)
        return file?[.size] as? Int
      }
      if sizes.contains(where: { $0 >= byteCount }) { return }
      try #require(child.isRunning, "the child is gone")
      usleep(1_000)
    }
  }

  @Test
  func `An attachment that was killed is not there, and its leftover is gone at the next opening`()
    async throws
  {
    try await onThread {
      for size in [0, 1, 5] {
        let child = try PipedAttachment(store, ["attach", "-", "--subject", "p1"])
        for number in 0..<size { try child.write(Self.block(number)) }
        try waitForUnfinished(size == 0 ? 80 : (size - 1) << 20, of: child)
        child.killNow()
        #expect(names(in: unfinished).count == 1)
        #expect(names(in: store + "/attachments") == ["unfinished"])
        let log = try EventLog.open(store)
        #expect(names(in: unfinished).isEmpty)
        #expect(try log.attachments(of: "p1").isEmpty)
        #expect(try log.check().isEmpty)
      }
    }
  }

  @Test func `Whatever was printed outlives a kill at any instant, and nothing is halved`()
    async throws
  {
    try await onThread {
      var generator = SeededGenerator(seed: CrashTests.seed)
      var (printed, unprinted) = (0, 0)
      for round in 1...max(20, CrashTests.rounds) {
        let name: Comment = "PORTAL_SEED=\(CrashTests.seed), round \(round)"
        let child = try PipedAttachment(store, ["attach", "-", "--subject", "p1", "--json"])
        try child.write(Self.block(round))
        try waitForUnfinished(1 << 19, of: child)
        let delay = UInt32.random(in: 0..<40_000, using: &generator)
        try child.closeInput()
        usleep(delay)
        child.killNow()
        let log = try EventLog.open(store)
        let present = try log.attachments(of: "p1")
        let line = try child.readToEnd()
        if let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any] {
          let id = try #require((object["id"] as? String).flatMap(UUID.init(uuidString:)), name)
          #expect(present.contains(id), name)
          printed += 1
        } else {
          unprinted += 1
        }
        #expect(try log.check().isEmpty, name)
        #expect(names(in: unfinished).isEmpty, name)
      }
      print("attachments: \(printed) printed, \(unprinted) killed before")
    }
  }

  @Test func `A process that opens the store lets others finish what they attach`() async throws {
    try await onThread {
      let child = try PipedAttachment(store, ["attach", "-", "--subject", "p1", "--json"])
      try child.write(Self.block(0))
      try waitForUnfinished(1 << 19, of: child)
      let log = try EventLog.open(store)
      #expect(names(in: unfinished).count == 1)
      let other = try PipedAttachment(store, ["head"])
      #expect(try other.readToEnd() == Data("0\n".utf8))
      #expect(names(in: unfinished).count == 1)
      try child.write(Self.block(1))
      try child.closeInput()
      _ = try child.readToEnd()
      #expect(child.waitUntilExit() == 0)
      #expect(try log.attachments(of: "p1").count == 1)
      #expect(try log.check().isEmpty)
    }
  }

  /// A disk without room, played by a limit on how long a file of the child's may grow.
  @Test(arguments: [2 << 20, 3_000_017])
  func `A full disk is said to be full and leaves nothing`(limit: Int) async throws {
    let scan = folder.path + "/scan"
    try Data(count: 4 << 20).write(to: URL(fileURLWithPath: scan))
    let arguments = ["log", "attach", scan, "--subject", "p1", "--store", store]
    let run = try await PortalProgram.run(arguments, by: ["/usr/bin/prlimit", "--fsize=\(limit)"])
    #expect(run.isRefusal && run.errors.contains("the disk is full"), "\(run)")
    #expect(names(in: store + "/attachments") == ["unfinished"] && names(in: unfinished).isEmpty)
    #expect(try await PortalProgram.run(arguments).status == 0)
    #expect(try EventLog.open(store).check().isEmpty)
  }

  @Test func `Two hundred megabytes are attached and read in the memory of a few`() async throws {
    try await onThread {
      let count = 200
      let arguments = ["--subject", "p1", "--json"]
      let writer = try PipedAttachment(store, ["attach", "-", "--limit", "\(count)"] + arguments)
      for number in 0..<8 { try writer.write(Self.block(number)) }
      let before = try writer.peakMemory()
      for number in 8..<count { try writer.write(Self.block(number)) }
      // All but what is in the pipe has been sealed by now.
      #expect(try writer.peakMemory() - before < 8 << 20)
      try writer.closeInput()
      let line = try JSONSerialization.jsonObject(with: writer.readToEnd()) as? [String: Any]
      #expect(line?["bytes"] as? Int == count << 20)
      let id = try #require(line?["id"] as? String)
      let reader = try PipedAttachment(store, ["attachment", id, "--out", "-"] + arguments)
      try #require(try reader.read(1 << 20) == Self.block(0))
      let start = try reader.peakMemory()
      for number in 1..<count - 1 { try #require(try reader.read(1 << 20) == Self.block(number)) }
      // The rest doesn't fit in the pipe, so the child is at work still.
      #expect(try reader.peakMemory() - start < 8 << 20)
      #expect(try reader.readToEnd() == Self.block(count - 1))
      #expect(reader.waitUntilExit() == 0)
    }
  }

  /// A mebibyte that comes again with its number.
  static func block(_ number: Int) -> Data {
    var bytes = pattern
    bytes.replaceSubrange(0..<3, with: [UInt8(number & 255), UInt8(number >> 8), 7])
    return bytes
  }

  private static let pattern: Data = {
    var generator = SeededGenerator(seed: 1)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1 << 20)
    while bytes.count < 1 << 20 {
      let word = generator.next()
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return Data(bytes)
  }()
}
