package import EventStore
package import Foundation
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
  /// The rows that an event touches, for who wants to know where and when it was recorded.
  static func keys(of occurrence: Occurrence) -> [RowKey]
  /// Takes an event into a row, for who wants to know where and when it was recorded, and by whom.
  static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey)
  /// Takes a patient who is being erased out of a row that isn't their own. Where nothing is said, the
  /// row goes.
  static func forget(_ patient: PatientID, in row: inout Row?)
}

extension ReadModel {
  package static func keys(of event: any DomainEvent) -> [RowKey] { [] }
  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {}

  package static func keys(of occurrence: Occurrence) -> [RowKey] { keys(of: occurrence.event) }
  package static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey) {
    fold(&row, occurrence.event, at: key)
  }

  package static func forget(_ patient: PatientID, in row: inout Row?) { row = nil }
}

/// An event, and what the log says about it.
package struct Occurrence: Sendable {
  package let event: any DomainEvent
  package let position: UInt64
  /// When it was appended, to the millisecond.
  package let time: Date
  /// Who caused it and by which way; `nil` where the portal didn't record it.
  package let metadata: EventMetadata?

  package init(
    _ event: any DomainEvent, position: UInt64, time: Date, metadata: EventMetadata? = nil
  ) {
    self.event = event
    self.position = position
    self.time = time
    self.metadata = metadata
  }
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

extension Occurrence {
  /// The day on which it was recorded, in Greenwich: what rows are grouped by.
  package var day: LocalDate { LocalDate(time, in: .gmt) }
  /// What it means for the outbox; `nil` for nothing.
  package var noticeEffect: NoticeEffect? {
    NoticeCatalogue.effect(of: event, NoticeCause(time: time, origin: metadata?.origin))
  }
  /// Its month: `2026-03`.
  package var month: String { String(day.description.prefix(7)) }
}
