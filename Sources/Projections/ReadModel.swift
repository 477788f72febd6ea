package import EventStore
internal import Foundation
package import LMDB
package import PortalDomain

/// A read model: a pure fold from events to small rows, grouped by owner.
package protocol ReadModel: SendableMetatype {
  associatedtype Row: Codable & Sendable

  static var name: String { get }
  /// Raised whenever the fold changes; the rows are then made anew from the log.
  static var version: UInt32 { get }
  /// The rows that an event touches.
  static func keys(of event: any DomainEvent) -> [RowKey]
  /// Takes an event into a row; `nil` where there is none.
  static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey)
  /// Takes a patient who is being erased out of a row that isn't their own. Where nothing is said, the
  /// row goes.
  static func forget(_ patient: PatientID, in row: inout Row?)
}

extension ReadModel {
  package static func forget(_ patient: PatientID, in row: inout Row?) { row = nil }
}

/// The place of a row: whose it is, and its name among theirs.
package struct RowKey: Hashable, Sendable {
  package let owner: EventSubject
  package let name: String

  package init(_ owner: EventSubject, _ name: String) {
    self.owner = owner
    self.name = name
  }
}

/// Reads the rows of a read model at one moment.
package struct ReadModelReader<Model: ReadModel>: Sendable {
  let table: ViewRows.ViewTable

  package func row(
    _ name: String, of owner: EventSubject, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> Model.Row? {
    try rows.row(name, of: owner.logSubject, in: table, snapshot).map(RowCoding.decode)
  }

  package func rows(
    of owner: EventSubject, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> [Model.Row] {
    try rows.rows(of: owner.logSubject, in: table, snapshot).map(RowCoding.decode)
  }
}

/// Rows are JSON too.
enum RowCoding {
  static func encode(_ row: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return Array(try encoder.encode(row))
  }

  static func decode<Row: Decodable>(_ bytes: [UInt8]) throws -> Row {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(Row.self, from: Data(bytes))
  }
}
