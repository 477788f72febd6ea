public import Foundation

extension Prescriptions {
  /// One thing that became of a prescription.
  public struct HistoryEntry: Codable, Hashable, Sendable {
    public let what: What
    /// The day; that of the record, in Greenwich, where the event says none.
    public let on: LocalDate
    /// The refill or renewal that it belongs to, if any.
    public let request: RefillID?

    public init(_ what: What, _ on: LocalDate, _ request: RefillID? = nil) {
      self.what = what
      self.on = on
      self.request = request
    }

    public enum What: String, Codable, Sendable {
      case prescribed, filled, delivered, denied, cancelled, renewed, stopped
    }
  }

  /// A question to the pharmacy, its answer, and when they were written.
  public struct Correspondence: Codable, Hashable, Sendable {
    public var message: PharmacyMessage
    public let sentAt: Date
    public var answeredAt: Date?

    public init(_ message: PharmacyMessage, sentAt: Date) {
      self.message = message
      self.sentAt = sentAt
    }
  }
}
