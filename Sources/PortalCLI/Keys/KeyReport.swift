import EventStore
import Foundation

/// What `portal keys status` says.
struct KeyReport {
  private let status: KeyStatus
  private let subjects: Result<KeyStatus.Subjects, LogError>
  private let keys: String

  init(_ status: KeyStatus, _ subjects: Result<KeyStatus.Subjects, LogError>, keys: String) {
    self.status = status
    self.subjects = subjects
    self.keys = keys
  }

  /// What is to be done; nothing where all is well.
  var advice: [String] {
    var advice = status.files.filter(\.isExposed).map { file in
      file.name == "."
        ? "Others can enter \(keys): run 'chmod 700 \(keys)'."
        : "Others can read \(file.name): run 'chmod 600 \(keys)/\(file.name)'."
    }
    if let backup = status.backup {
      if !backup.changes.isEmpty {
        advice += [
          "The backup of the keys is out of date: run 'portal keys backup'.",
          "Destroy the backups made before: they hold the keys that were changed, and after an "
            + "erasure they would bring the erased patient back.",
        ]
      }
    } else {
      advice.append(
        "No backup of the keys was made here: run 'portal keys recipient', then 'portal keys "
          + "backup'. Whoever loses the keys loses the store.")
    }
    return advice
  }

  /// A line for each thing, and the advice below.
  var text: String {
    let epochs = status.epochs
    var rows: [(String, String)] = [
      ("store", status.storeID),
      ("root key", origin),
      ("epochs", "main \(epochs.main), index \(epochs.index), signing \(epochs.signing)"),
      ("epochs of the buckets", "\(epochs.lowestBucket) to \(epochs.highestBucket)"),
    ]
    switch subjects {
    case .success(let counts):
      rows.append(("subjects", "\(counts.live) live, \(counts.erased) erased"))
    case .failure(let error): rows.append(("subjects", "unknown: \(error.message)"))
    }
    rows += status.files.map { file in
      (
        "permissions of \(file.name == "." ? "the folder" : file.name)",
        Self.octal(file.permissions)
      )
    }
    if let backup = status.backup {
      let changes = backup.changes
      rows += [
        ("last backup", backup.time.ISO8601Format()),
        ("sealed to", backup.recipient),
        ("changed since", changes.isEmpty ? "nothing" : changes.joined(separator: ", ")),
      ]
    } else {
      rows.append(("last backup", "none"))
    }
    return
      (rows.map { $0.padding(toLength: 32, withPad: " ", startingAt: 0) + $1 } + advice)
      .joined(separator: "\n")
  }

  var json: [String: JSONValue] {
    let epochs = status.epochs
    var counts = JSONValue.null
    if case .success(let subjects) = subjects {
      counts = .object([
        "live": .integer(Int64(subjects.live)), "erased": .integer(Int64(subjects.erased)),
      ])
    }
    return [
      "store": .text(status.storeID), "rootKey": .text(status.rootKey.rawValue),
      "epochs": .object([
        "main": .integer(Int64(epochs.main)), "index": .integer(Int64(epochs.index)),
        "signing": .integer(Int64(epochs.signing)),
        "lowestBucket": .integer(Int64(epochs.lowestBucket)),
        "highestBucket": .integer(Int64(epochs.highestBucket)),
      ]),
      "subjects": counts,
      "files": .list(
        status.files.map { file in
          .object([
            "name": .text(file.name), "permissions": .text(Self.octal(file.permissions)),
            "exposed": .bool(file.isExposed),
          ])
        }),
      "backup": status.backup.map { backup in
        .object([
          "time": .text(backup.time.ISO8601Format()), "recipient": .text(backup.recipient),
          "current": .bool(backup.changes.isEmpty),
          "changed": .list(backup.changes.map(JSONValue.text)),
        ])
      } ?? .null,
      "advice": .list(advice.map(JSONValue.text)),
    ]
  }

  private var origin: String {
    switch status.rootKey {
    case .file: "in root.key"
    case .passphrase: "made of a passphrase"
    case .elsewhere, .missing: "kept elsewhere"
    }
  }

  private static func octal(_ permissions: UInt32) -> String {
    let digits = String(permissions, radix: 8)
    return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }
}
