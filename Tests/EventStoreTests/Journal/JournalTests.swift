import Foundation
import TestSupport
import Testing

@testable import EventStore

/// What is in the journal and not in LMDB yet, after a crash at whichever step.
@Suite struct JournalTests {
  @Test func `What was acknowledged is there after a crash before the commit`() async throws {
    let store = try JournaledStore()
    try await store.append(0..<9)
    let image = try store.crashImage()
    #expect(try image.frames().count == 9)
    #expect(try await image.events() == numbers(0..<9))
    // It's the same log: identifiers, times and positions too.
    let recovered = try await EventLog.with(image.path) { try $0.read(ReadCall()) }
    #expect(try store.log.read(ReadCall()) == recovered)
  }

  @Test func `A crash while what was lost is taken in changes nothing`() async throws {
    let store = try JournaledStore()
    try await store.append(0..<4)
    let image = try store.crashImage()
    let second = try await EventLog.with(image.path, options: JournaledStore.patient) { log in
      try await log.append([JournaledStore.event(4)])
      return try CrashImage(of: image)
    }
    #expect(try await second.events() == numbers(0..<5))
    #expect(try await CrashImage(of: second).events() == numbers(0..<5))
  }

  @Test func `Every step of a log's life can be its last`() async throws {
    let store = try JournaledStore()
    #expect(try await store.crashImage().events() == [])
    for round in 0..<4 {
      for number in round * 5..<round * 5 + 5 {
        try await store.append(number..<number + 1)
        #expect(try await store.crashImage().events() == numbers(0..<number + 1))
      }
      // A reader has the writer commit.
      #expect(try store.log.head() == UInt64(round * 5 + 5))
      #expect(try await store.crashImage().events() == numbers(0..<round * 5 + 5))
    }
    await store.log.close()
    #expect(try await store.crashImage().events() == numbers(0..<20))
  }

  @Test func `A frame that was not written whole is no frame`() async throws {
    // What is missing reads as zeros: a frame that ends with one would be whole without its last byte.
    var store: JournaledStore
    var image: CrashImage
    var last: Range<Int>
    repeat {
      store = try JournaledStore()
      try await store.append(0..<5)
      image = try store.crashImage()
      last = try #require(try image.frames().last)
    } while try image.byte(at: last.upperBound - 1) == 0
    for missing in [1, 15, 16, 17, 200, last.count - 49, last.count - 8, last.count] {
      let torn = try CrashImage(of: image)
      try torn.change { $0.resetBytes(in: last.upperBound - missing..<last.upperBound) }
      #expect(try await torn.events() == numbers(0..<4), "\(missing) bytes missing")
      // What was never acknowledged may be appended again.
      try await EventLog.with(torn.path) { log in
        let receipt = try await log.append([JournaledStore.event(4)], command: "command:4")
        #expect(receipt.last == 5)
      }
      #expect(try await torn.events() == numbers(0..<5))
    }
  }

  @Test func `A bit changed in a frame is refused where later ones are there`() async throws {
    let store = try JournaledStore()
    try await store.append(0..<4)
    let image = try store.crashImage()
    let frames = try image.frames()
    for (number, frame) in frames.enumerated() {
      for offset in [0, 5, 12, 17, 30, 48, 60, 300, frame.count - 1] {
        let changed = try CrashImage(of: image)
        try changed.change { $0[frame.lowerBound + offset] ^= 0x10 }
        if number == frames.count - 1 {
          // It looks like one that was cut off: nothing is made of it.
          #expect(try await changed.events() == numbers(0..<3), "byte \(offset)")
        } else {
          let error = #expect(throws: LogError.self) { try EventLog.open(changed.path) }
          #expect(error?.code == .corrupt(position: UInt64(number + 1)), "byte \(offset)")
        }
      }
    }
  }

  @Test func `Frames of an earlier round are not taken for this one's`() async throws {
    let store = try JournaledStore()
    try await store.append(0..<10)
    #expect(try store.log.head() == 10)
    try await store.append(10..<11)
    let image = try store.crashImage()
    // Behind the new frame, the old ones are still there.
    #expect(try image.frames().count == 10)
    #expect(try await image.events() == numbers(0..<11))
  }

