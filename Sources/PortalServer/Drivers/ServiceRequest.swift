internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// A request to somebody else's service: small, and in bounded time.
struct ServiceRequest {
  var method = HTTPMethod.POST
  var url: String
  var user: String
  var password: String
  var headers: [(String, String)] = []
  var form: [(name: String, value: String)] = []
  var timeLimit: Duration

  /// What a service answered.
  struct Answer: Sendable {
    let status: Int
    /// `nil` where it broke off, or was longer than any answer is.
    let body: Data?
    /// For how many seconds the service wants to be left alone.
    let retryAfter: Double

    var isSuccess: Bool { 200..<300 ~= status }

    /// The body as JSON, whose names are written `like_this`.
    func decoded<Content: Decodable>(as type: Content.Type) -> Content? {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return body.flatMap { try? decoder.decode(type, from: $0) }
    }
  }

  /// The largest answer that is read.
  private static let answerLimit = 1 << 20
  /// No service is left alone for longer than an hour, whatever it says.
  private static let longestRest = 3600.0

  /// - Throws: `TimeLimitExceeded`, or what became of the connection.
  func answer() async throws -> Answer {
    var request = HTTPClientRequest(url: url)
    request.method = method
    request.setBasicAuth(username: user, password: password)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if method == .POST {
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      request.body = .bytes(ByteBuffer(string: Self.encode(form)))
    } else if !form.isEmpty {
      request.url += "?" + Self.encode(form)
    }
    return try await withTimeLimit(timeLimit) { [request] in
      // Cancelled when the time is over; this is for a client that does not hear that.
      let response = try await HTTPClient.shared.execute(request, timeout: .minutes(2))
      let body = try? await response.body.collect(upTo: Self.answerLimit)
      try Task.checkCancellation()
      let rest = response.headers.first(name: "Retry-After").flatMap(Double.init) ?? 0
      return Answer(
        status: Int(response.status.code), body: body.map { Data($0.readableBytesView) },
        retryAfter: min(max(rest, 0), Self.longestRest))
    }
  }

  /// Form fields (application/x-www-form-urlencoded).
  static func encode(_ form: [(name: String, value: String)]) -> String {
    form.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "*"):
        escaped.append(Character(Unicode.Scalar(byte)))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return escaped
  }
}
