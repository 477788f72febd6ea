import Foundation
import LMDB
import PortalDomain

@testable import EventStore
@testable import Portal
@testable import Projections

/// Every row of every read model, opened.
struct ViewContents: Equatable {
  /// By read model and owner, in the order of their bytes: the keys that a store sorts them by are its
  /// own.
  private(set) var rows: [String: [EventSubject: [String]]] = [:]

  static let models = ReadModels.all
  private static let owners: [EventSubject] =
    ["maria", "james", "wei", "mia", "jun", "rosa", "tom"].map { .patient(PatientID($0)) }
    + (0...9).compactMap { PhoneNumber("+1507555010\($0)") }.map { .phone($0) } + [.clinic]

  /// - Throws: `NotAllRowsError` where somebody has rows whom this doesn't know.
  init(_ portal: Portal) throws {
    var found: [String: [EventSubject: [String]]] = [:]
    try portal.log.views { rows, snapshot in
      for model in Self.models {
        let table = try rows.tableInForce(of: portal.engine.tables(of: model), snapshot).table
        for owner in Self.owners {
          let opened = try rows.rows(of: owner.logSubject, in: table, snapshot)
          guard !opened.isEmpty else { continue }
          found[model.name, default: [:]][owner] =
            opened.map { Self.withoutPlaces(String(decoding: $0, as: UTF8.self)) }.sorted()
        }
        let entries = try snapshot.statistics(of: table.table).entries
        guard entries == found[model.name]?.values.reduce(0, { $0 + $1.count }) ?? 0 else {
          throw NotAllRowsError(model: model.name)
        }
      }
    }
    rows = found
  }

  /// Where an event stands in the log depends on what else happened: rows that say so are compared
  /// without it.
  private static func withoutPlaces(_ row: String) -> String {
    row.replacing(/"position":\d+/, with: "\"position\":0")
      .replacing(/"\d+\.([a-zA-Z]+)/) { "\"0.\($0.output.1)" }
  }

  /// Whose rows there are.
  var everyOwner: Set<EventSubject> { Set(rows.values.flatMap(\.keys)) }
  /// What the rows say.
  var texts: [String] { rows.values.flatMap(\.values).flatMap(\.self) }
}

struct NotAllRowsError: Error {
  let model: String
}

extension Portal {
  /// Has every read model made anew at the next opening.
  func forgetViews() throws {
    try log.store.write { transaction in
      for model in ViewContents.models {
        for table in engine.tables(of: model).all { try log.viewRows.clear(table, transaction) }
      }
    }
  }
}