  @Test func `A journal that is full is begun anew`() async throws {
    let store = try JournaledStore()
    var number = 0
    while number < 300 {
      try await store.append(number..<number + 1)
      number += 1
      if number % 23 == 0 { #expect(try await store.crashImage().events().count == number) }
    }
    #expect(try await store.crashImage().events() == numbers(0..<300))
  }

  @Test func `A group too large for the journal is durable by a commit`() async throws {
    let store = try JournaledStore()
    try await store.append(0..<2)
    try await store.log.append((2..<400).map(JournaledStore.event))
    try await store.append(400..<401)
    #expect(try await store.crashImage().events() == numbers(0..<401))
  }

  @Test func `A command is known after a crash, and so are the keys of its subject`() async throws {
    let store = try JournaledStore()
    let event = JournaledStore.event(1)
    let first = try await store.log.append([event], command: "once")
    let image = try store.crashImage()
    try await EventLog.with(image.path) { log in
      let again = try await log.append([event], command: "once")
      let read = try log.read(Query(tags: ["n:1"])).first?.event
      let next = try await log.append([event])
      #expect(again == first)
      #expect(read?.data == event.data)
      #expect(next.last == 2)
    }
    withExtendedLifetime(image) {}
  }
}

/// The journal as a file among others.
@Suite struct JournalFileTests {
  @Test func `A store that was not closed is refused without its journal`() async throws {
    let store = try JournaledStore()
    try await store.append(0..<3)
    let image = try store.crashImage()
    try FileManager.default.removeItem(atPath: image.journal)
    let error = #expect(throws: LogError.self) { try EventLog.open(image.path) }
    #expect(error?.code == .corrupt(position: 0))
    #expect(error?.message.contains("journal is missing") == true)
  }

  @Test func `Another store's journal is refused`() async throws {
    let (store, other) = (try JournaledStore(), try JournaledStore())
    try await store.append(0..<3)
    try await other.append(0..<3)
    let (image, otherImage) = (try store.crashImage(), try other.crashImage())
    try FileManager.default.removeItem(atPath: image.journal)
    try FileManager.default.copyItem(atPath: otherImage.journal, toPath: image.journal)
    withExtendedLifetime((other, otherImage)) {}
    let error = #expect(throws: LogError.self) { try EventLog.open(image.path) }
    #expect(error?.code == .corrupt(position: 0))
  }

  @Test func `A store that was closed needs no journal`() async throws {
    let store = try JournaledStore()
    try await store.append(0..<3)
    await store.log.close()
    let image = try store.crashImage()
    try FileManager.default.removeItem(atPath: image.journal)
    #expect(try await image.events() == numbers(0..<3))
  }

  @Test func `The journal of a lost store is not written over`() async throws {
    let store = try JournaledStore()
    try await store.append(0..<3)
    let image = try store.crashImage()
    try FileManager.default.removeItem(atPath: image.path + "/data.mdb")
    let error = #expect(throws: LogError.self) {
      try EventLog.create(image.path, keys: image.folder.path + "/other.keys")
    }
    #expect(error?.code == .storeExists)
    #expect(try image.frames().count == 3)
  }

  @Test func `An older copy of a closed store gets nothing from a later journal`() async throws {
    let store = try JournaledStore()
    try await store.append(0..<3)
    await store.log.close()
    let old = try store.crashImage()
    let later = try EventLog.open(store.path)
    try await later.append([JournaledStore.event(3)])
    await later.close()
    try FileManager.default.removeItem(atPath: old.journal)
    try FileManager.default.copyItem(atPath: store.path + "/journal", toPath: old.journal)
    #expect(try await old.events() == numbers(0..<3))
    // And none of its frames comes up where the copy goes its own way.
    try await EventLog.with(old.path, options: JournaledStore.patient) { log in
      try await log.append([JournaledStore.event(7)])
      #expect(try await CrashImage(of: old).events() == numbers(0..<3) + ["7"])
    }
  }

  @Test func `An erasure leaves nothing of the journal`() async throws {
    let store = try JournaledStore(patience: 1)
    try await store.append(0..<6)
    _ = try await store.log.erase("s1", reason: "asked")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: store.path + "/journal"))
    #expect(bytes.dropFirst(Journal.sector).allSatisfy { $0 == 0 })
    #expect(try store.log.check() == [])
  }

  @Test func `A backup stands without a journal`() async throws {
    let store = try JournaledStore(patience: 1)
    try await store.append(0..<3)
    let copy = QuickFolder()
    try store.log.backup(to: copy.path + "/copy")
    try EventLog.restore(copy.path + "/copy", to: copy.path + "/store", keys: store.path + ".keys")
    let restored = try EventLog.open(copy.path + "/store", keys: store.path + ".keys")
    #expect(try restored.head() == 3)
    await restored.close()
  }
}
