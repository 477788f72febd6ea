import Foundation
import Synchronization

/// Watches the private memory of this process: what it allocated, without mapped files.
///
/// It looks fifty times a second, so a shorter peak can be missed.
final class MemoryWatch: Sendable {
  private struct State {
    var peak: Int?
    var isOn = false
  }

  private let state = Mutex(State())
  private let baseline: Int?

  /// The memory in use now is the baseline.
  init() {
    baseline = Self.privateBytes()
    guard baseline != nil else { return }
    let thread = Thread { [self] in
      while true {
        look()
        Thread.sleep(forTimeInterval: 0.02)
      }
    }
    thread.start()
  }

  func start() { state.withLock { $0 = State(peak: nil, isOn: true) } }

  /// - Returns: the peak since `start`, above the baseline.
  func stop() -> Int? {
    look()
    return state.withLock { state in
      state.isOn = false
      guard let peak = state.peak, let baseline else { return nil }
      return max(0, peak - baseline)
    }
  }

  private func look() {
    state.withLock { state in
      guard state.isOn, let now = Self.privateBytes() else { return }
      state.peak = max(state.peak ?? 0, now)
    }
  }

  /// `RssAnon` of /proc/self/status; `nil` where there is none.
  private static func privateBytes() -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kilobytes * 1024
  }
}
