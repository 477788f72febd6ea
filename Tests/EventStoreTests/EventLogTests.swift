import EventStore
import Foundation
import TestSupport
import Testing

@Suite struct EventLogTests {
  let folder = TemporaryFolder()
  var path: String { folder.path + "/store" }

  func newLog(_ options: EventLog.Options = .init()) throws -> EventLog {
    try EventLog.create(path)
    return try EventLog.open(path, options: options)
  }

  func event(_ type: String, _ tags: String..., subject: Subject? = nil) -> NewEvent {
    NewEvent(type: type, tags: tags, subject: subject, data: Array("{\"n\":1}".utf8))
  }

  @Test func `Positions start at one and have no gap`() async throws {
    let log = try newLog()
    #expect(try log.head() == 0)
    let first = try await log.append([event("a"), event("b")])
    let second = try await log.append([event("c")])
    #expect(first.positions == 1..<3)
    #expect(second.positions == 3..<4)
    #expect(try log.head() == 3)
    #expect(try log.read().map(\.position) == [1, 2, 3])
  }

  @Test func `What was appended is read again, byte for byte`() async throws {
    let log = try newLog()
    let event = NewEvent(
      type: "visit.noted", tags: ["patient:p1", "visit:v1"], subject: "p1", keyClass: .audit,
      metadata: [1, 2, 3], data: Array(repeating: 7, count: 5000))
    try await log.append([event])
    let read = try #require(try log.read().first?.event)
    #expect(read.id == event.id)
    #expect(read.type == event.type)
    #expect(read.tags == event.tags)
    #expect(read.subject == event.subject)
    #expect(read.keyClass == .audit)
    #expect(read.metadata == event.metadata)
    #expect(read.data == event.data)
  }

  @Test func `A store that is opened again holds what was appended`() async throws {
    let log = try newLog()
    try await log.append([event("a", "t:1", subject: "s")])
    await log.close()
    let again = try EventLog.open(path)
    #expect(try again.read(Query(tags: ["t:1"])).count == 1)
  }

