internal import Foundation
internal import LMDB
internal import PortalCrypto

extension EventLog {
  /// The folder of the keys of a store, unless another is named: it stands beside the store, so
  /// that a copy of the store alone is worthless.
  public static func defaultKeys(for store: String) -> String {
    withoutSlash(store) + ".keys"
  }

  /// A folder's path without slashes at its end.
  static func withoutSlash(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// Makes a new, empty store and its keys.
  ///
  /// - Parameters:
  ///   - path: the store's folder. It's made where it is missing, and must hold no store yet.
  ///   - keys: the folder of the keys; beside the store unless named.
  ///   - rootKey: where the root key comes from.
  /// - Throws: `storeExists`, what the source of the root key refuses, or what the operating system
  ///   refused.
  public static func create(
    _ path: String, keys: String? = nil, rootKey: RootKeySource = .file
  ) throws(LogError) {
    let keys = keys ?? defaultKeys(for: path)
    guard !FileManager.default.fileExists(atPath: dataFile(path)) else {
      throw LogError(.storeExists, "there is a store in \(path) already; name another folder")
    }
    guard !FileManager.default.fileExists(atPath: journalFile(path)) else {
      throw journalExists(path)
    }
    guard RootKeyOrigin(of: keys) == .missing else { throw keysExist(keys) }
    let prepared = try rootKey.prepare()
    do {
      try DurableFile.makeFolder(path)
      try DurableFile.makeFolder(keys)
      let storeID = randomBytes(16)
      let root = try prepared.write(to: keys)
      try SlotsFile.create(at: keys + "/" + SlotsFile.name, storeID: storeID, root: root)
      let environment = try Environment.open(dataFile(path))
      try environment.write { transaction in
        let tables = try Tables(in: transaction)
        try transaction.put(
          Tables.format.bigEndianBytes, for: Tables.formatKey, in: tables.meta)
        try transaction.put(storeID, for: Tables.storeIDKey, in: tables.meta)
      }
    } catch let error as FileError where error.isExisting {
      throw keysExist(keys)
    } catch { throw LogError(wrapping: error) }
  }

  /// Opens a store.
  ///
  /// - Parameters:
  ///   - path: the store's folder.
  ///   - keys: the folder of the keys; beside the store unless named.
  ///   - options: sizes, the clock, the source of the root key, the read models.
  /// - Throws: `storeMissing`, `keyUnavailable`, `storeTooNew`, `storeTooOld`, `corrupt`, or what
  ///   the operating system refused.
  public static func open(
    _ path: String, keys: String? = nil, options: Options = Options()
  ) throws(LogError) -> EventLog {
    let store = try store(path, keys: keys, options)
    do {
      try store.begin(keys: keys ?? defaultKeys(for: path))
      try store.finishMaintenance()
      try store.attachments.removeLeftovers()
    } catch { throw LogError(wrapping: error) }
    return EventLog(store, options)
  }

  /// Opens the files of a store, whatever is in them.
  static func store(
    _ path: String, keys: String?, _ options: Options
  ) throws(LogError) -> Store {
    let keys = keys ?? defaultKeys(for: path)
    guard FileManager.default.fileExists(atPath: dataFile(path)) else {
      throw LogError(.storeMissing, "there is no store in \(path); make one with 'portal init'")
    }
    let keyring = try keyring(keys, options.rootKey)
    do {
      let environment = try Environment.open(
        dataFile(path), options: Environment.Options(mapSize: options.mapSize))
      try environment.clearStaleReaders()
      let tables = try environment.write { transaction in
        let tables = try Tables(in: transaction)
        try check(transaction.snapshot, tables, keyring, keys)
        return tables
      }
      return Store(
        bellPath: path + "/bell", bell: try CommitBell(path + "/bell"), environment: environment,
        turn: try Turn(path + "/bell"),
        journal: Journal(journalFile(path), byteCount: options.journalSize, keyring),
        usesJournal: options.journalSize > 0, tables: tables, keys: SubjectKeys(keyring, tables),
        blind: BlindIndex(keyring),
        checkpoints: CheckpointFile(store: path, keyring),
        attachments: AttachmentFolder(store: path), views: options.views, clock: options.clock)
    } catch { throw LogError(wrapping: error) }
  }

  static func dataFile(_ path: String) -> String { path + "/data.mdb" }
  static func journalFile(_ path: String) -> String { path + "/journal" }

  static func journalExists(_ path: String) -> LogError {
    LogError(
      .storeExists,
      "there is the journal of another store in \(path); it may hold events: move it away")
  }

  static func keysExist(_ keys: String) -> LogError {
    LogError(
      .storeExists, "there are keys in \(keys) already; move them away or name another folder")
  }

  /// Opens the keys of a folder.
  static func keyring(
    _ keys: String, _ source: RootKeySource
  ) throws(LogError) -> Keyring {
    let slots = keys + "/" + SlotsFile.name
    let root = try source.key(of: keys)
    do throws(KeyError) { return try Keyring(opening: slots, root: root) } catch {
      // Another process may have changed the root key between the two files.
      guard error == .wrong, RootKeyOrigin(of: keys) == .file else {
        throw source.refusal(error, keys)
      }
    }
    let newRoot = try source.key(of: keys)
    do throws(KeyError) { return try Keyring(opening: slots, root: newRoot) } catch {
      throw source.refusal(error, keys)
    }
  }

  /// Whether the file is a store of this format, and the keys are its own.
  private static func check(
    _ snapshot: borrowing Snapshot, _ tables: Tables, _ keyring: Keyring, _ keys: String
  ) throws {
    guard try storeID(snapshot, tables) == keyring.storeID else {
      throw LogError(.wrong, keys: keys)
    }
  }

  /// The format that a store has.
  static func format(_ snapshot: borrowing Snapshot, _ tables: Tables) throws(LMDBError) -> UInt32 {
    guard let row = try snapshot.value(for: Tables.formatKey, in: tables.meta), row.byteCount == 4
    else { throw .damaged }
    return UInt32(bigEndian: row)
  }

  /// The identifier of a store of this format.
  static func storeID(_ snapshot: borrowing Snapshot, _ tables: Tables) throws -> [UInt8] {
    let format = try format(snapshot, tables)
    guard let storeID = try snapshot.value(for: Tables.storeIDKey, in: tables.meta) else {
      throw LogError(LMDBError.damaged)
    }
    guard format >= 1 else { throw LogError(LMDBError.damaged) }
    guard format <= Tables.format else {
      throw LogError(
        .storeTooNew,
        "the store has format \(format), this program knows up to \(Tables.format); update it")
    }
    return storeID.array
  }
}

extension Store {
  /// Makes sure that the log is the one that its checkpoint was signed for and its keys belong to, and
  /// lets the read models take in what they missed.
  func begin(keys folder: String) throws {
    try checkJournal()
    try write(thoroughly: true) { transaction in
      if try EventLog.format(transaction.snapshot, tables) != Tables.format {
        try transaction.put(Tables.format.bigEndianBytes, for: Tables.formatKey, in: tables.meta)
      }
      try BucketEpochs(transaction.snapshot, in: tables).check(keys.keyring, keys: folder)
      if let checkpoint = try checkpoints.read() { try check(checkpoint, transaction.snapshot) }
    }
    for view in views { try view.open(ViewRows(store: self)) }
  }

  /// Refuses a store whose journal is not there: it may hold what was acknowledged.
  private func checkJournal() throws {
    let noted = try environment.read { snapshot throws(LMDBError) in try journalID(snapshot) }
    guard let noted, try journal.id() != noted else { return }
    throw LogError(
      .corrupt(position: 0),
      "the store was not closed, and its journal is missing: put the file 'journal' back beside "
        + "data.mdb, or restore a backup")
  }
}
