public import EventStore
internal import Foundation
internal import GRDB
public import PortalDomain
internal import Projections

extension AnalyticsStore {
  /// The tables with one more, `identities`, that says who the patients are; in memory alone.
  ///
  /// Real days are `date(…, '+' || days_moved || ' days')`.
  ///
  /// - Parameter log: the log that the file is kept from.
  /// - Returns: the tables, and whom they name. That these are about to be seen is the caller's to record.
  public func identified(by log: EventLog) throws -> (store: AnalyticsStore, patients: [PatientID])
  {
    let memory = try DatabaseQueue()
    try database.backup(to: memory)
    let harbor = SafeHarbor(log, timeZone: timeZone)
    let enrolled = try log.read(Query(types: [Account.Enrolled.name]))
    let patients = try memory.write { database in
      try database.execute(
        sql: """
          CREATE TABLE identities (
            patient INTEGER PRIMARY KEY REFERENCES patients,
            id TEXT NOT NULL,             -- as the portal knows them
            given_name TEXT NOT NULL, family_name TEXT NOT NULL,
            birth_date TEXT NOT NULL,
            clinic_number TEXT,
            days_moved INTEGER NOT NULL   -- to be added to the days of the other tables
          )
          """)
      return try enrolled.compactMap { recorded -> PatientID? in
        guard let event = try recorded.event.flatMap(EventCoding.decode) as? Account.Enrolled else {
          return nil
        }
        let person = harbor.person(event.patient.logSubject.name)
        try database.execute(
          sql: "INSERT OR REPLACE INTO identities VALUES (?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            person.key, "\(event.patient)", event.givenName, event.familyName,
            event.birthDate.description, event.clinicNumber, person.shift,
          ])
        return event.patient
      }
    }
    return (try AnalyticsStore(memory, timeZone), patients)
  }
}
