public import Foundation

/// All that is measured of how people are understood, row by row, and what could not be.
public struct UnderstandingBenchmark {
  public private(set) var rows: [BenchmarkRow] = []
  /// The figures that don't meet their goals.
  public var missed: [BenchmarkRow] { rows.filter { !$0.isMet } }
  /// What was left out, and why.
  public private(set) var skipped: [String] = []
  private let reader: MessageReader
  private let understander: Understander
  /// Told what is measured next.
  private let progress: (String) -> Void

  /// - Parameters:
  ///   - model: the bytes of a model to measure; the one that ships, where there are none.
  ///   - progress: told what is measured next.
  /// - Throws: where the package's own files can't be read.
  public init(model: [UInt8]? = nil, progress: @escaping (String) -> Void) throws {
    reader = try .shipped()
    let trained = try model.map { try IntentModel(decoding: $0) } ?? .shipped()
    understander = Understander(reader: reader, model: trained)
    self.progress = progress
  }

  /// Adds a row that was measured elsewhere.
  public mutating func add(_ row: BenchmarkRow) { rows.append(row) }

  /// CLINC150, with the engine trained on its own sentences.
  ///
  /// - Parameter file: `clinc150.json`.
  /// - Throws: where the file is of another form.
  public mutating func measureClinc(_ file: URL) throws {
    guard let data = contents(of: file, for: "CLINC150") else { return }
    let figures = ClincEvaluation(
      try JSONDecoder().decode([String: [[String]]].self, from: data), by: reader)
    rows += [
      BenchmarkRow("CLINC150: in scope, right", share: figures.accuracy, atLeast: 92),
      BenchmarkRow("CLINC150: area under the curve", share: figures.area, atLeast: 95.7),
      BenchmarkRow(
        "CLINC150, accepting 95 %: right", share: figures.accuracyAccepted, atLeast: 89.5),
      BenchmarkRow("CLINC150, accepting 95 %: refused", share: figures.refused, atLeast: 80),
      BenchmarkRow("CLINC150, half misspelt: right", share: figures.accuracyMisspelt, atLeast: 88),
    ]
  }

  /// Phrases for times.
  ///
  /// - Parameters:
  ///   - duckling: `duckling-time-en.jsonl`.
  ///   - others: phrases of the same form in other words.
  /// - Throws: where a file is of another form.
  public mutating func measureTimes(_ duckling: URL, _ others: URL) throws {
    if let data = contents(of: duckling, for: "times") {
      let figures = try TimeEvaluation(jsonLines: String(decoding: data, as: UTF8.self))
      rows += [
        BenchmarkRow("times: exact in value and grain", share: figures.times.share, atLeast: 96),
        BenchmarkRow("times: refused, what is none", share: figures.negatives.share, atLeast: 100),
      ]
    }
    if let data = contents(of: others, for: "times in other words") {
      let figures = try TimeEvaluation(jsonLines: String(decoding: data, as: UTF8.self))
      rows.append(
        BenchmarkRow("times in other words: exact", share: figures.times.share, atLeast: 96))
    }
  }

  /// Misspelt names of medicines, with one, two and three slips.
  public mutating func measureMedicines() {
    progress("medicines")
    for (edits, goal) in [(1, 99.5), (2, 97.0), (3, 88.0)] {
      let figures = MedicineEvaluation(edits: edits, by: reader, rounds: 40, seed: 1)
      let slips = "medicines, \(edits) slip\(edits == 1 ? "" : "s")"
      rows += [
        BenchmarkRow("\(slips): right", share: figures.shareRight, atLeast: goal),
        BenchmarkRow("\(slips): wrong", share: figures.shareWrong, atMost: 0.1),
        BenchmarkRow("\(slips), not on the list: matched", share: figures.shareFalse, atMost: 0.5),
      ]
    }
  }

