import PortalDomain
import Testing

/// The clinic's places and people, and who looks at what, given twice.
struct RepeatedClinicCommands {
  let patient = PatientID("p1")

  var lines: [Repeated] { get throws { try directory + staff + careTeams + looks } }

  private var directory: [Repeated] {
    get throws {
      let given = Given(Clinic.self, ClinicDay.clinic)
      var moved = ClinicDay.details
      moved.phone = "507-555-0199"
      let place = ClinicDay.rochester
      return [
        Repeated(given, .addPlace(PlaceID("winona"), ClinicDay.details)),
        Repeated(given, .changePlace(place, moved)),
        Repeated(given, .closePlace(place)),
        Repeated(given, .addSpecialty(Specialty(name: "dermatology", about: "Skin"))),
        Repeated(given, .placeProvider(ClinicDay.chen, [place], [.inPerson])),
        Repeated(given, .switchFeature(.refills, at: place, on: false)),
        Repeated(given, .switchFeature(.refills, at: nil, on: false)),
      ]
    }
  }

  private var staff: [Repeated] {
    get throws {
      let (ann, bob) = (try #require(StaffName("ann")), try #require(StaffName("bob")))
      let added = Staff.Added(member: bob, fullName: nil, roles: [.nurse], provider: nil)
      let given = Given(
        Staff.self,
        Staff.Added(member: ann, fullName: nil, roles: [.administrator], provider: nil), added)
      let provider = Staff.ProviderAdded(
        provider: ClinicDay.chen, name: "Dr. Grace Chen", specialty: "cardiology")
      return [
        Repeated(Given(Staff.self), .addProvider(provider)),
        Repeated(Given(Staff.self), .add(added)),
        Repeated(given, .changeRoles(bob, [.biller])),
        Repeated(given, .disable(bob)),
        Repeated(given.and(Staff.Disabled(member: bob)), .enable(bob)),
        Repeated(given, .setPassword(bob, hash: "h")),
        Repeated(
          given.and(Staff.PasswordSet(member: bob, hash: "h")),
          .signIn(bob, passwordMatches: false),
          .again(because: "every wrong try counts, whoever made it")),
      ]
    }
  }

  private var careTeams: [Repeated] {
    get throws {
      let chen = ClinicDay.chen
      let given = Given(CareTeams.self, ClinicDay.clinic + [try enrolled("p1")])
      let assigned = CareTeams.Assigned(patient: patient, provider: chen, role: "cardiology")
      return [
        Repeated(given, .assign(patient, chen, role: "cardiology")),
        Repeated(given.and(assigned), .end(patient, chen)),
      ]
    }
  }

  private var looks: [Repeated] {
    get throws {
      let disclosed = Disclosures.Disclosed(
        patient: patient, disclosure: DisclosureID("D1"), recipient: "Dr. Lee", matters: [.results],
        ground: .treatment, on: try day("2026-03-02"))
      let restricted = Disclosures.Restricted(patient: patient)
      let reviewed = AccessReviews.Reviewed(
        review: ReviewID("V1"), from: try instant("2026-02-01T06:00:00Z"),
        until: try instant("2026-03-01T06:00:00Z"), looks: 12, unusual: 0, glassBroken: 0,
        findings: "nothing unusual")
      return [
        Repeated(
          Given(Disclosures.self), .breakGlass(patient, [.results], .emergencyCare),
          .again(because: "every look past a restriction is recorded and raises its alarm")),
        Repeated(Given(Disclosures.self), .disclose(disclosed)),
        Repeated(Given(Disclosures.self), .restrict(patient)),
        Repeated(Given(Disclosures.self, restricted), .unrestrict(patient)),
        Repeated(
          Given(AccessReviews.self), .list(.init(from: nil, until: nil, staff: nil)),
          .again(because: "every look at who looked is recorded too")),
        Repeated(Given(AccessReviews.self), .record(reviewed)),
      ]
    }
  }
}
