import Foundation
import Portal
import PortalDomain

extension StaffDesk {
  /// As what they write is signed: `Dr. Anita Patel`.
  var signature: String {
    get throws { try portal.staffMember(named: name)?.fullName ?? name }
  }
}

/// How an item of a record is printed.
extension Records.Entry {
  /// In a line: `Total cholesterol 212 mg/dL, high`.
  var words: String {
    switch content {
    case .result(let result):
      "\(result.name) \(result.label)" + (result.flag.map { ", \($0.words)" } ?? "")
    case .vital(let vital): "\(vital.name) \(vital.label)"
    case .report(let report): "\(report.title): \(report.impression)"
    case .note(let note): note.title
    case .document(let document): "\(document.title) (\(document.mediaType))"
    case .condition: title + (resolvedOn.map { ", over on \($0)" } ?? "")
    case .allergy(let allergy): title + (allergy.reaction.map { ": \($0)" } ?? "")
    case .immunization(let immunization): "\(title), \(immunization.on)"
    }
  }

  /// As an object with keys that stay.
  var object: [String: JSONValue] {
    var object: [String: JSONValue] = [
      "record": .text(id.value), "kind": .text(kind.rawValue), "title": .text(title),
      "release": .text(release.rawValue), "awaitsReview": .bool(awaitsReview),
      "visibleFrom": visibleFrom.map { .text($0.formatted(.iso8601)) } ?? .null,
    ]
    object["at"] = happenedAt.map { .text($0.formatted(.iso8601)) }
    object["code"] = code.map { .text($0) }
    object["panel"] = panel.map { .text($0.id.value) }
    object["panelName"] = panel.map { .text($0.name) }
    object["comment"] = review?.comment.map { .text($0) }
    object["reviewer"] = (review?.reviewer).map { .text($0) }
    switch content {
    case .result(let result):
      object["value"] = .text(result.value)
      object["unit"] = result.unit.map { .text($0) }
      object["flag"] = result.flag.map { .text($0.rawValue) }
      object["range"] = (result.range?.text).map { .text($0) }
      object["correctedFrom"] = corrected.map { .text($0.value) }
    case .vital(let vital):
      object["value"] = .text(vital.value)
      object["unit"] = vital.unit.map { .text($0) }
    case .report(let report): object["text"] = .text(report.impression)
    case .note(let note): object["text"] = .text(note.text)
    case .document(let document): object["attachment"] = .text(document.attachment.value)
    case .condition(let condition):
      object["since"] = condition.since.map { .text($0.description) }
      object["resolvedOn"] = resolvedOn.map { .text($0.description) }
    case .allergy(let allergy): object["reaction"] = allergy.reaction.map { .text($0) }
    case .immunization(let immunization): object["on"] = .text(immunization.on.description)
    }
    return object
  }
}
