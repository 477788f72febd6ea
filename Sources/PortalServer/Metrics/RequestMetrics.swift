internal import Hummingbird

/// Counts requests, and how long they take, by route: never by the path that was asked for.
struct RequestMetrics<Context: RequestContext>: RouterMiddleware {
  let metrics: ServerMetrics

  @concurrent func handle(
    _ request: Request, context: Context,
    next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    let clock = ContinuousClock()
    let start = clock.now
    func note(_ status: HTTPResponse.Status) {
      let path = context.endpointPath ?? "none"
      // What nobody serves has no path of ours, and whatever method somebody made up.
      let isServed = path.hasPrefix("/")
      let (route, method) = isServed ? (path, request.method.rawValue) : ("none", "any")
      metrics.count(
        .requests, [("route", route), ("method", method), ("status", "\(status.code)")])
      metrics.time(.requestSeconds, clock.now - start, [("route", route)])
    }
    do {
      let response = try await next(request, context)
      note(response.status)
      return response
    } catch {
      note((error as? any HTTPResponseError)?.status ?? .internalServerError)
      throw error
    }
  }
}
