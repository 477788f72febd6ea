internal import Foundation
internal import PortalDomain

extension Phrases {
  func results(_ results: [Records.Result], pending: Int, _ days: ClinicDays) -> String {
    let waiting =
      switch pending {
      case 0: ""
      case 1: say(.resultWaits)
      default: say(.resultsWait, ["count": "\(pending)"])
      }
    guard let first = results.first else {
      return pending == 0 ? say(.noResults) : "\(say(.noResultsReleased)) \(waiting)"
    }
    return say(.resultsOf, ["day": spoken(first.collectedAt, days)]) + "\n"
      + results.map(line).joined(separator: "\n") + (waiting.isEmpty ? "" : "\n\(waiting)")
  }

  private func line(_ result: Records.Result) -> String {
    let flag = result.flag.map { ", \(words(of: $0))" } ?? ""
    let value = "\(result.name): \(result.label)\(flag)"
    return result.range?.text.map { say(.resultRange, ["result": value, "range": $0]) } ?? value
  }

  func trend(
    _ result: Records.Result, _ points: [Records.Trend.Point], _ days: ClinicDays
  ) -> String {
    let now = "\(spoken(result.collectedAt, days)): \(line(result))."
    let before = points.filter { $0.at < result.collectedAt }.sorted { $0.at > $1.at }.prefix(3)
    guard !before.isEmpty else { return now }
    let values = before.map { "\($0.value) (\(spoken($0.at, days)))" }.joined(separator: ", ")
    return "\(now) \(say(.resultBefore, ["values": values]))"
  }

  private func spoken(_ instant: Date, _ days: ClinicDays) -> String {
    day(days.day(instant), days.today)
  }

  func reports(_ reports: [Records.Report], _ days: ClinicDays) -> String {
    guard !reports.isEmpty else { return "I see no reports." }
    return reports.map { report in
      "\(report.title), \(days.spoken(report.performedAt)): \(report.impression)"
    }.joined(separator: "\n")
  }

  func visitNote(_ entry: Records.Entry?, _ days: ClinicDays) -> String {
    guard case .note(let note) = entry?.content else { return "I see no visit notes." }
    let by = note.author.map { " by \($0)" } ?? ""
    let head = "\(note.title), \(days.spoken(note.visitAt))\(by):"
    return "\(head) \(note.instructions ?? note.text)"
  }

  func summary(_ summary: Records.Summary) -> String {
    let conditions = summary.conditions.compactMap {
      if case .condition(let condition) = $0.content { condition.name } else { nil }
    }
    let allergies = summary.allergies.compactMap {
      if case .allergy(let allergy) = $0.content {
        allergy.substance + (allergy.reaction.map { " (\($0))" } ?? "")
      } else {
        nil
      }
    }
    let vaccines = summary.immunizations.compactMap {
      if case .immunization(let one) = $0.content { one.vaccine } else { nil }
    }
    func row(_ name: String, _ items: [String]) -> String {
      "\(name): \(items.isEmpty ? "none on file" : items.joined(separator: ", "))"
    }
    return [
      row("Conditions", conditions), row("Allergies", allergies), row("Vaccines", vaccines),
      row("Medicines", summary.medicines.filter(\.isActive).map(\.medicine.label)),
    ].joined(separator: "\n")
  }

  var shareWithWhom: String { "Who should see your record? Tell me the name of the provider." }

  func readBackShare(_ recipient: String) -> String {
    "Share your whole record with \(recipient)? They can see it for a time, and only with a code."
  }

  func shared(_ id: ShareID, _ code: String, _ recipient: String) -> String {
    "Done. Give \(recipient) the number \(id) and the code \(code). "
      + "The code is shown only this once."
  }
}
