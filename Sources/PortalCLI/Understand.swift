import ArgumentParser
import PortalBot

struct Understand: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What the bot makes of a message.",
    discussion: "Without a text it reads standard input, a message a line.")

  @Argument(help: "The message.") var text: [String] = []

  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    if text.isEmpty {
      while let line = readLine() { try show(line) }
    } else {
      try show(text.joined(separator: " "))
    }
  }

  private func show(_ message: String) throws {
    let understanding = Understander.standard.understand(message)
    if json { return print(try JSONLine.encode(understanding)) }
    let percent = Int((understanding.confidence * 100).rounded())
    print("\(understanding.intent.rawValue) (\(percent)%): \(understanding.why)")
    for entity in understanding.entities {
      print("  \(entity.kind.rawValue): \(entity.value) (\"\(entity.text)\")")
    }
  }
}
