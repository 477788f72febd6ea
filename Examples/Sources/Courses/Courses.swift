import EventStore

/// A course has a capacity, and a student takes ten courses at most.
struct Courses {
  let log: EventLog

  enum Refusal: Error { case noSuchCourse, courseFull, alreadySubscribed, tooManyCourses }

  @discardableResult
  func define(_ course: String, capacity: UInt8) async throws(LogError) -> Receipt {
    let query = Query(types: ["course.defined"], tags: ["course:\(course)"])
    return try await log.append(
      [NewEvent(type: "course.defined", tags: ["course:\(course)"], data: [capacity])],
      if: .noEvents(matching: query), command: "define \(course)")
  }

  /// The event that subscribes a student, and the condition under which that stays right.
  func decide(_ student: String, _ course: String) throws -> (NewEvent, AppendCondition) {
    let tags = ["course:\(course)", "student:\(student)"]
    let boundary = Query([
      Query.Item(types: ["course.defined", "student.subscribed"], tags: [tags[0]]),
      Query.Item(types: ["student.subscribed"], tags: [tags[1]]),
    ])
    let read = try log.read(boundary)
    let events = read.compactMap(\.event)
    let seats = events.filter { $0.type == "student.subscribed" && $0.tags.contains(tags[0]) }
    let ofStudent = events.filter { $0.tags.contains(tags[1]) }
    guard let capacity = events.first(where: { $0.type == "course.defined" })?.data.first else {
      throw Refusal.noSuchCourse
    }
    if ofStudent.contains(where: { $0.tags == tags }) { throw Refusal.alreadySubscribed }
    if seats.count >= capacity { throw Refusal.courseFull }
    if ofStudent.count >= 10 { throw Refusal.tooManyCourses }
    let event = NewEvent(type: "student.subscribed", tags: tags, data: [])
    return (event, .noEvents(matching: boundary, after: read.last?.position ?? 0))
  }

  /// Decides and appends; where something changed in between, decides anew.
  func subscribe(_ student: String, to course: String) async throws {
    while true {
      let (event, condition) = try decide(student, course)
      do throws(LogError) {
        try await log.append([event], if: condition)
        return
      } catch let error where error.code == .conditionFailed { continue }
    }
  }
}
