import Testing

@testable import PortalBot

struct DangerClassifierTests {
  private let reader: MessageReader

  init() throws { reader = try .shipped() }

  private func hears(_ text: String) -> SafetyConcern? {
    let understanding = Understander.standard.understand(text)
    return understanding.safety ?? understanding.doubt
  }

  private func rules(_ text: String) -> SafetyReader.Outcome {
    SafetyReader.read(NormalizedText(text))
  }

  @Test(arguments: [
    ("bringing up bright red stuff when i cough", SafetyConcern.emergency),
    ("sugar won't come up no matter how much juice", .emergency),
    ("i have the pills lined up on the counter", .crisis),
  ])
  func `a danger that no rule knows the words of is heard`(text: String, concern: SafetyConcern) {
    #expect(rules(text).finding == nil)
    #expect(hears(text) == concern)
  }

  @Test func `what only sounds like a danger is none`() {
    let harmless = [
      "i'm not suicidal, i only want my results", "no chest pain since the new pill",
      "the ambulance bill came again", "dying to know my results",
    ]
    #expect(harmless.filter { hears($0) != nil } == [])
  }

  @Test func `medicines stand as their kind, and marks are kept for the reach of a no`() {
    let words = DangerFeatures.words(reader.read("took 20 lisinopril, no pain."))
    #expect(words == ["took", "20", "<medicine>", ",", "no", "pain", "."])
    #expect(DangerFeatures.plain(words) == ["took", "20", "<medicine>", "no", "pain"])
  }

  @Test func `a denied word is another piece than the word`() {
    func buckets(_ text: String) -> Set<Int> {
      let reading = reader.read(text)
      return Set(
        DangerFeatures(buckets: 1 << 16)
          .features(of: DangerFeatures.words(reading), rules(text)).map(\.bucket))
    }
    let (denied, said) = (buckets("no pain"), buckets("no, pain"))
    #expect(!denied.subtracting(said).isEmpty && !said.subtracting(denied).isEmpty)
  }

  @Test func `two kinds count together within a few words, and not beyond`() {
    func pairs(_ text: String) -> Int {
      DangerFeatures(buckets: 1 << 16)
        .features(of: DangerFeatures.words(reader.read(text)), rules(text))
        .count { $0.group == .pairs }
    }
    #expect(pairs("qwerty throat qwerty swollen") > 0)
    #expect(pairs("throat" + String(repeating: " qwerty", count: 8) + " swollen") == 0)
  }

  @Test func `numbers are of the kind of what they would measure`() {
    #expect(DangerWords.kinds(of: "38") == ["manyNumber"])
    #expect(DangerWords.kinds(of: "105") == ["feverNumber"])
    #expect(DangerWords.kinds(of: "chest").contains("chest"))
    #expect(DangerWords.kinds(of: "qwerty") == [])
  }

  @Test func `a model with dangers tells them from the rest, and survives its encoding`() throws {
    var options = IntentTrainer.Options()
    (options.buckets, options.dangerBuckets) = (512, 1024)
    let model = IntentTrainer(reader: reader, options: options).train(examples: [
      IntentExample(text: "he isnt breathing", label: "safety.emergency"),
      IntentExample(text: "i want to die", label: "safety.crisis"),
      IntentExample(text: "the wait is killing me", label: IntentExample.harmless),
      IntentExample(text: "pay my bill", label: "billing.pay"),
    ])
    #expect(!model.labels.contains(IntentExample.harmless))
    #expect(try IntentModel(decoding: model.encoded) == model)
    let classifier = DangerClassifier(try #require(model.dangers))
    func concern(_ text: String) -> SafetyConcern? {
      classifier.classify(reader.read(text), SafetyReader.Outcome())?.concern
    }
    #expect(concern("he isnt breathing") == .emergency)
    #expect(concern("i want to die") == .crisis)
    #expect(concern("pay my bill") == nil)
  }
}
