internal import Foundation

extension Context {
  /// When the next try is taken after so many failures: every so many lock, each time for twice as
  /// long.
  ///
  /// - Returns: `nil` where it's taken at once.
  func lockOut(afterFailures count: Int) -> Date? {
    guard count % policy.signInAttempts == 0 else { return nil }
    let doublings = min(count / policy.signInAttempts - 1, 20)
    let seconds = min(policy.lockOutSeconds << doublings, policy.longestLockOutSeconds)
    return now.addingTimeInterval(Double(seconds))
  }

  func after(seconds: Int) -> Date { now.addingTimeInterval(Double(seconds)) }
}
