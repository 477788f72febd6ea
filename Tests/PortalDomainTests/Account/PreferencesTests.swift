import PortalDomain
import Testing

@Suite struct PreferencesTests {
  let patient = PatientID("p1")

  @Test func `What a patient sets is kept, and what is so already changes nothing`() throws {
    let change = Preferences.Change(language: .spanish, reminders: .email)
    let given = Given(Preferences.self, try enrolled("p1"))
    let event = Preferences.Changed(patient: patient, change: change)
    try expect(given.when(.change(patient, change)), equal: event)
    #expect(try given.and(event).when(.change(patient, change)).isEmpty)
    #expect(try given.and(event).when(.change(patient, .init(language: .spanish))).isEmpty)
    #expect(try given.when(.change(patient, .init())).isEmpty)
    #expect(throws: Preferences.Failure.unknownPatient) {
      try Given(Preferences.self).when(.change(patient, change))
    }
  }

  @Test func `Quiet hours go over midnight`() throws {
    let night = try #require(Preferences.QuietHours(from: 22 * 60, until: 7 * 60))
    #expect([1320, 1439, 0, 419].allSatisfy(night.contains(minute:)))
    #expect(![420, 720, 1319].contains(where: night.contains(minute:)))
    let noon = try #require(Preferences.QuietHours(from: 720, until: 780))
    #expect(noon.contains(minute: 720) && !noon.contains(minute: 780))
    #expect(Preferences.QuietHours(from: 600, until: 600)?.contains(minute: 600) == false)
    #expect(Preferences.QuietHours(from: -1, until: 0) == nil)
    #expect(Preferences.QuietHours(from: 0, until: 1440) == nil)
  }

  @Test func `A number stops texts and starts them again, each once`() throws {
    let phone = try #require(PhoneNumber("+15075550101"))
    let (stopped, started) = (
      OptOuts.TextsStopped(phone: phone), OptOuts.TextsStarted(phone: phone)
    )
    try expect(Given(OptOuts.self).when(.stop(phone)), equal: stopped)
    #expect(try Given(OptOuts.self, stopped).when(.stop(phone)).isEmpty)
    try expect(Given(OptOuts.self, stopped).when(.start(phone)), equal: started)
    #expect(try Given(OptOuts.self, stopped, started).when(.start(phone)).isEmpty)
    #expect(stopped.subject == .phone(phone))
    #expect(OptOuts.roles(for: .start(phone)).isEmpty, "only the number itself starts them")
  }
}
