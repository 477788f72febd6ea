internal import Metrics

/// What the server counts. No label says anything of a person.
struct ServerMetrics: Sendable {
  let registry = MetricsRegistry(
    help: Dictionary(uniqueKeysWithValues: Metric.allCases.map { ($0.name, $0.help) }))

  /// Every metric that there is.
  enum Metric: String, CaseIterable {
    case requests = "http_requests_total"
    case requestSeconds = "http_request_seconds"
    case messages = "messages_total"
    case replies = "replies_total"
    case replySeconds = "reply_seconds"
    case acceptSeconds = "append_seconds"
    case waiting = "queue_messages"
    case events = "log_events_total"
    case dueNotices = "outbox_due"
    case failedNotices = "outbox_failed"
    case callbacks = "callbacks_waiting"
    case behind = "projection_behind_events"
    case halted = "projection_halted"

    var name: String { "portal_\(rawValue)" }

    var help: String {
      switch self {
      case .requests: "Requests that were answered, by route, method and status."
      case .requestSeconds: "How long requests took, by route."
      case .messages: "Messages by carrier, and what became of them."
      case .replies: "Messages that were answered, by what they were taken for."
      case .replySeconds: "From a message's acceptance to its answer."
      case .acceptSeconds: "How long it took to put a message on the disk."
      case .waiting: "Messages that were accepted and wait for their answer."
      case .events: "Events in the log: it counts appends, by all processes."
      case .dueNotices: "Notices that are due and not sent yet; 1000 at most are counted."
      case .failedNotices: "Notices that were given up and wait for staff."
      case .callbacks:
        "Phones that staff must get back to: danger, doubt whether there is one, person."
      case .behind: "By how many events a read model is behind the log."
      case .halted: "1 for a read model that stands still because of a fault."
      }
    }
  }

  func count(_ metric: Metric, _ labels: [(String, String)] = []) {
    Counter(label: metric.name, dimensions: labels, factory: registry).increment()
  }

  func time(_ metric: Metric, _ duration: Duration, _ labels: [(String, String)] = []) {
    Timer(label: metric.name, dimensions: labels, factory: registry)
      .recordNanoseconds(Int64(duration / .nanoseconds(1)))
  }

  func set(_ metric: Metric, to value: Double, _ labels: [(String, String)] = []) {
    Meter(label: metric.name, dimensions: labels, factory: registry).set(value)
  }
}
