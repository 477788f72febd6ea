import Foundation

/// Shows long text a page at a time, by the pager that the environment names.
enum Pager {
  /// - Returns: whether it was shown; not where there is no pager, or the text fits on the screen.
  static func show(_ text: String) throws -> Bool {
    let environment = ProcessInfo.processInfo.environment
    let lines = Int(environment["LINES"] ?? "") ?? 24
    guard text.split(separator: "\n").count > lines else { return false }
    let pager = environment["PAGER"] ?? "less"
    guard !pager.isEmpty, pager != "cat" else { return false }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = pager.split(separator: " ").map(String.init)
    process.environment = environment.merging(["LESS": "FRSX"]) { given, _ in given }
    let pipe = Pipe()
    process.standardInput = pipe
    do { try process.run() } catch { return false }
    // A pager that is left early takes no more: that's no fault.
    signal(SIGPIPE, SIG_IGN)
    try? pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try? pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
