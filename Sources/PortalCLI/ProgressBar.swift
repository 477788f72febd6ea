import Foundation

/// A line on the terminal that says how far a long work is; silent where there is no terminal.
struct ProgressBar {
  private let title: String
  private let isShown = isatty(STDERR_FILENO) == 1

  init(_ title: String) { self.title = title }

  func update(_ done: Int, _ total: Int) {
    guard isShown, total > 0 else { return }
    let width = 30
    let filled = width * done / total
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    write("\r\(title) [\(bar)] \(100 * done / total)%")
  }

  func finish() {
    if isShown { write("\r\u{1b}[2K") }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
