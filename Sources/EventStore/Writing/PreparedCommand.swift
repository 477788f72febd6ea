internal import LMDB
internal import PortalCrypto

/// The identifier of an append, as the table `commands` knows it, and what was asked for under it.
struct PreparedCommand: Sendable {
  let key: BlindKey
  private let requestHash: [UInt8]

  init(
    _ command: String, of events: [PreparedEvent], _ condition: AppendCondition?,
    _ blind: BlindIndex, indexKey: borrowing SecretKey
  ) {
    key = blind.key(command: command)
    requestHash = CommandRow.hash(of: events, condition, key: indexKey)
  }

  /// What the command was answered before, if it was carried out.
  ///
  /// - Throws: `LogError` with `commandReused` where another request was.
  func earlier(_ snapshot: borrowing Snapshot, in tables: Tables) throws(LogError) -> Receipt? {
    let found: CommandRow?
    do throws(LMDBError) {
      guard let row = try snapshot.value(for: key.bytes, in: tables.commands) else { return nil }
      found = CommandRow(decoding: row)
    } catch { throw LogError(error) }
    guard let found else { throw LogError(LMDBError.damaged) }
    guard found.requestHash == requestHash else {
      throw LogError(.commandReused, "this command's identifier was used for another request")
    }
    return Receipt(positions: found.positions)
  }

  /// What the table holds once the command was carried out.
  func row(_ receipt: Receipt) -> [UInt8] {
    CommandRow(requestHash: requestHash, positions: receipt.positions).encode()
  }
}
