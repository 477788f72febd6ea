import EventStore
import Foundation
import TestSupport
import Testing

/// Damage to the file itself, below what the log stores in it: in the pages of LMDB, which trusts
/// them. A process of its own looks at each, since LMDB may end it.
///
/// Whatever happens, damage is never taken for a sound log with other content.
@Suite struct DamagedFileTests {
  static let pageSize = 4096

  /// A file may lose its end: a copy that was broken off, a disk that was full.
  @Test(arguments: [
    Cut.bytes(0), .bytes(1), .bytes(100), .bytes(4096), .bytes(8192), .bytes(12_288), .share(4),
    .share(2), .lastPage, .partOfLastPage,
  ])
  func `A data file that was cut short is refused, or has lost nothing`(cut: Cut) async throws {
    let store = try await SoundStore.small()
    let used = try usedBytes(of: store)
    let length =
      switch cut {
      case .bytes(let count): count
      case .share(let part): used / part
      case .lastPage: used - Self.pageSize
      case .partOfLastPage: used - 1
      }
    try shorten(store, to: length)
    // The last page of all may be a free one.
    try await expectNothingFalse(of: store, mayBeWhole: length >= used - Self.pageSize, "\(cut)")
  }

  enum Cut: Sendable {
    case bytes(Int)
    case share(Int)
    case lastPage, partOfLastPage
  }

  /// Bytes behind the last page in use are reserved, and hold nothing.
  @Test func `A data file without what was reserved is whole`() async throws {
    let store = try await SoundStore.small()
    let used = try usedBytes(of: store)
    try shorten(store, to: used)
    #expect(try await PortalProgram.run(["log", "check", "--store", store.path]).status == 0)
    #expect(try EventLog.open(store.path).read(ReadCall()) == store.events)
  }

  @Test(arguments: MetaDamage.allCases)
  func `A damaged meta page is refused`(damage: MetaDamage) async throws {
    let store = try await SoundStore.small()
    try change(store) { bytes in
      for page in [0, 1] { damage.apply(to: &bytes, at: page * Self.pageSize) }
    }
    // A last page that lies further than it does is no loss: what is between is free.
    try await expectNothingFalse(of: store, mayBeWhole: damage == .lastPageBeyond, "\(damage)")
  }

  /// Which field of both meta pages holds what it can't hold. Offsets are those of a page's 16 bytes
  /// of header and LMDB's `MDB_meta`: magic, version, address, size of the map, two trees of 48
  /// bytes, the last page, the transaction.
  enum MetaDamage: CaseIterable {
    case magic, version, pageSizeZero, pageSizeOdd, mainRootBeyond, mainRootWrong, lastPageSmall
    case lastPageBeyond, lastPageHuge

    func apply(to bytes: inout Data, at page: Int) {
      switch self {
      case .magic: bytes[page + 16] ^= 0xff
      case .version: bytes[page + 20] ^= 0x40
      // The first tree's first field is the size of a page.
      case .pageSizeZero: bytes.set(UInt32(0), at: page + 40)
      case .pageSizeOdd: bytes.set(UInt32(12_345), at: page + 40)
      case .mainRootBeyond: bytes.set(UInt64(1) << 40, at: page + 128)
      case .mainRootWrong: bytes.set(UInt64(1), at: page + 128)
      case .lastPageSmall: bytes.set(UInt64(2), at: page + 136)
      case .lastPageBeyond: bytes.set(UInt64(100_000), at: page + 136)
      case .lastPageHuge: bytes.set(UInt64(1) << 40, at: page + 136)
      }
    }
  }

  /// Without the newest of its two meta pages, a file is what it was a commit before: not closed.
  @Test func `A lost newest meta page is found by the journal that is missing then`() async throws {
    let store = try await SoundStore.small()
    try change(store) { bytes in
      let transactions = [0, 1].map { bytes.integer(UInt64.self, at: $0 * Self.pageSize + 144) }
      let newest = transactions[0] > transactions[1] ? 0 : 1
      bytes.set(UInt64(0), at: newest * Self.pageSize + 144)
    }
    let run = try await PortalProgram.run(["log", "check", "--store", store.path])
    #expect(run.isRefusal && run.errors.contains("journal is missing"), "\(run)")
  }

  @Test(arguments: PageKind.allCases, PageDamage.allCases)
  func `A damaged page is never taken for a sound log with other content`(
    kind: PageKind, damage: PageDamage
  ) async throws {
    let store = try await SoundStore.small()
    var count = 0
    try change(store) { bytes in
      for start in stride(from: 2 * Self.pageSize, to: bytes.count, by: Self.pageSize)
      where bytes.integer(UInt64.self, at: start) == UInt64(start / Self.pageSize)
        && bytes.integer(UInt16.self, at: start + 10) == kind.rawValue
      {
        damage.apply(to: &bytes, at: start)
        count += 1
      }
    }
    try #require(count > 0)
    try await expectNothingFalse(
      of: store, mayBeWhole: true, mayDie: kind.mayEnd(by: damage), "\(kind), \(damage)")
  }

