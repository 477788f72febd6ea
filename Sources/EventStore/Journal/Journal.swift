internal import Dispatch
internal import Glibc
internal import PortalCrypto

/// Where a group of appends becomes durable: a file of fixed size beside LMDB's, written from its
/// start to its end and then again.
///
/// A commit of LMDB flushes twice and writes some ten pages, so one for each group would cost more
/// than all else. The writer keeps its transaction open instead, makes a group durable by one frame
/// here and one flush, answers, and commits later. What a crash leaves beyond LMDB's last commit is
/// taken in by whoever writes next.
///
/// Frames begin at multiples of 512 bytes. Positions never go back, so a frame of an earlier round
/// can't be taken for one of this: it doesn't go on where the one before it ends.
///
/// The file is read and written only under LMDB's write lock.
final class Journal: Sendable {
  static let sector = 512
  static let magic = Array("PORTALJ1".utf8)
  static let idByteCount = 16
  private static let longFrame = 2 << 10

  let path: String
  /// How large the file is made.
  let byteCount: Int
  private let keyring: Keyring
  private let state = Locked(State())
  private let flusher = DispatchQueue(label: "portal.journal", qos: .userInitiated)

  private struct State {
    var file: Int32 = -1
    var byteCount = 0
    var id: [UInt8] = []
    /// What frames of this identifier are authenticated by.
    var key: SharedKey?
    /// Where the next frame goes.
    var end = Journal.sector
  }

  /// - Parameters:
  ///   - path: the file, which is made once it's needed.
  ///   - byteCount: how large it's made.
  init(_ path: String, byteCount: Int, _ keyring: Keyring) {
    self.path = path
    self.byteCount = max(byteCount, 2 * Self.sector)
    self.keyring = keyring
  }

  deinit { state.withLock { if $0.file >= 0 { close($0.file) } } }

  /// Which journal it is; `nil` where there is none yet.
  ///
  /// - Throws: `LogError` where the file is none of this store.
  func id() throws -> [UInt8]? {
    try state.withLock { state throws in try open(&state) ? state.id : nil }
  }

  /// Gives the file a new identifier, so that whatever is in it counts no more; makes it, where it is
  /// missing.
  ///
  /// - Returns: the identifier.
  func renew() throws -> [UInt8] {
    try state.withLock { state throws in
      let id = randomBytes(Self.idByteCount)
      let header = Self.magic + UInt32(1).bigEndianBytes + keyring.storeID + id
      if try open(&state) {
        try put(header, at: 0, state)
        try flush(state)
      } else {
        // Written, not only reserved: the first write to what is reserved changes the file's map.
        let rest = [UInt8](repeating: 0, count: byteCount - header.count)
        try DurableFile.replace(path, with: header + rest)
      }
      _ = try open(&state)
      return id
    }
  }

  /// What frames are authenticated by.
  var key: SharedKey {
    state.withLock { state in
      guard let key = state.key else { preconditionFailure("no frame before the journal is ready") }
      return key
    }
  }

  /// Whether a frame has room behind those written.
  func hasRoom(for frame: GroupFrame) -> Bool {
    state.withLock { $0.end + frame.byteCount <= $0.byteCount }
  }

  /// Begins to make a group durable: on a thread of its own, where that takes longer than waking one.
  func beginWriting(_ frame: GroupFrame) -> JournalFlush {
    let key = key
    let flush = JournalFlush()
    let body: @Sendable () throws(FileError) -> Void = { () throws(FileError) in
      try self.write(frame.bytes(key: key.secret))
    }
    if frame.byteCount < Self.longFrame {
      flush.run(body)
    } else {
      flusher.async { flush.run(body) }
    }
    return flush
  }

  /// Makes a frame durable.
  private func write(_ frame: [UInt8]) throws(FileError) {
    try state.withLock { state throws(FileError) in
      do throws(FileError) {
        try put(frame, at: state.end, state)
        try flush(state)
      } catch {
        // Nobody must find it after all.
        try? put([UInt8](repeating: 0, count: Self.sector), at: state.end, state)
        try? flush(state)
        throw error
      }
      state.end += Self.aligned(frame.count)
    }
  }

