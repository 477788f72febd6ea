import EventStore
import Foundation

@main struct Demonstration {
  static func main() async throws {
    let folder = NSTemporaryDirectory() + "courses-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/store"
    try EventLog.create(path)
    let log = try EventLog.open(path)
    let courses = Courses(log: log)
    let follower = Task {
      for try await event in log.subscribe(to: Query(tags: ["student:Cleo"])) {
        return event.position
      }
      return 0
    }

    let receipt = try await courses.define("Swift", capacity: 3)
    print("Swift has 3 seats: event \(receipt.last)")
    print("The same again: event \(try await courses.define("Swift", capacity: 3).last)")
    try await courses.subscribe("Ada", to: "Swift")
    let (event, condition) = try courses.decide("Ben", "Swift")
    try await courses.subscribe("Cleo", to: "Swift")
    do { try await log.append([event], if: condition) } catch { print("Ben: \(error)") }
    try await courses.subscribe("Ben", to: "Swift")
    do { try await courses.subscribe("Dan", to: "Swift") } catch { print("Dan: \(error)") }
    for try await event in log.events(matching: Query(types: ["student.subscribed"])) {
      print("Event \(event.position): \(event.event?.tags ?? [])")
    }
    print("The follower of Cleo saw event \(try await follower.value)")

    for number in 1...10 { try await courses.define("Course \(number)", capacity: 1) }
    for number in 1...9 { try await courses.subscribe("Ada", to: "Course \(number)") }
    do { try await courses.subscribe("Ada", to: "Course 10") } catch { print("Ada: \(error)") }

    try log.backup(to: folder + "/backup")
    try EventLog.restore(folder + "/backup", to: folder + "/copy", keys: path + ".keys")
    print("Faults: \(try log.check())")
    await log.close()
  }
}
