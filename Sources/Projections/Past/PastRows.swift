package import EventStore
package import PortalDomain

/// The rows of some read models as they stood at a position of the log: folded anew from its events,
/// and kept in memory.
///
/// Only the rows of one patient are, and of the clinic where they are asked for. So it takes as much
/// memory as these do, however long the log is.
package struct PastRows: Sendable {
  private let patient: PatientID
  /// The patient's id as it stands in the data of every event that can touch a row of theirs: the
  /// rows that an event touches are told from what it says alone.
  private let mark: [UInt8]
  private let takesClinic: Bool
  private var models: [any PastModel]

  /// - Parameters:
  ///   - patient: whose rows are wanted.
  ///   - models: of which read models.
  ///   - clinic: of which the rows that are the clinic's own, too.
  package init(
    of patient: PatientID, _ models: [any ReadModel.Type], clinic: [any ReadModel.Type] = []
  ) throws {
    self.patient = patient
    mark = Array(try JSON.encode(patient).dropFirst().dropLast())
    takesClinic = !clinic.isEmpty
    let clinic = Set(clinic.map { $0.name })
    self.models = models.map { model in
      let own: Set<EventSubject> = [.patient(patient)]
      return Self.make(model, clinic.contains(model.name) ? own.union([.clinic]) : own)
    }
  }

  /// Takes in the next events, in order.
  ///
  /// - Throws: `LogError` where a read model has a fault at one, or one can't be read.
  package mutating func take(_ events: [RecordedEvent]) throws {
    for event in DecodedEvent.all(events.filter(concerns)) {
      do {
        guard let occurrence = try event.content.get() else { continue }
        for index in models.indices { try models[index].fold(occurrence) }
      } catch let fault as ViewFault {
        throw LogError(
          .invalid,
          "what was shown then can't be told: at position \(event.position) \(fault.reason)")
      }
    }
  }

  /// Whether an event may touch a row that is wanted; most don't, and needn't be decoded.
  private func concerns(_ recorded: RecordedEvent) -> Bool {
    guard let event = recorded.event else { return false }
    if event.subject == nil, takesClinic { return true }
    return event.subject == patient.logSubject || event.data.contains(mark)
      || event.metadata.contains(mark)
  }

  /// The rows of a read model.
  func rows<Model: ReadModel>(of model: Model.Type) -> [RowKey: Model.Row] {
    for case let past as PastModelRows<Model> in models { return past.rows }
    preconditionFailure("the read model \(model.name) was not folded")
  }

  private static func make<Model: ReadModel>(
    _ model: Model.Type, _ owners: Set<EventSubject>
  ) -> any PastModel {
    PastModelRows<Model>(owners: owners)
  }
}

private protocol PastModel: Sendable {
  mutating func fold(_ occurrence: Occurrence) throws
}

private struct PastModelRows<Model: ReadModel>: PastModel {
  let owners: Set<EventSubject>
  var rows: [RowKey: Model.Row] = [:]

  mutating func fold(_ occurrence: Occurrence) throws {
    for key in Model.keys(of: occurrence) where owners.contains(key.owner) {
      try Model.fold(&rows[key], occurrence, at: key)
      // As it's read back from a store: the seconds of a time, and no parts of them.
      rows[key] = try rows[key].map { try JSON.decode(Model.Row.self, JSON.encode($0)) }
    }
  }
}

extension [UInt8] {
  /// Whether some bytes stand in it, one after the other.
  fileprivate func contains(_ part: [UInt8]) -> Bool {
    guard let first = part.first, count >= part.count else { return part.isEmpty }
    var start = 0
    while start <= count - part.count {
      if self[start] == first, self[start..<start + part.count].elementsEqual(part) { return true }
      start += 1
    }
    return false
  }
}
