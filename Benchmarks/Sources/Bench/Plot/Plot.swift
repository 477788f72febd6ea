import Foundation
import PeerKit

/// The rates of a report as bars: a group a workload, a bar a peer, as shares of F's rate; where F
/// wasn't measured, of the fastest. Each bar says its rate a second.
///
/// The plain floor isn't drawn: it's there to say what sealing costs F.
struct Plot {
  private let report: Report
  private let peers: [PeerKind]
  /// The rate that is 1, by workload.
  private let units: [Workload: Double]

  private static let left = 52.0
  private static let top = 118.0
  private static let height = 300.0
  private static let barWidth = 30.0
  private static let groupGap = 26.0
  /// Higher bars are cut, so that one doesn't make all others small.
  private static let highest = 2.0

  init(of report: Report) {
    self.report = report
    let drawn = report.plan.peers.filter { $0 != .plainFloor }
    peers = drawn
    units = Dictionary(
      uniqueKeysWithValues: Workload.table.compactMap { workload in
        let rates = report.rows.first { $0.name == workload.rawValue }?.medians ?? [:]
        let fastest = drawn.compactMap { rates[$0.rawValue] }.max()
        return (rates[PeerKind.sealedFloor.rawValue] ?? fastest).map { (workload, $0) }
      })
  }

  /// The drawing. It follows the reader's choice of light or dark.
  var svg: String {
    let width = Self.left + Double(Workload.table.count) * groupWidth + 20
    let height = Self.top + Self.height + 66
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(Int(width))" height="\(Int(height))" \
      viewBox="0 0 \(Int(width)) \(Int(height))" \
      role="img" font-family="system-ui, -apple-system, 'Segoe UI', sans-serif">
      <title>\(title)</title>
      \(Self.style)
      <rect class="paper" width="\(Int(width))" height="\(Int(height))"/>
      <text class="ink" x="20" y="34" font-size="18" font-weight="600">\(title)</text>
      <text class="faint" x="20" y="55" font-size="12">\(Self.escaped(subtitle))</text>
      \(legend)
      \(grid(width))
      \(Workload.table.enumerated().map(group).joined(separator: "\n"))
      </svg>

      """
  }

  private var groupWidth: Double { Double(peers.count) * Self.barWidth + Self.groupGap }

  private var isOfFloor: Bool { peers.contains(.sealedFloor) }

  private var title: String {
    isOfFloor
      ? "Events and reads a second, as shares of F, the floor"
      : "Events and reads a second, as shares of the fastest"
  }

  private var subtitle: String {
    let day = report.date.ISO8601Format().prefix(10)
    let machine = report.machine
    let rounds = report.plan.rounds == 1 ? "One round" : "Medians of \(report.plan.rounds) rounds"
    return "\(rounds) of \(report.plan.events) events; \(machine.processor), "
      + "\(machine.cores) cores; \(day). Above each bar: its rate a second."
  }

  private var legend: String {
    var x = 20.0
    return peers.map { peer in
      defer { x += 40 + 7.2 * Double(peer.title.count) }
      return """
        <rect class="\(peer.rawValue)" x="\(Self.text(x))" y="74" width="13" height="13" rx="2"/>\
        <text class="ink" x="\(Self.text(x + 19))" y="85" font-size="13">\(peer.title)</text>
        """
    }.joined(separator: "\n")
  }

  /// The largest share that is drawn, up to the next quarter.
  private var ceiling: Double {
    let shares = Workload.table.flatMap { workload in
      peers.compactMap { share(of: $0, workload) }
    }
    return min(Self.highest, max(1, ((shares.max() ?? 1) * 4).rounded(.up) / 4))
  }

  private func grid(_ width: Double) -> String {
    stride(from: 0, through: ceiling, by: 0.25).map { share in
      let y = Self.text(self.y(of: share))
      return """
        <line class="\(share == 0 || share == 1 ? "axis" : "grid")" x1="\(Self.text(Self.left))" \
        x2="\(Self.text(width - 20))" y1="\(y)" y2="\(y)"/>\
        <text class="faint" x="\(Self.text(Self.left - 8))" y="\(y)" dy="4" font-size="12" \
        text-anchor="end">\(Row.text(share, digits: 2))</text>
        """
    }.joined(separator: "\n")
  }

  private func group(_ index: Int, _ workload: Workload) -> String {
    let start = Self.left + Double(index) * groupWidth + Self.groupGap / 2
    let bars = peers.enumerated().compactMap { number, peer in
      bar(peer, workload, at: start + Double(number) * Self.barWidth)
    }
    let middle = Self.text(start + Double(peers.count) * Self.barWidth / 2)
    let foot = Self.top + Self.height
    return """
      \(bars.joined(separator: "\n"))
      <text class="ink" x="\(middle)" y="\(Self.text(foot + 22))" font-size="14" \
      font-weight="600" text-anchor="middle">\(workload.rawValue)</text>
      <text class="faint" x="\(middle)" y="\(Self.text(foot + 40))" font-size="12" \
      text-anchor="middle">\(workload.caption)</text>
      """
  }

  private func bar(_ peer: PeerKind, _ workload: Workload, at x: Double) -> String? {
    guard let share = share(of: peer, workload), let rate = rate(of: peer, workload) else {
      return nil
    }
    let y = y(of: min(share, ceiling))
    let height = max(1, Self.top + Self.height - y)
    let x = x + 2
    let width = Self.barWidth - 4
    let cut =
      share <= ceiling
      ? ""
      : """
      <path class="cut" d="M\(Self.text(x - 2)) \(Self.text(y + 17)) \
      l\(Self.text(width + 4)) -7"/>
      """
    return """
      <rect class="\(peer.rawValue)" x="\(Self.text(x))" y="\(Self.text(y))" \
      width="\(Self.text(width))" height="\(Self.text(height))" rx="2">\
      <title>\(peer.title), \(workload.rawValue): \(Self.short(rate)) a second</title></rect>\(cut)\
      <text class="ink" x="\(Self.text(x + width / 2))" y="\(Self.text(y - 5))" \
      font-size="10" text-anchor="middle">\(Self.short(rate))</text>
      """
  }

  private func rate(of peer: PeerKind, _ workload: Workload) -> Double? {
    report.rows.first { $0.name == workload.rawValue }?.medians[peer.rawValue]
  }

  private func share(of peer: PeerKind, _ workload: Workload) -> Double? {
    guard let unit = units[workload], unit > 0 else { return nil }
    return rate(of: peer, workload).map { $0 / unit }
  }

  private func y(of share: Double) -> Double {
    Self.top + Self.height * (1 - share / ceiling)
  }
}
