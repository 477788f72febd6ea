import Foundation
import Testing

@testable import PortalBot

struct IntentModelTests {
  private let small = [
    IntentExample(text: "refill my lisinopril", label: "a"),
    IntentExample(text: "more metformin", label: "a"),
    IntentExample(text: "pay my bill", label: "b"),
    IntentExample(text: "what do I owe", label: "b"),
  ]

  private func train(_ examples: [IntentExample]) throws -> IntentModel {
    var options = IntentTrainer.Options()
    options.buckets = 512
    return IntentTrainer(reader: try .shipped(), options: options).train(examples: examples)
  }

  @Test func `the same examples give the same bytes`() throws {
    #expect(try train(small).encoded == train(small).encoded)
  }

  @Test func `a model survives its encoding`() throws {
    let model = try train(small)
    #expect(try IntentModel(decoding: model.encoded) == model)
  }

  @Test func `a model tells its examples apart`() throws {
    let (model, reader) = (try train(small), try MessageReader.shipped())
    let classifier = IntentClassifier(model.intents)
    for example in small {
      let verdict = classifier.classify(reader.read(example.text).maskedWords)
      #expect(model.labels[verdict.ranking[0].label] == example.label)
    }
  }

  @Test func `bytes that are no model, of another version or cut short are refused`() throws {
    let bytes = try train(small).encoded
    #expect(throws: IntentModelError.notAModel) { try IntentModel(decoding: [1, 2, 3]) }
    var newer = bytes
    newer[4] = 9
    #expect(throws: IntentModelError.unknownVersion(9)) { try IntentModel(decoding: newer) }
    for length in stride(from: 4, to: bytes.count, by: 97) {
      #expect(throws: IntentModelError.damaged) {
        try IntentModel(decoding: Array(bytes.prefix(length)))
      }
    }
    #expect(throws: IntentModelError.damaged) { try IntentModel(decoding: bytes + [0]) }
  }

  @Test func `the model that ships was trained on the examples and the formulary that ship`() throws
  {
    let digest = IntentTrainer.digest(of: try IntentExample.shipped(), reader: try .shipped())
    #expect(try IntentModel.shipped().digest == digest, "run `portal bot train`")
  }

  @Test func `the model that ships is at most 3 MB and knows every intent`() throws {
    #expect(try BotResources.bytes("model.bin").count <= 3_000_000)
    #expect(Set(try IntentModel.shipped().labels) == Set(Intent.allCases.map(\.rawValue)))
  }

  /// A second in a release build, about a minute in a debug build.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["PORTAL_TRAIN"] != nil))
  func `training on the examples that ship yields the model that ships`() throws {
    let model = try IntentTrainer.train(examples: try IntentExample.shipped())
    #expect(try model.encoded == BotResources.bytes("model.bin"))
  }
}
