import Foundation
import TestSupport
import Testing

/// The clinic's desk: places, providers, times, visits and the waitlist.
@Suite struct ScheduleCommandTests {
  let cli = CommandLineTests()

  /// At the front desk of the demonstration clinic, on a Monday morning.
  func staff(
    _ arguments: String, as name: String = "frontdesk", at now: String = CommandLineTests.now
  ) throws -> CommandLineTests.Run {
    try cli.run(
      ["staff"] + arguments.split(separator: " ").map(String.init)
        + ["--as", name, "--json", "--store", cli.store, "--now", now])
  }

  /// What the administrator does.
  func office(_ arguments: String) throws -> CommandLineTests.Run {
    try staff(arguments, as: "ann")
  }

  init() throws {
    let run = try cli.portal("demo", "--store", cli.store, "--now", CommandLineTests.now)
    try #require(run.status == 0)
  }

  func types(_ run: CommandLineTests.Run) throws -> [String] {
    #expect(run.status == 0, "\(run.errors)")
    return try run.objects().compactMap { $0["type"] as? String }
  }

  @Test func `A visit that is cancelled goes to who waits, each seen in the views`() throws {
    let james = try staff("appointments list --patient 4100102").objects()
    #expect(james.count == 1 && james[0]["slot"] as? String == "patel-20260303-0900")
    #expect(james[0]["time"] as? String == "09:00" && james[0]["stage"] as? String == "booked")
    let visit = try #require(james[0]["appointment"] as? String)

    #expect(
      try types(staff("waitlist join rosa --provider patel --part morning"))
        == ["waitlist.joined.v1"])
    let refused = try staff("appointments cancel \(visit)")
    #expect(refused.status == 1 && refused.errors.contains("$50.00"))
    #expect(
      try types(staff("appointments cancel \(visit) --waive-fee"))
        == ["appointment.cancelled.v1", "waitlist.offered.v1"])

    let waiting = try staff("waitlist list").objects()
    #expect(waiting.count == 1 && waiting[0]["offered"] as? String == "patel-20260303-0900")
    let wait = try #require(waiting[0]["wait"] as? String)
    let day = try staff("slots calendar patel --on 2026-03-03").objects()
    #expect(day.first?["state"] as? String == "offered")
    #expect(
      try types(staff("waitlist accept \(wait)"))
        == ["waitlist.accepted.v1", "appointment.booked.v1"])
    #expect(try staff("waitlist list").objects().isEmpty)
    let rosa = try staff("appointments list --patient rosa").objects()
    #expect(rosa.first?["slot"] as? String == "patel-20260303-0900")
    // Whoever was shown a calendar has left a trace.
    let seen = try cli.portal("audit", "replay", "--json", "--store", cli.store).objects()
    #expect(seen.contains { $0["type"] as? String == "access.viewed.v1" })
  }

  @Test func `A visit is booked, moved, confirmed, and goes through its day`() throws {
    let open = try staff("slots list --specialty dermatology --limit 2").objects()
    let slots = open.compactMap { $0["slot"] as? String }
    #expect(slots.count == 2)
    let booked = try staff("appointments book 4100101 \(slots[0])").objects()
    #expect(booked.first?["type"] as? String == "appointment.booked.v1")
    let visit = try #require(booked.last?["appointment"] as? String)
    #expect(
      try types(staff("appointments change \(visit) --to \(slots[1])"))
        == ["appointment.changed.v1"])
    #expect(try types(staff("appointments confirm \(visit)")) == ["appointment.confirmed.v1"])
    #expect(try types(staff("appointments confirm \(visit)")).isEmpty)
    let taken = try staff("appointments book wei \(slots[1])")
    #expect(taken.status == 1 && taken.errors.contains("just taken"))
    let start = "2026-03-02T22:00:00Z"
    #expect(
      try types(staff("appointments check-in \(visit)", at: start)) == ["appointment.checkedIn.v1"])
    #expect(
      try types(staff("appointments complete \(visit)", at: start)) == ["appointment.completed.v1"])
    let shown = try staff("appointments show \(visit)").objects()
    #expect(shown.first?["stage"] as? String == "completed")
    let missed = try staff(
      "appointments no-show A-james", at: "2026-03-03T15:15:00Z")
    #expect(try types(missed) == ["appointment.noShow.v1"])
    #expect(try staff("appointments show A-nobody").status == 1)
  }

  @Test func `Times are published by days of the week, and taken back but for what is booked`()
    throws
  {
    let publish =
      "slots publish --provider chen --place mankato --weekdays mon,wed --from 2026-05-18 "
      + "--through 2026-05-27 --opens 09:00 --closes 10:30 --minutes 30"
    // The 25th is Memorial Day.
    #expect(try types(staff(publish)).count == 3)
    #expect(try types(staff(publish)).isEmpty)
    let list = "slots list --provider chen --from 2026-05-18 --through 2026-05-27 --limit 50"
    #expect(try staff(list).objects().count == 9)
    #expect(
      try staff("appointments book tom chen-20260518-0930").status == 0)
    let named = try staff("slots withdraw chen-20260518-0900 chen-20260518-0930")
    #expect(named.status == 1 && named.errors.contains("chen-20260518-0930"))
    #expect(
      try types(staff("slots withdraw --provider chen --from 2026-05-18 --through 2026-05-27"))
        == Array(repeating: "appointment.slotsWithdrawn.v1", count: 3))
    #expect(try staff(list).objects().isEmpty)
    let overlap = try staff(
      "slots publish --provider chen --place mankato --from 2026-05-18 --opens 09:45 "
        + "--closes 10:15")
    #expect(overlap.status == 1 && overlap.errors.contains("already has a time"))
    #expect(try staff("slots publish --provider chen").status == 64)
    #expect(try staff("slots list --from yesterday").status == 64)
    #expect(try staff("slots withdraw nonsense").status == 1)
  }

  @Test func `Places, providers, fields and features are kept`() throws {
    #expect(try office("places list").objects().count == 4)
    let hours = try cli.run(
      [
        "staff", "places", "add", "winona", "--name", "Winona", "--phone", "507-555-0150",
        "--street", "5 River Road", "--city", "Winona", "--state", "MN", "--zip", "55987",
        "--hours", "mon-fri 08:00-17:00", "--service", "laboratory", "--as", "ann", "--json",
        "--store", cli.store,
      ])
    #expect(try types(hours) == ["clinic.placeAdded.v1"])
    #expect(
      try types(office("places change winona --phone 507-555-0151")) == ["clinic.placeChanged.v1"])
    let places = try office("places").objects()
    let winona = try #require(places.last)
    #expect(winona["phone"] as? String == "507-555-0151")
    #expect((winona["hours"] as? [String])?.count == 5)
    #expect(
      try types(
        office("providers add ortiz --name Ortiz --specialty oncology --place winona --mode video"))
        == ["staff.providerAdded.v1", "clinic.providerPlaced.v1"])
    #expect(
      try types(office("specialties add oncology --about Cancer")) == ["clinic.specialtyAdded.v1"])
    #expect(try office("specialties").objects().count == 7)
    let doctors = try office("providers --place winona").objects()
    #expect(doctors.map { $0["provider"] as? String } == ["ortiz"])
    #expect(try types(office("places close winona")) == ["clinic.placeClosed.v1"])
    #expect(try office("providers place chen --place winona").status == 1)

    #expect(
      try types(office("features off booking --place rochester")) == ["clinic.featureSwitched.v1"])
    let features = try office("features").objects()
    let booking = try #require(features.first { $0["feature"] as? String == "booking" })
    #expect(booking["everywhere"] as? Bool == true)
    #expect((booking["places"] as? [String: Bool])?["rochester"] == false)
    let open = try office("slots list --provider chen --limit 30").objects()
    #expect(open.allSatisfy { $0["place"] as? String != "rochester" })
    #expect(try types(office("features on booking")) == ["clinic.featureSwitched.v1"])
    #expect(try office("features off magic").status == 64)
  }

  @Test func `Every command of the desk says what it is for`() throws {
    let groups = [
      "places", "specialties", "providers", "features", "slots", "appointments", "waitlist",
    ]
    let overview = try cli.portal("staff", "--help").output
    for group in groups {
      #expect(overview.contains("  \(group) "))
      #expect(try cli.portal("staff", group, "--help").output.contains("OVERVIEW"))
    }
  }
}