  /// Finds the frames beyond LMDB's last commit, and goes on behind them; where there are none, at the
  /// start.
  ///
  /// - Parameters:
  ///   - head: the last position of that commit.
  ///   - thoroughly: whether the whole file is looked at, so that damage is told from an end.
  /// - Throws: `LogError` with `corrupt` where frames are there, but not all before them.
  func frames(after head: UInt64, thoroughly: Bool) throws -> [JournalFrame] {
    try state.withLock { state throws in
      state.end = Self.sector
      guard try open(&state), let key = state.key else { return [] }
      var frames: [JournalFrame] = []
      var next = head + 1
      while let header = header(at: state.end, state), header.first <= next {
        if header.last >= next {
          guard header.first == next,
            let frame = JournalFrame(
              read(header.byteCount, at: state.end, state.file).rawSpan, key: key.secret)
          else { break }
          frames.append(frame)
          next = frame.last + 1
        } else if !thoroughly {
          // All of a round is committed at once.
          break
        }
        state.end += Self.aligned(header.byteCount)
      }
      if thoroughly { try checkEnd(state, next, key) }
      if frames.isEmpty { state.end = Self.sector }
      return frames
    }
  }

  /// Overwrites what was written, where no frame was found beyond LMDB's last commit.
  ///
  /// - Returns: whether that was so.
  func eraseIfTakenIn() throws(FileError) -> Bool {
    try state.withLock { state throws(FileError) in
      guard state.end == Self.sector else { return false }
      guard state.file >= 0 else { return true }
      let zeros = [UInt8](repeating: 0, count: state.byteCount - Self.sector)
      try put(zeros, at: Self.sector, state)
      try flush(state)
      return true
    }
  }

  /// A frame that is whole behind one that isn't: a flush of the first came before, so it was damaged
  /// since.
  private func checkEnd(_ state: State, _ next: UInt64, _ key: SharedKey) throws {
    for offset in stride(from: state.end, to: state.byteCount, by: Self.sector) {
      guard let header = header(at: offset, state), header.first >= next,
        JournalFrame(
          read(header.byteCount, at: offset, state.file).rawSpan, key: key.secret) != nil
      else { continue }
      throw LogError(
        .corrupt(position: next),
        "the journal is damaged: the event at position \(next) is missing, later ones are there; "
          + "restore the file 'journal' or the store from a backup")
    }
  }

  private func header(at offset: Int, _ state: State) -> JournalFrame.Header? {
    let bytes = read(JournalFrame.headerByteCount, at: offset, state.file)
    guard let header = JournalFrame.Header(bytes.rawSpan),
      offset + header.byteCount <= state.byteCount
    else { return nil }
    return header
  }

  private static func aligned(_ count: Int) -> Int { (count + sector - 1) / sector * sector }
}

// The file itself.

extension Journal {
  /// Opens the file, and reads which journal it is: another process may have renewed it.
  ///
  /// - Returns: whether there is a file.
  private func open(_ state: inout State) throws -> Bool {
    if state.file < 0 {
      let file = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC)
      guard file >= 0 else {
        if errno == ENOENT { return false }
        throw FileError(code: errno, action: "opening \(path)")
      }
      state.file = file
      state.byteCount = lseek(file, 0, SEEK_END)
    }
    let known = Self.magic + UInt32(1).bigEndianBytes + keyring.storeID
    let header = read(known.count + Self.idByteCount, at: 0, state.file)
    guard header.count == known.count + Self.idByteCount, header.starts(with: known) else {
      throw LogError(
        .corrupt(position: 0), "\(path) is no journal of this store; put the store's own back")
    }
    let id = Array(header[known.count...])
    guard id != state.id else { return true }
    state.id = id
    var key = BLAKE2b.hash(
      (Array("\0journal\0".utf8) + header).rawSpan, key: keyring.index,
      byteCount: SecretKey.byteCount)
    state.key = SharedKey(SecretKey(copying: key.rawSpan))
    wipe(&key)
    return true
  }

  /// - Returns: as many bytes as there are, up to `count`.
  private func read(_ count: Int, at offset: Int, _ file: Int32) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
      while done < count {
        let got = unsafe pread(
          file, buffer.baseAddress.unsafelyUnwrapped + done, count - done, offset + done)
        if got <= 0 { return }
        done += got
      }
    }
  }

  private func put(_ bytes: [UInt8], at offset: Int, _ state: State) throws(FileError) {
    try DurableFile.put(bytes, to: state.file, at: offset, path)
  }

  private func flush(_ state: State) throws(FileError) {
    guard fdatasync(state.file) == 0 else {
      throw FileError(code: errno, action: "flushing \(path)")
    }
  }
}
