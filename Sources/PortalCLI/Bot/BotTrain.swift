import ArgumentParser
import Foundation
import PortalBot

struct BotTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model on the sentences that ship, and on more.",
    discussion: """
      The same sentences give the same bytes. A file has 'intent<TAB>text' on each line; a folder \
      has a file for each intent, such as 'billing.pay.txt', with a sentence a line.
      """)

  @Argument(help: "More sentences: tables or folders.") var files: [String] = []

  @Option(help: "Where the model goes.") var out = "model.bin"

  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let own = try IntentExample.shipped()
    let more = try files.flatMap(BotCommand.examples)
    let model = try IntentTrainer.train(examples: own + more)
    let bytes = model.encoded
    try Data(bytes).write(to: URL(fileURLWithPath: out), options: .atomic)
    if json {
      return print(
        try JSONLine.encode([
          "sentences": .integer(Int64(own.count + more.count)), "more": .integer(Int64(more.count)),
          "intents": .integer(Int64(model.labels.count)), "bytes": .integer(Int64(bytes.count)),
          "model": .text(out),
        ]))
    }
    print(
      "\(own.count + more.count) sentences (\(more.count) of yours), "
        + "\(model.labels.count) intents: \(out), \(bytes.count) bytes")
  }
}
