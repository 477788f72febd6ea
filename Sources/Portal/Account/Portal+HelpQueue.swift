internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// The help desk's side.
extension Portal {
  /// Somebody who waits for help with a lost password or PIN.
  public struct HelpRequest: Sendable {
    public let id: HelpID
    public let patient: PatientID
    /// Where they asked from.
    public let phone: PhoneNumber?
    public let at: Date
  }

  /// Who waits for help, the longest waiting first.
  public func helpQueue() throws -> [HelpRequest] {
    try log.views { rows, snapshot in
      try engine.reader(HelpQueue.self).rows(of: .clinic, rows, snapshot)
    }.map { HelpRequest(id: $0.request, patient: $0.patient, phone: $0.phone, at: $0.at) }
      .sorted { ($0.at, $0.id.value) < ($1.at, $1.id.value) }
  }

  /// Whose a request for help is; `nil` where none is open by that number.
  public func patient(ofHelp id: HelpID) throws -> PatientID? {
    try log.views { rows, snapshot in
      try engine.reader(HelpQueue.self).row(id.value, of: .clinic, rows, snapshot)
    }?.patient
  }
}
