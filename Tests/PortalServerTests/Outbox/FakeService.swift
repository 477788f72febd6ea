import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization

/// A service of others on loopback, which behaves as it's told, a request at a time, and then well.
final class FakeService: Sendable {
  /// How it deals with a request.
  enum Manner: Sendable {
    case well
    /// It doesn't take the request.
    case refuses(Int, body: String = "{}", retryAfter: Int? = nil)
    /// It takes the request, and doesn't answer as long as anybody waits.
    case staysSilent
    /// It takes the request, and the answer breaks off.
    case breaksOff
  }

  /// A request as it came.
  struct Call: Sendable {
    let method: String
    let path: String
    let form: [String: String]
    let key: String?
    let authorization: String?
  }

  private struct Broken: Error {}
  private let isOver = Mutex(false)
  private let state: Mutex<(manners: [Manner], calls: [Call], kept: [String: String])>
  private let respond: @Sendable (Call) -> (status: Int, body: String)

  /// - Parameters:
  ///   - manners: how it deals with the first requests that change something.
  ///   - respond: takes a request that is dealt with well, and answers it.
  init(
    _ manners: [Manner] = [],
    respond: @escaping @Sendable (Call) -> (status: Int, body: String)
  ) {
    state = Mutex((manners, [], [:]))
    self.respond = respond
  }

  /// The requests that came, the oldest first.
  var calls: [Call] { state.withLock { $0.calls } }

  /// Runs it while something is done with its address.
  @discardableResult
  func run<Result: Sendable>(
    _ body: @escaping @Sendable (_ url: String) async throws -> Result
  ) async throws -> Result {
    let router = Router()
    for method in [HTTPRequest.Method.get, .post] {
      router.on("**", method: method) { request, _ in try await self.answer(request) }
    }
    return try await Application(router: router).test(.live) { client in
      defer { self.isOver.withLock { $0 = true } }
      return try await body("http://127.0.0.1:\(client.port ?? 0)")
    }
  }

  private func answer(_ request: Request) async throws -> Response {
    let body = String(buffer: try await request.body.collect(upTo: 1 << 16))
    let text = request.method == .get ? request.uri.query ?? "" : body
    let call = Call(
      method: request.method.rawValue, path: request.uri.path, form: Self.form(text),
      key: HTTPField.Name("Idempotency-Key").flatMap { request.headers[$0] },
      authorization: request.headers[.authorization])
    let manner = state.withLock { state -> Manner in
      state.calls.append(call)
      return state.manners.isEmpty || request.method == .get ? .well : state.manners.removeFirst()
    }
    if case .refuses(let status, let body, let retryAfter) = manner {
      var response = Self.response(status, body)
      if let retryAfter { response.headers[.retryAfter] = "\(retryAfter)" }
      return response
    }
    let (status, answer) = take(call)
    switch manner {
    case .staysSilent:
      while !isOver.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(20)) }
      return Self.response(status, answer)
    case .breaksOff:
      return Response(
        status: .init(code: status),
        body: ResponseBody(contentLength: answer.utf8.count) { writer in
          try await writer.write(ByteBuffer(string: String(answer.prefix(answer.count / 2))))
          throw Broken()
        })
    case .well, .refuses: return Self.response(status, answer)
    }
  }

  /// A key that it knows is answered as the first time, and nothing is done.
  private func take(_ call: Call) -> (Int, String) {
    guard call.method == "POST", let key = call.key else { return respond(call) }
    return state.withLock { state in
      if let kept = state.kept[key] { return (200, kept) }
      let (status, body) = respond(call)
      if status < 300 { state.kept[key] = body }
      return (status, body)
    }
  }

  private static func response(_ status: Int, _ body: String) -> Response {
    Response(
      status: .init(code: status), headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
  }

  private static func form(_ text: String) -> [String: String] {
    let pairs = text.split(separator: "&").map { pair -> (String, String) in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
    return Dictionary(
      pairs.map { ($0.removingPercentEncoding ?? $0, $1.removingPercentEncoding ?? $1) }
    ) { $1 }
  }
}