  @Test func `An append fails where an event behind the position matches its condition`()
    async throws
  {
    let log = try newLog()
    try await log.append([event("seat.taken", "seat:1")])
    let query = Query(tags: ["seat:1"])
    await #expect(throws: LogError.self) {
      try await log.append([event("seat.taken", "seat:1")], if: .noEvents(matching: query))
    }
    try await log.append(
      [event("seat.taken", "seat:1")], if: .noEvents(matching: query, after: 1))
    #expect(try log.head() == 2)
  }

  @Test func `The same command again returns the first receipt and appends nothing`()
    async throws
  {
    let log = try newLog()
    let first = try await log.append([event("a", "t:1")], command: "c1")
    let again = try await log.append([event("a", "t:1")], command: "c1")
    #expect(first == again)
    #expect(try log.head() == 1)
    let error = await #expect(throws: LogError.self) {
      try await log.append([event("b", "t:1")], command: "c1")
    }
    #expect(error?.code == .commandReused)
  }

  @Test func `A failed append in a group leaves its neighbours as they are`() async throws {
    let log = try newLog()
    try await log.append([event("a", "t:0")])
    let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
      for number in 0..<50 {
        group.addTask {
          let fails = number % 3 == 0
          let condition = AppendCondition.noEvents(
            matching: Query(tags: [fails ? "t:0" : "t:\(number)"]))
          let receipt = try? await log.append(
            [self.event("b", "t:\(number)")], if: condition)
          return (number, receipt != nil)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for (number, succeeded) in outcomes { #expect(succeeded == (number % 3 != 0)) }
    #expect(try log.head() == 1 + 33)
    #expect(try log.read().map(\.position) == Array(1...34))
  }

  @Test(arguments: [
    Query.Item(tags: ["slot"]), .init(types: ["b"], tags: ["slot"]),
    .init(types: ["a", "b"], tags: ["slot", "clinic"]),
  ])
  func `Of many appends with the same condition exactly one wins`(item: Query.Item) async throws {
    let log = try newLog()
    for round in 0..<20 {
      let winners = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<64 {
          group.addTask {
            var item = item
            item.tags[0] += ":\(round)"
            let event = self.event("b", item.tags[0], "clinic")
            let condition = AppendCondition.noEvents(matching: Query([item]))
            return (try? await log.append([event], if: condition)) != nil
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(winners == 1)
    }
  }

  @Test func `A type at one event of a group and a tag at another are no match`() async throws {
    let log = try newLog()
    let condition = AppendCondition.noEvents(matching: Query(types: ["a"], tags: ["odd"]))
    let appended = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<64 {
        group.addTask {
          let event = number % 2 == 0 ? self.event("a", "even") : self.event("b", "odd")
          return (try? await log.append([event], if: condition)) != nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(appended == 64)
    let error = await #expect(throws: LogError.self) {
      try await log.append([self.event("a", "odd")])
      try await log.append([self.event("b", "even")], if: condition)
    }
    #expect(error?.code == .conditionFailed)
  }

  @Test func `Queries answer what a plain filter over all events answers`() async throws {
    var options = EventLog.Options()
    options.groupSize = 50
    let log = try newLog(options)
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    let tags = (0..<6).map { "t:\($0)" }
    for _ in 0..<40 {
      let batch = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
        NewEvent(
          type: ["a", "b", "c"].randomElement(using: &generator) ?? "a",
          tags: tags.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 },
          subject: Bool.random(using: &generator) ? "s" : nil, data: [])
      }
      try await log.append(batch)
    }
    let all = try log.read()
    for _ in 0..<300 {
      let items = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        Query.Item(
          types: ["a", "b", "c", "z"].filter { _ in
            Int.random(in: 0..<3, using: &generator) == 0
          },
          tags: (tags + ["t:none"]).filter { _ in Int.random(in: 0..<5, using: &generator) == 0 })
      }
      let query = Query(items)
      let after = UInt64.random(in: 0...UInt64(all.count), using: &generator)
      let last =
        Bool.random(using: &generator)
        ? nil : UInt64.random(in: 0...UInt64(all.count), using: &generator)
      let limit = Bool.random(using: &generator) ? 5 : Int.max
      let matching = all.filter { recorded in
        recorded.event.map(query.matches) == true && recorded.position > after
          && recorded.position <= last ?? .max
      }.map(\.position)
      let forwards = try log.read(query, after: after, upTo: last, limit: limit).map(\.position)
      let backwards = try log.read(
        query, after: after, upTo: last, backwards: true, limit: limit
      ).map(\.position)
      #expect(forwards == Array(matching.prefix(limit)), "seed \(seed)")
      #expect(backwards == Array(matching.reversed().prefix(limit)), "seed \(seed)")
    }
  }

  @Test func `A closed log takes no appends`() async throws {
    let log = try newLog()
    await log.close()
    let error = await #expect(throws: LogError.self) { try await log.append([event("a")]) }
    #expect(error?.code == .closed)
  }

  @Test(arguments: [
    NewEvent(type: "", data: []),
    NewEvent(type: "a", tags: [""], data: []),
    NewEvent(type: "a", tags: ["a\0b"], data: []),
    NewEvent(type: "a", tags: (0...60).map { "t:\($0)" }, data: []),
    NewEvent(type: "a", subject: "", data: []),
  ])
  func `An event that can't be stored is refused`(event: NewEvent) async throws {
    let log = try newLog()
    let error = await #expect(throws: LogError.self) { try await log.append([event]) }
    #expect(error?.code == .invalid)
    #expect(try log.head() == 0)
  }

  @Test func `No name, type, tag or content is found in any file`() async throws {
    let log = try newLog()
    let secrets = ["Wilhelmina", "+15075550177", "metoprolol", "patient:p77", "record.opened"]
    try await log.append(
      [
        NewEvent(
          type: "record.opened", tags: ["patient:p77", "phone:+15075550177"],
          subject: "Wilhelmina", metadata: Array("metoprolol".utf8),
          data: Array("Wilhelmina takes metoprolol".utf8))
      ], command: "patient:p77")
    await log.close()
    let files = folder.files()
    #expect(files.count >= 4)
    for (file, bytes) in files {
      for secret in secrets {
        #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) stands in \(file)")
      }
    }
  }

  @Test func `A store is not opened with the keys of another`() throws {
    try EventLog.create(path)
    try EventLog.create(folder.path + "/other")
    let error = #expect(throws: LogError.self) {
      try EventLog.open(path, keys: folder.path + "/other.keys")
    }
    #expect(error?.code == .keyUnavailable)
  }

  @Test func `A store without keys, and no store at all, say so`() throws {
    #expect(throws: LogError.self) { try EventLog.open(path) }
    try EventLog.create(path)
    try FileManager.default.removeItem(atPath: path + ".keys/root.key")
    let error = #expect(throws: LogError.self) { try EventLog.open(path) }
    #expect(error?.code == .keyUnavailable)
  }
}