  /// The sets of held-out sentences in a folder, each a folder of its own, in the order of their names.
  public static func heldOutSets(in folder: URL) -> [URL] {
    let key = URLResourceKey.isDirectoryKey
    let found = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [key])
    return (found ?? []).filter { (try? $0.resourceValues(forKeys: [key]).isDirectory) == true }
      .sorted { $0.path < $1.path }
  }

  /// Sentences that were written by people who had not seen the training sentences.
  ///
  /// - Parameter folder: of the sets; a set has any of `sentences.tsv`, `emergencies.txt` with `harmless.txt`,
  ///   and `spanish.tsv`.
  public mutating func measureHeldOut(_ folder: URL) {
    let sets = Self.heldOutSets(in: folder)
    if sets.isEmpty { skipped.append("held-out sentences: there are none in \(folder.path)") }
    for set in sets { measureSet(set, "\(set.lastPathComponent.lowercased()) held-out") }
  }

  private mutating func measureSet(_ folder: URL, _ name: String) {
    progress(name)
    if let figures = evaluation(of: folder.appending(path: "sentences.tsv")) {
      rows += [
        BenchmarkRow("\(name): in scope, right", share: figures.accuracyInScope, atLeast: 95),
        BenchmarkRow(
          "\(name): out of scope, refused", share: figures.outOfScopeRecall, atLeast: 92),
        BenchmarkRow("\(name): wrong actions begun", share: figures.wrongActions, atMost: 1),
      ]
    }
    if let emergencies = lines(folder.appending(path: "emergencies.txt")),
      let harmless = lines(folder.appending(path: "harmless.txt"))
    {
      let safety = SafetyEvaluation(
        emergencies: emergencies, harmless: harmless, by: understander)
      // One of them, in tenths of a percent.
      let one = (1000 / Double(max(1, harmless.count))).rounded(.up) / 10
      rows += [
        BenchmarkRow(
          "\(name): emergencies caught", share: safety.emergencies.shareCaught, atLeast: 100),
        BenchmarkRow(
          "\(name): harmless ones alarmed", share: safety.harmless.shareAlarmed, atMost: one),
        BenchmarkRow(
          "\(name): harmless ones asked about", share: safety.harmless.shareAsked, atMost: 8),
      ]
    }
    if let figures = evaluation(of: folder.appending(path: "spanish.tsv")) {
      rows.append(BenchmarkRow("\(name): Spanish, right", share: figures.accuracy, atLeast: 90))
    }
  }

  /// - Returns: `nil` where there's no such table.
  private func evaluation(of table: URL) -> IntentEvaluation? {
    lines(table).map {
      IntentEvaluation(
        of: IntentExample.read(table: $0.joined(separator: "\n")).examples, by: understander)
    }
  }

  /// How long the model takes to load, and a message to be understood, its times included.
  ///
  /// - Parameters:
  ///   - texts: the messages.
  ///   - medicines: the list of who sends them.
  /// - Throws: where the package's own files can't be read.
  public mutating func measureSpeed(_ texts: [String], medicines: [String]) throws {
    progress("speed")
    let loads = try (0..<5).map { _ in
      try Self.milliseconds { _ = try IntentModel.shipped() }
    }
    rows.append(
      BenchmarkRow("loading the model", milliseconds: loads.sorted()[2], atMost: 20))
    guard !texts.isEmpty else { return }
    let times = TimeReader(at: .now, in: .gmt)
    let taken = Self.milliseconds(each: texts) { text in
      _ = understander.understand(text, medicines: medicines)
      _ = times.readings(in: text)
    }
    rows.append(
      BenchmarkRow(
        "understanding a message, 99th of 100", milliseconds: Self.percentile99(taken), atMost: 1))
  }

  /// What 99 of 100 measurements don't exceed.
  public static func percentile99(_ taken: [Double]) -> Double {
    taken.isEmpty ? 0 : taken.sorted()[min(taken.count - 1, taken.count * 99 / 100)]
  }

  /// How many milliseconds some work takes for each of some texts, once it was done for all of them: what
  /// is read when it's first needed isn't counted.
  public static func milliseconds(
    each texts: [String], _ work: (String) throws -> Void
  ) rethrows -> [Double] {
    for text in texts { try work(text) }
    return try texts.map { text in try milliseconds { try work(text) } }
  }

  /// How many milliseconds some work takes.
  public static func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    return (ContinuousClock.now - start) / .milliseconds(1)
  }

  private mutating func contents(of file: URL, for name: String) -> Data? {
    guard let data = try? Data(contentsOf: file) else {
      skipped.append("\(name): \(file.path) is not there")
      return nil
    }
    progress(name)
    return data
  }

  private func lines(_ file: URL) -> [String]? {
    (try? Data(contentsOf: file)).map {
      String(decoding: $0, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }
  }
}
