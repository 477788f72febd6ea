import Foundation
import Portal
import PortalDomain
import Synchronization
import TestSupport

/// The demonstration clinic at a time that a test moves.
final class ClinicAtTime: Sendable {
  private let store: DemonstrationStore
  private let box: Box
  let portal: Portal
  var path: String { store.folder.path + "/store" }

  static let maria = PatientID("maria")
  static let james = PatientID("james")
  static let rosa = PatientID("rosa")
  static let wei = PatientID("wei")

  init() async throws {
    let store = try await DemonstrationStore()
    let box = Box(DemonstrationStore.morning)
    self.store = store
    portal = try Portal(opening: store.folder.path + "/store", clock: { box.now })
    self.box = box
  }

  /// Time goes by.
  func pass(hours: Double) { box.move(by: hours * 3600) }

  static func patient(_ id: PatientID) -> Origin { Origin(actor: .patient(id), channel: .chat) }
  static let desk = Origin(actor: .staff("frontdesk"), channel: .staff)
  static let office = Origin(actor: .staff("ann"), channel: .staff)

  private final class Box: Sendable {
    private let date: Mutex<Date>
    init(_ date: Date) { self.date = Mutex(date) }
    var now: Date { date.withLock { $0 } }
    func move(by seconds: Double) { date.withLock { $0 += seconds } }
  }
}
