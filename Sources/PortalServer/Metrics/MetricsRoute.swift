internal import Hummingbird
internal import Portal

extension PortalApplication {
  /// `GET /metrics`: all numbers, in Prometheus's text form.
  static func addMetrics<Context: RequestContext>(
    _ metrics: ServerMetrics, of portal: Portal, to router: Router<Context>
  ) {
    router.get("metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: PrometheusText.mediaType],
        body: .init(byteBuffer: ByteBuffer(string: try metrics.text(of: portal))))
    }
  }
}