  /// `PORTAL_FLIPS` sets how often; `PORTAL_SEED` repeats a run. Of a hundred, LMDB ends the process
  /// about once: it follows what a page says without a look at whether it can be.
  @Test func `A bit changed anywhere is never taken for a sound log with other content`()
    async throws
  {
    let seed =
      ProcessInfo.processInfo.environment["PORTAL_SEED"].flatMap(UInt64.init)
      ?? UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<PortalProgram.setting("PORTAL_FLIPS", otherwise: 10) {
      let store = try await SoundStore.small()
      let page = try Int.random(in: 0..<usedBytes(of: store) / Self.pageSize, using: &generator)
      // Half of them where a page says what is on it.
      let offset = Int.random(
        in: 0..<(Bool.random(using: &generator) ? 80 : Self.pageSize), using: &generator)
      let bit = UInt8.random(in: 0..<8, using: &generator)
      try change(store) { $0[page * Self.pageSize + offset] ^= 1 << bit }
      try await expectNothingFalse(
        of: store, mayBeWhole: true, mayDie: true,
        "PORTAL_SEED=\(seed), bit \(bit) of byte \(offset) of page \(page)")
    }
  }

  /// The flags of a page, by which LMDB tells what is on it.
  enum PageKind: UInt16, CaseIterable {
    case branch = 1
    case leaf = 2
    case overflow = 4

    /// Whether LMDB 0.9.24 doesn't look at what it follows here.
    func mayEnd(by damage: PageDamage) -> Bool {
      switch (self, damage) {
      case (.leaf, .noNodes), (.leaf, .tooManyNodes), (.branch, .flags): true
      default: false
      }
    }
  }

  enum PageDamage: CaseIterable {
    case zero, ones, flags, noNodes, tooManyNodes, nodeBeyond

    func apply(to bytes: inout Data, at page: Int) {
      let whole = page..<page + DamagedFileTests.pageSize
      switch self {
      case .zero: bytes.resetBytes(in: whole)
      case .ones: bytes.replaceSubrange(whole, with: Data(repeating: 0xff, count: whole.count))
      case .flags: bytes.set(UInt16.max, at: page + 10)
      case .noNodes: bytes.set(UInt16(0), at: page + 12)
      case .tooManyNodes: bytes.set(UInt16.max, at: page + 12)
      case .nodeBeyond: bytes.set(UInt16.max, at: page + 16)
      }
    }
  }

  private func shorten(_ store: SoundStore, to length: Int) throws {
    let file = try #require(FileHandle(forWritingAtPath: store.dataFile))
    try file.truncate(atOffset: UInt64(length))
    try file.close()
  }

  /// How the sound store reads, as a line.
  private static let soundAnswer = Task {
    let store = try await SoundStore.small()
    let read = try await PortalProgram.run(
      ["log", "pipe", "--store", store.path], input: #"{"op":"read"}"# + "\n")
    return try #require(read.lines.first)
  }

  /// Lets the program look at a store, and holds what it says against what was there.
  ///
  /// - Parameters:
  ///   - mayBeWhole: whether nothing need be lost.
  ///   - mayDie: whether LMDB may end the process.
  private func expectNothingFalse(
    of store: SoundStore, mayBeWhole: Bool, mayDie: Bool = false, _ name: String
  ) async throws {
    let read = try await PortalProgram.run(
      ["log", "pipe", "--store", store.path], input: #"{"op":"read"}"# + "\n")
    let check = try await PortalProgram.run(["log", "check", "--json", "--store", store.path])
    for run in [read, check] {
      #expect(!run.died || mayDie, "\(name): \(run)")
      #expect([0, 1].contains(run.status) || run.died, "\(name): \(run)")
    }
    if !check.died, check.status == 0 {
      #expect(mayBeWhole, "\(name): \(check)")
      #expect(check.output.isEmpty, "\(name): \(check)")
      do {
        let events = try EventLog.open(store.path).read(ReadCall())
        #expect(events == store.events, "\(name)")
      } catch { Issue.record("\(name): checked as sound, and yet: \(error)") }
    } else if !check.died {
      // One line that says why, or a line for each fault.
      #expect(check.isRefusal || !check.lines.isEmpty, "\(name): \(check)")
    }
    // What was damaged may be what reading doesn't need.
    if let answer = read.lines.first, !answer.contains(#""ok":false"#) {
      #expect(try await answer == Self.soundAnswer.value, "\(name): \(read)")
    }
  }

  /// How many bytes of a store's file are in use: what lies behind them is only reserved.
  private func usedBytes(of store: SoundStore) throws -> Int {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: store.dataFile))
    let metas = [0, Self.pageSize].map { page in
      (bytes.integer(UInt64.self, at: page + 144), bytes.integer(UInt64.self, at: page + 136))
    }
    let newest = metas[0].0 > metas[1].0 ? metas[0] : metas[1]
    return (Int(newest.1) + 1) * Self.pageSize
  }

  private func change(_ store: SoundStore, _ change: (inout Data) -> Void) throws {
    let file = URL(fileURLWithPath: store.dataFile)
    var bytes = try Data(contentsOf: file)
    change(&bytes)
    try bytes.write(to: file)
  }
}

extension Data {
  /// Writes an integer in the machine's own order, as LMDB does.
  fileprivate mutating func set(_ integer: some FixedWidthInteger, at offset: Int) {
    for index in 0..<integer.bitWidth / 8 {
      self[offset + index] = UInt8(truncatingIfNeeded: integer.littleEndian >> (8 * index))
    }
  }

  fileprivate func integer<Integer: FixedWidthInteger>(
    _ type: Integer.Type, at offset: Int
  ) -> Integer {
    (0..<Integer.bitWidth / 8).reduce(0) { $0 | Integer(self[offset + $1]) << (8 * $1) }
  }
}
