internal import Metrics
internal import Portal

/// What is looked up when somebody asks for the metrics.
extension ServerMetrics {
  /// All numbers, those of the store as they are now.
  func text(of portal: Portal) throws -> String {
    // The log counts by itself, whichever process appends.
    let events = Counter(label: Metric.events.name, dimensions: [], factory: registry)
    events.reset()
    events.increment(by: Int64(try portal.head()))
    set(.dueNotices, to: Double(try portal.dueNotices(limit: 1000).count))
    set(.failedNotices, to: Double(try portal.failedNotices().count))
    let callbacks = try portal.callbacks()
    for urgency in Portal.Callback.Urgency.allCases {
      let count = callbacks.count { $0.urgency == urgency }
      set(.callbacks, to: Double(count), [("need", urgency.rawValue)])
    }
    for name in Portal.readModels {
      let status = try portal.status(ofReadModel: name, withDigest: false)
      let behind = status.head - min(status.head, status.position)
      set(.behind, to: Double(behind), [("model", name)])
      set(.halted, to: status.state == .quarantined ? 1 : 0, [("model", name)])
    }
    return registry.text()
  }
}
