import Foundation

/// The texts that stand in `extension Phrases` and in the English catalogue, as written: so that no
/// text of the bot is left out because it isn't in the catalogue yet.
enum SourceTexts {
  struct Text: CustomStringConvertible {
    let file: String
    let words: String
    var description: String { "\(file): \(words)" }
  }

  static let all: [Text] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/PortalBot").standardized
    let files =
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?
      .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
    return files.sorted { $0.path < $1.path }
      .filter { !$0.lastPathComponent.hasPrefix("SpanishPhrases") }
      .flatMap { file in
        (try? String(contentsOf: file, encoding: .utf8)).map { texts(in: $0, of: file) } ?? []
      }
  }()

  private static func texts(in source: String, of file: URL) -> [Text] {
    var texts: [Text] = []
    var isPhrases = false
    // Literals that are put together with + are one text.
    var literal = ""
    var isOpen = false
    func close() {
      let words = literal.replacing(
        #/\\\([^()]*(\([^()]*(\([^()]*\)[^()]*)*\)[^()]*)*\)/#, with: "it"
      )
      .replacing(#/\{\w+\}/#, with: "it").replacing("\\n", with: " ")
      .replacing("\\\"", with: "")
      if words.contains(#/[a-z] [a-z]/#) || words.contains(#/[a-z]\./#) {
        texts.append(Text(file: file.lastPathComponent, words: words))
      }
      (literal, isOpen) = ("", false)
    }
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("extension ") || line.hasPrefix("struct ") || line.hasPrefix("enum ") {
        isPhrases =
          line.hasPrefix("extension Phrases") || line.hasPrefix("struct Phrases")
          || line.hasPrefix("enum EnglishPhrases") || line.hasPrefix("extension EnglishPhrases")
      }
      guard isPhrases else { continue }
      let code = line.trimmingCharacters(in: .whitespaces)
      if code.hasPrefix("//") { continue }
      if isOpen {
        if code.hasPrefix("\"\"\"") {
          close()
        } else {
          literal += code.hasSuffix("\\") ? String(code.dropLast()) : code + " "
        }
        continue
      }
      if code.hasSuffix("\"\"\"") {
        if !literal.isEmpty { close() }
        isOpen = true
        continue
      }
      if !code.hasPrefix("+"), !literal.isEmpty { close() }
      for match in code.matches(of: #/"((?:[^"\\]|\\\([^()]*(?:\([^()]*\)[^()]*)*\)|\\.)*)"/#) {
        literal += match.output.1
      }
    }
    if !literal.isEmpty { close() }
    return texts
  }
}
