import Foundation
import Hummingbird
import HummingbirdTesting
import Metrics
import Portal
import TestSupport
import Testing

@testable import PortalServer

@Suite struct MetricsTests {
  @Test func `Counters, gauges and times are written as Prometheus reads them`() {
    let registry = MetricsRegistry(help: ["replies_total": "What was said.\nAnd \\ how."])
    Counter(label: "replies.total", dimensions: [("intent", "a\"b\\c\nd")], factory: registry)
      .increment(by: 2)
    Counter(label: "replies.total", dimensions: [("intent", "a\"b\\c\nd")], factory: registry)
      .increment()
    Meter(label: "queue", factory: registry).set(2.5)
    Timer(label: "wait_seconds", factory: registry).recordNanoseconds(20_000_000)
    Timer(label: "wait_seconds", factory: registry).recordNanoseconds(30_000_000_000)
    #expect(
      registry.text() == """
        # TYPE queue gauge
        queue 2.5
        # HELP replies_total What was said.\\nAnd \\\\ how.
        # TYPE replies_total counter
        replies_total{intent="a\\"b\\\\c\\nd"} 3
        # TYPE wait_seconds histogram
        wait_seconds_bucket{le="0.001"} 0
        wait_seconds_bucket{le="0.005"} 0
        wait_seconds_bucket{le="0.01"} 0
        wait_seconds_bucket{le="0.025"} 1
        wait_seconds_bucket{le="0.05"} 1
        wait_seconds_bucket{le="0.1"} 1
        wait_seconds_bucket{le="0.25"} 1
        wait_seconds_bucket{le="0.5"} 1
        wait_seconds_bucket{le="1"} 1
        wait_seconds_bucket{le="2.5"} 1
        wait_seconds_bucket{le="5"} 1
        wait_seconds_bucket{le="10"} 1
        wait_seconds_bucket{le="+Inf"} 2
        wait_seconds_sum 30.02
        wait_seconds_count 2

        """)
  }

  @Test func `A name has one kind: what comes as another is shown nowhere`() {
    let registry = MetricsRegistry()
    Counter(label: "things", factory: registry).increment()
    Meter(label: "things", dimensions: [("of", "another")], factory: registry).set(7)
    #expect(registry.text() == "# TYPE things counter\nthings 1\n")
  }

  @Test func `What was destroyed is shown no more`() {
    let registry = MetricsRegistry()
    let counter = Counter(label: "gone", factory: registry)
    counter.increment()
    Counter(label: "kept", factory: registry).increment()
    counter.destroy()
    #expect(registry.text() == "# TYPE kept counter\nkept 1\n")
  }

  @Test func `Many tasks count at once, and nothing is lost`() async {
    let registry = MetricsRegistry()
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for _ in 0..<1000 {
            Counter(label: "n", dimensions: [("odd", "\(task % 2)")], factory: registry)
              .increment()
          }
        }
      }
    }
    #expect(registry.text() == "# TYPE n counter\nn{odd=\"0\"} 4000\nn{odd=\"1\"} 4000\n")
  }

  @Test func `The metrics tell of the store and the requests, and of no person`() async throws {
    let store = try await DemonstrationStore()
    let metrics = ServerMetrics()
    let router = Router()
    router.add(middleware: RequestMetrics(metrics: metrics))
    PortalApplication.addMetrics(metrics, of: store.portal, to: router)
    router.get("patients/{number}") { _, _ in "found" }
    router.get("broken") { _, _ -> String in throw HTTPError(.badRequest) }
    let application = Application(router: router)
    try await application.test(.router) { client in
      for path in ["/patients/4100101", "/patients/4100102", "/broken", "/maria-alvarez"] {
        _ = try await client.execute(uri: path, method: .get) { $0.status }
      }
      try await client.execute(uri: "/metrics", method: .get) { response in
        #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        let text = String(buffer: response.body)
        let lines = Set(text.split(separator: "\n").map(String.init))
        let requests = "portal_http_requests_total"
        for line in [
          "\(requests){route=\"/patients/{number}\",method=\"GET\",status=\"200\"} 2",
          "\(requests){route=\"/broken\",method=\"GET\",status=\"400\"} 1",
          "\(requests){route=\"none\",method=\"any\",status=\"404\"} 1",
          "portal_log_events_total \(try store.portal.head())",
          "portal_projection_behind_events{model=\"directory\"} 0",
          "portal_projection_halted{model=\"directory\"} 0",
          "portal_outbox_failed 0",
          "portal_callbacks_waiting{need=\"danger\"} 0",
          "# TYPE portal_http_request_seconds histogram",
        ] {
          #expect(lines.contains(line), "\(line) is missing in:\n\(text)")
        }
        for name in ["maria", "alvarez", "4100101", "+1507"] {
          #expect(!text.lowercased().contains(name))
        }
      }
    }
    withExtendedLifetime(store) {}
  }

  /// A check of the text as a whole, by the grammar of the format.
  @Test func `Every line of the server's metrics is one that Prometheus takes`() async throws {
    let store = try await DemonstrationStore()
    let metrics = ServerMetrics()
    for metric in ServerMetrics.Metric.allCases {
      if metric.name.hasSuffix("_total") {
        metrics.count(metric)
      } else if metric.name.hasSuffix("_seconds") {
        metrics.time(metric, .milliseconds(3))
      } else {
        metrics.set(metric, to: 3)
      }
    }
    let text = try metrics.text(of: store.portal)
    #expect(text.hasSuffix("\n"))
    var kinds: [Substring: Substring] = [:]
    for line in text.split(separator: "\n") {
      if let type = line.wholeMatch(of: /# TYPE ([a-z_]+) (counter|gauge|histogram)/) {
        #expect(kinds.updateValue(type.2, forKey: type.1) == nil, "\(type.1) comes twice")
      } else if line.wholeMatch(of: /# HELP [a-z_]+ .+/) == nil {
        let sample = line.wholeMatch(
          of: /([a-z_]+?)(_bucket|_sum|_count)?(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+/)
        let name = try #require(sample?.1, "\(line)")
        #expect(kinds[name] != nil || kinds[name + (sample?.2 ?? "")] != nil, "\(line)")
      }
    }
    #expect(Set(kinds.keys.map(String.init)) == Set(ServerMetrics.Metric.allCases.map(\.name)))
    withExtendedLifetime(store) {}
  }
}
