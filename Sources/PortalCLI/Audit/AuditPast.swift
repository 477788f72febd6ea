public import ArgumentParser
import Foundation
public import Portal
import PortalDomain

extension PastView: ExpressibleByArgument {}

/// An instant, or a day, which stands for its last moment at the clinic.
struct MomentArgument: ExpressibleByArgument {
  private enum Moment {
    case instant(Date)
    case day(LocalDate)
  }

  private let moment: Moment

  init?(argument: String) {
    if let day = LocalDate(argument: argument) {
      moment = .day(day)
    } else if let instant = InstantArgument(argument: argument) {
      moment = .instant(instant.value)
    } else {
      return nil
    }
  }

  func instant(in zone: TimeZone) -> Date {
    switch moment {
    case .instant(let instant): instant
    case .day(let day): day.adding(days: 1).start(in: zone).addingTimeInterval(-0.001)
    }
  }
}

/// Prints what a patient's views showed at a time.
struct AuditPast {
  let portal: Portal
  let isJSON: Bool

  func show(
    _ name: String, _ instant: Date, _ views: [PastView], as origin: Origin
  ) async throws {
    let patient = try portal.auditedPatient(name)
    let bar = ProgressBar("Replaying")
    defer { bar.finish() }
    let past = try await portal.past(
      of: patient, asOf: instant, views.isEmpty ? PastView.allCases : views, as: origin
    ) { bar.update(Int($0), Int($1)) }
    bar.finish()
    let time = past.instant.formatted(.iso8601)
    if !isJSON { print("\(past.patient) at \(time), up to position \(past.position)") }
    for contents in past.contents {
      let view = contents.view.rawValue
      if isJSON {
        let things = contents.things.map(\.json).joined(separator: ",")
        print(
          "{\"asOf\":\"\(time)\",\"position\":\(past.position),\"things\":[\(things)],"
            + "\"view\":\"\(view)\"}")
      } else {
        print("\n\(view)")
        for thing in contents.things { print("  \(thing.words)") }
        if contents.things.isEmpty { print("  nothing") }
      }
    }
  }
}
