import PortalDomain
import Testing

@Suite struct ClinicTests {
  typealias Failure = Clinic.Failure
  let rochester = ClinicDay.rochester
  let details = ClinicDay.details

  func given(_ more: any DomainEvent...) -> Given<Clinic> {
    var given = Given(Clinic.self)
    given.history = ClinicDay.clinic + more
    return given
  }

  @Test func `A place is added once, changed, and closed`() throws {
    let winona = PlaceID("winona")
    let added = Clinic.PlaceAdded(place: winona, details: details)
    try expect(try given().when(.addPlace(winona, details)), equal: added)
    #expect(try given(added).when(.addPlace(winona, details)).isEmpty)
    var other = details
    other.phone = "507-555-0199"
    let changed = Clinic.PlaceChanged(place: winona, details: other)
    try expect(try given(added).when(.changePlace(winona, other)), equal: changed)
    #expect(try given(added, changed).when(.changePlace(winona, other)).isEmpty)
    let closed = Clinic.PlaceClosed(place: winona)
    try expect(try given(added).when(.closePlace(winona)), equal: closed)
    #expect(try given(added, closed).when(.closePlace(winona)).isEmpty)
    #expect(throws: Failure.closedPlace(winona)) {
      try given(added, closed).when(.changePlace(winona, other))
    }
    #expect(throws: Failure.unknownPlace(winona)) { try given().when(.closePlace(winona)) }
    #expect(throws: Failure.unknownPlace(winona)) { try given().when(.changePlace(winona, other)) }
  }

  @Test func `A place has a name, a phone, and hours that end after they begin`() throws {
    let id = PlaceID("winona")
    var nameless = details
    nameless.name = ""
    var mute = details
    mute.phone = ""
    var backwards = details
    let (eight, nine) = (try #require(LocalTime("08:00")), try #require(LocalTime("09:00")))
    backwards.hours = [OpeningHours(.monday, nine, eight)]
    for wrong in [nameless, mute, backwards] {
      let refusal = #expect(throws: Failure.self) { try given().when(.addPlace(id, wrong)) }
      #expect(refusal?.code == "clinic.incomplete")
    }
    var right = details
    right.hours = [OpeningHours(.monday, eight, nine)]
    #expect(try given().when(.addPlace(id, right)).count == 1)
    #expect(Place(id: id, details: right).hours(on: .monday).count == 1)
    #expect(Place(id: id, details: right).hours(on: .tuesday).isEmpty)
  }

  @Test func `A field of medicine is added once`() throws {
    let heart = Specialty(name: "cardiology", about: "The heart.")
    let added = Clinic.SpecialtyAdded(specialty: heart)
    try expect(try given().when(.addSpecialty(heart)), equal: added)
    #expect(try given(added).when(.addSpecialty(heart)).isEmpty)
    #expect(throws: Failure.self) {
      try given().when(.addSpecialty(Specialty(name: "", about: "Nothing.")))
    }
  }

  @Test func `A provider is placed where there are places`() throws {
    let chen = ClinicDay.chen
    let placed = Clinic.ProviderPlaced(provider: chen, places: [rochester], modes: [.video])
    try expect(try given().when(.placeProvider(chen, [rochester], [.video])), equal: placed)
    #expect(try given(placed).when(.placeProvider(chen, [rochester], [.video])).isEmpty)
    #expect(try given(placed).when(.placeProvider(chen, [], [.video])).count == 1)
    #expect(throws: Failure.unknownProvider(ProviderID("x"))) {
      try given().when(.placeProvider(ProviderID("x"), [rochester], []))
    }
    #expect(throws: Failure.unknownPlace(PlaceID("x"))) {
      try given().when(.placeProvider(chen, [PlaceID("x")], []))
    }
    #expect(throws: Failure.closedPlace(rochester)) {
      try given(Clinic.PlaceClosed(place: rochester)).when(.placeProvider(chen, [rochester], []))
    }
  }

  @Test func `A feature is switched at one place, or everywhere`() throws {
    let off = Clinic.FeatureSwitched(feature: .booking, place: rochester, isOn: false)
    try expect(
      try given().when(.switchFeature(.booking, at: rochester, on: false)), equal: off)
    #expect(try given(off).when(.switchFeature(.booking, at: rochester, on: false)).isEmpty)
    #expect(try given().when(.switchFeature(.booking, at: rochester, on: true)).isEmpty)
    #expect(try given().when(.switchFeature(.booking, at: nil, on: true)).isEmpty)
    // Everywhere means everywhere.
    #expect(try given(off).when(.switchFeature(.booking, at: nil, on: true)).count == 1)
    #expect(throws: Failure.unknownPlace(PlaceID("x"))) {
      try given().when(.switchFeature(.booking, at: PlaceID("x"), on: false))
    }
  }

  @Test func `The last word on a feature counts`() throws {
    func isOn(_ history: (PlaceID?, Bool)...) -> [Bool] {
      var switches = FeatureSwitches()
      for (place, isOn) in history {
        switches.evolve(Clinic.FeatureSwitched(feature: .booking, place: place, isOn: isOn))
      }
      #expect(switches.isOn(.waitlist, at: rochester))
      return [rochester, ClinicDay.lacrosse, nil].map { switches.isOn(.booking, at: $0) }
    }
    #expect(isOn() == [true, true, true])
    #expect(isOn((rochester, false)) == [false, true, true])
    #expect(isOn((nil, false)) == [false, false, false])
    #expect(isOn((nil, false), (rochester, true)) == [true, false, false])
    #expect(isOn((rochester, true), (nil, false)) == [false, false, false])
    #expect(isOn((rochester, false), (nil, true)) == [true, true, true])
    #expect(isOn((nil, false), (rochester, true), (rochester, false)) == [false, false, false])
  }

  @Test func `Where a place is closed nothing is on, whatever is switched`() {
    var switches = FeatureSwitches()
    switches.evolve(Clinic.PlaceClosed(place: rochester))
    switches.evolve(Clinic.FeatureSwitched(feature: .booking, place: nil, isOn: true))
    for feature in PortalFeature.allCases {
      #expect(!switches.isOn(feature, at: rochester))
      #expect(switches.isOn(feature, at: ClinicDay.lacrosse) && switches.isOn(feature, at: nil))
    }
  }

  @Test func `Every refusal has words and a code`() {
    let all: [Failure] = [
      .unknownPlace(rochester), .closedPlace(rochester), .unknownProvider(ClinicDay.chen),
      .incomplete("A place needs a name."),
    ]
    #expect(Set(all.map(\.code)).count == all.count)
    #expect(all.allSatisfy { !$0.message.isEmpty })
  }
}
