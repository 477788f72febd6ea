/// How messages are answered, and what may be sent.
public struct MessagesPolicy: Codable, Hashable, Sendable {
  /// How many business days the care team has to answer.
  public var answerBusinessDays = 1
  /// The hour at which the clinic closes, and an answer is due.
  public var closingHour = 17
  /// How many characters a message may have.
  public var longestText = 4_000
  /// How many characters the subject of a thread may have.
  public var longestSubject = 120
  /// How many messages a thread may have; then a new one is begun.
  public var longestThread = 200
  /// How many attachments a message may have.
  public var mostAttachments = 5
  /// How large an attachment may be, in bytes.
  public var largestAttachment = 10 << 20
  /// What may be attached.
  public var mediaTypes = [
    "application/pdf", "image/heic", "image/jpeg", "image/png", "text/plain",
  ]

  public init() {}
}
