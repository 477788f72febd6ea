/// What analysts asked of the clinic's numbers.
public enum Analytics {
  public static let events: [any DomainEvent.Type] = [Queried.self]

  /// A question was answered from the analysts' tables.
  public struct Queried: DomainEvent, Equatable {
    public static let name = "analytics.queried.v1"
    /// Who asked: one of the staff, or whom the operating system knows.
    public let by: String
    /// The question, without the values that it compares with: see ``masked(_:)``.
    public let query: String
    public let rows: Int
    /// Why who the patients are was to be seen; `nil` where it wasn't.
    public let purpose: String?

    public init(by: String, query: String, rows: Int, purpose: String?) {
      self.by = by
      self.query = query
      self.rows = rows
      self.purpose = purpose
    }

    public var subject: EventSubject { .clinic }
    public var tags: [String] { ["analyst:\(by)"] }
  }

  /// A question in SQL without its texts and long numbers: somebody may look for a patient by name, and
  /// what is written of the clinic isn't erased with the patient.
  public static func masked(_ sql: String) -> String {
    var masked = ""
    var quote: Character?
    var digits = 0
    for character in sql {
      if let open = quote {
        if character == open {
          quote = nil
          masked.append(character)
        }
        continue
      }
      digits = character.isNumber ? digits + 1 : 0
      if character == "'" || character == "\"" {
        quote = character
        masked += "\(character)…"
      } else if digits <= 4 {
        masked.append(character)
      }
    }
    return masked
  }
}
