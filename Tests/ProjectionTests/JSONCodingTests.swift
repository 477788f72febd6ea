import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Projections

/// Our own JSON is Foundation's, to the byte: it's the storage format, and was written by Foundation
/// at first.
@Suite struct JSONCodingTests {
  @Test func `Every golden event is read as Foundation reads it, and written to the same bytes`()
    throws
  {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/events-v1")
    for type in EventCatalogue.types {
      guard let golden = try? Data(contentsOf: folder.appending(path: type.name + ".json"))
      else { continue }
      let name = Comment(rawValue: type.name)
      let event = try JSON.decode(type, Array(golden)) as any DomainEvent
      let theirs = try foundation.decoder.decode(type, from: golden) as any DomainEvent
      #expect(try JSON.encode(event) == foundation.encode(theirs), name)
      // None of them takes the way over Foundation.
      #expect(try JSONWriter.write(event) != nil, name)
      _ = try JSONReader.read(type, Array(golden)) as any DomainEvent
    }
  }

  @Test func `Random values are written as Foundation writes them, and come back`() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let value = Everything(&generator)
      let bytes = try JSON.encode(value)
      #expect(try bytes == foundation.encode(value))
      #expect(try JSON.decode(Everything.self, bytes) == value)
    }
  }

  @Test func `What others wrote is read as Foundation reads it`() throws {
    let texts = [
      #" { "a" : 1 , "b" : [ 1.5 , -0.25e3 ] , "c" : "\u00e9\ud83d\ude00\/" } "#,
      #"{"a":12345678901234567890,"b":[],"c":""}"#, #"{"a":1,"a":2,"b":[],"c":"x"}"#,
      #"{"a":null,"b":[1],"c":"x"}"#, #"{"a":1,"b":[01],"c":"x"}"#, #"{"a":1,"b":[],"c":"x"}x"#,
      #"{"a":1,"b":[,],"c":"x"}"#, #"{"a":1,"b":[1,],"c":"x"}"#, #"{"a":1,"b":[],"c":"x""#,
      #"{"a":"1","b":[],"c":"x"}"#, #"{"\u0061":1,"b":[],"c":"x"}"#, "", "[]", "null",
      "{\"a\":1,\"b\":[],\"c\":\"\u{1}\"}", #"{"a":1e2,"b":[],"c":"x"}"#, #"{"b":[],"c":"x"}"#,
    ]
    for text in texts {
      let ours = try? JSON.decode(Loose.self, Array(text.utf8))
      let theirs = try? foundation.decoder.decode(Loose.self, from: Data(text.utf8))
      #expect(ours == theirs, "\(text)")
    }
  }

  @Test func `What is no UTF-8 is no text`() {
    let bytes = Array("{\"a\":1,\"b\":[],\"c\":\"".utf8) + [0xff, 0xfe] + Array("\"}".utf8)
    #expect(throws: DecodingError.self) { try JSON.decode(Loose.self, bytes) }
  }

  @Test func `Instants are written and read for as long as years have four digits`() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      let seconds = Double.random(in: -62_135_596_800..<253_402_300_800, using: &generator)
      let date = Date(timeIntervalSince1970: seconds)
      let bytes = try JSON.encode([date])
      #expect(try bytes == foundation.encode([date]), "\(seconds)")
      #expect(
        try JSON.decode([Date].self, bytes)
          == foundation.decoder.decode([Date].self, from: Data(bytes)), "\(seconds)")
    }
    for text in ["2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2024-02-29T24:00:00Z"] {
      let bytes = Array("[\"\(text)\"]".utf8)
      let theirs = try? foundation.decoder.decode([Date].self, from: Data(bytes))
      #expect((try? JSON.decode([Date].self, bytes)) == theirs, "\(text)")
    }
  }

  private let foundation = Theirs()

  private struct Theirs {
    let decoder = {
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .iso8601
      return decoder
    }()

    func encode(_ value: some Encodable) throws -> [UInt8] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      encoder.dateEncodingStrategy = .iso8601
      return Array(try encoder.encode(value))
    }
  }
}

private struct Loose: Codable, Equatable {
  var a: Double?
  var b: [Double]
  var c: String
}

private struct Everything: Codable, Equatable {
  struct Nothing: Codable, Equatable {}
  enum Choice: Codable, Equatable {
    case none
    case one(Int, named: String)
  }

  var text: String
  var texts: [String: [String]]
  var counts: [Int: UInt8]
  var small: Int8
  var large: UInt64
  var isTrue: Bool
  var maybe: Int?
  var date: Date
  var choice: Choice
  var nothing = Nothing()
  var day: LocalDate
  var double: Double?
  var data: Data?

  init(_ generator: inout SeededGenerator) {
    let letters = Array("aZ9é\"\\/\n\t\r\u{8}\u{c}\u{1}\u{1f}\u{7f}💊 \u{2028}")
    func word() -> String {
      String(
        (0..<Int.random(in: 0..<8, using: &generator)).map { _ in
          letters.randomElement(using: &generator) ?? "x"
        })
    }
    func number() -> Int { Int.random(in: -1000...1000, using: &generator) }
    text = word()
    texts = Dictionary(
      (0..<4).map { _ in (word(), [word(), word()]) }, uniquingKeysWith: { first, _ in first })
    counts = Dictionary(
      (0..<3).map { _ in (number(), UInt8.random(in: 0...255, using: &generator)) },
      uniquingKeysWith: { first, _ in first })
    small = Int8.random(in: .min ... .max, using: &generator)
    large = UInt64.random(in: 0...UInt64.max, using: &generator)
    isTrue = Bool.random(using: &generator)
    maybe = Bool.random(using: &generator) ? number() : nil
    date = Date(timeIntervalSince1970: Double(Int.random(in: 0...4_000_000_000, using: &generator)))
    choice = Bool.random(using: &generator) ? .none : .one(number(), named: word())
    day = LocalDate(dayNumber: number() * 10)
    if Bool.random(using: &generator) { double = Double(number()) / 7 }
    if number() > 900 { data = Data(word().utf8) }
  }
}
