import Foundation
import PortalAnalytics

/// Asks for one question after the other.
struct QueryPrompt {
  private let session: QuerySession
  private let isTerminal = isatty(STDIN_FILENO) == 1

  init(_ session: QuerySession) { self.session = session }

  func run() async throws {
    if isTerminal {
      print("A question ends with a semicolon. .tables, .schema, .history, !3 (again), .quit")
    }
    var history: [String] = []
    var question = ""
    while let line = next(isFirst: question.isEmpty) {
      let word = line.trimmingCharacters(in: .whitespaces)
      if question.isEmpty, word.isEmpty { continue }
      if question.isEmpty, word == ".quit" || word == ".exit" { return }
      if question.isEmpty, word.hasPrefix(".") {
        show(word, history)
        continue
      }
      if question.isEmpty, word.hasPrefix("!") {
        guard let number = Int(word.dropFirst()), history.indices.contains(number - 1) else {
          complain("there is no such question; .history lists them")
          continue
        }
        question = history[number - 1]
      } else {
        question += (question.isEmpty ? "" : "\n") + line
      }
      guard word.hasSuffix(";") || word.hasPrefix("!") else { continue }
      history.append(question)
      do { try await session.answer(question) } catch let failure as QueryFailure {
        complain(failure.description)
      }
      question = ""
    }
    if !question.isEmpty { try await session.answer(question) }
  }

  private func next(isFirst: Bool) -> String? {
    if isTerminal {
      print(isFirst ? "sql> " : "...> ", terminator: "")
      fflush(nil)
    }
    return readLine()
  }

  private func show(_ word: String, _ history: [String]) {
    switch word {
    case ".tables": print(AnalyticsStore.tables.joined(separator: "\n"))
    case ".schema": print(AnalyticsStore.schema)
    case ".history":
      for (index, question) in history.enumerated() { print("\(index + 1)  \(question)") }
    default: complain("there is no \(word): .tables, .schema, .history, !3 (again), .quit")
    }
  }

  private func complain(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}
