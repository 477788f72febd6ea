internal import Foundation

/// What a question may cost.
public struct QueryLimits: Sendable {
  /// How long it may run.
  public var seconds: Double
  /// How many rows are given; the rest is left out, and it's said.
  public var rows: Int
  /// How long a text or blob may become, in bytes.
  public var valueBytes: Int

  /// - Parameters:
  ///   - seconds: half a minute unless given.
  ///   - rows: 100,000 unless given.
  ///   - valueBytes: 1 MiB unless given.
  public init(seconds: Double = 30, rows: Int = 100_000, valueBytes: Int = 1 << 20) {
    self.seconds = seconds
    self.rows = rows
    self.valueBytes = valueBytes
  }
}

/// Why a question wasn't answered: a line that says what is wrong, and what to do.
public enum QueryFailure: Error, Equatable, CustomStringConvertible {
  /// It would do more than read.
  case notReading
  /// There's more than one statement.
  case severalStatements
  /// It ran for longer than it may.
  case tookTooLong(seconds: Double)
  /// A value became longer than it may.
  case tooLarge(bytes: Int)
  /// SQLite doesn't understand it.
  case invalid(String)

  public var description: String {
    switch self {
    case .notReading: "the query was refused: only SELECT can be asked, of the analysts' tables"
    case .severalStatements: "the query was refused: ask one statement at a time"
    case .tookTooLong(let seconds):
      "the query was stopped after \(seconds.formatted()) seconds: ask for less, or raise --seconds"
    case .tooLarge(let bytes):
      "the query was stopped: a value became longer than \(bytes) bytes; ask for less of it"
    case .invalid(let reason): "the query was refused: \(reason); see 'portal analytics schema'"
    }
  }
}

/// A value of a row.
public enum QueryValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob(byteCount: Int)
}
