internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import PortalBot
internal import PortalDomain

/// What the webhooks of all carriers have in common.
struct Webhook: Sendable {
  let inbox: Inbox
  let limiter: RateLimiter
  let metrics: ServerMetrics
  let bodyBytes: Int
  let requestTime: Duration

  /// The body of a request, if there is room for one more.
  func body(of request: Request) async throws -> [UInt8] {
    guard limiter.admit() else { throw Self.tooMany(after: 1) }
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > bodyBytes {
      throw HTTPError(.contentTooLarge, headers: [.connection: "close"])
    }
    let (body, limit, time) = (request.body, bodyBytes, requestTime)
    return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      group.addTask { Array(buffer: try await body.collect(upTo: limit)) }
      group.addTask {
        try await Task.sleep(for: time)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let bytes = first else {
        throw HTTPError(.requestTimeout, headers: [.connection: "close"])
      }
      return bytes
    }
  }

  /// Turns away a sender who sends too much.
  func admit(_ phone: PhoneNumber) throws {
    guard limiter.admit(phone.value) else { throw Self.tooMany(after: 60) }
  }

  /// Counts what became of a delivery, and turns it away where there's no room for it.
  func note(
    _ acceptance: Inbox.Acceptance, of message: TextID, by carrier: String, _ logger: Logger
  ) throws {
    count(acceptance.rawValue, carrier)
    logger.info("\(acceptance.rawValue)", metadata: ["message": "\(message)"])
    if acceptance == .full { throw Self.unavailable }
  }

  func count(_ outcome: String, _ carrier: String) {
    metrics.count(.messages, [("carrier", carrier), ("outcome", outcome)])
  }

  /// Does something with the store; what fails there is for the carrier to try again.
  func stored<Result: Sendable>(
    _ logger: Logger, _ work: () async throws -> Result
  ) async throws -> Result {
    do { return try await work() } catch let error as HTTPError { throw error } catch {
      logger.error("a message could not be stored", metadata: ["error": "\(type(of: error))"])
      throw Self.unavailable
    }
  }

  private static let unavailable = HTTPError(
    .serviceUnavailable, headers: [.retryAfter: "5"], message: "Busy. Please try again.")

  private static func tooMany(after seconds: Int) -> HTTPError {
    HTTPError(
      .tooManyRequests, headers: [.retryAfter: "\(seconds)"],
      message: "Too many requests. Please try again later.")
  }

  /// Refuses what isn't signed as it should be, and tells nothing more.
  func refuse(_ carrier: String) -> HTTPError {
    count("refused", carrier)
    return HTTPError(.forbidden, message: "The signature doesn't match.")
  }

  /// A carrier's name for a message, with the carrier's own.
  static func message(_ identifier: String?, of carrier: String) throws -> TextID {
    guard let identifier, (1...128).contains(identifier.utf8.count),
      identifier.utf8.allSatisfy({ 0x21...0x7e ~= $0 })
    else { throw HTTPError(.badRequest, message: "There is no message identifier.") }
    return TextID("\(carrier):\(identifier)")
  }
}

extension Webhook {
  /// Where a carrier keeps a file; `nil` for what is no such address.
  static func file(_ url: String, _ mediaType: String) -> Conversations.FileReference? {
    guard url.utf8.count <= 1024, mediaType.utf8.count <= 128, let parsed = URL(string: url),
      parsed.scheme == "https", parsed.host() != nil
    else { return nil }
    return Conversations.FileReference(url: url, mediaType: mediaType.lowercased())
  }
}
