import Foundation
import PortalDomain
import Testing

/// Who of the staff may give which command: written down a second time, so that nobody is let in, or
/// shut out, by a slip.
@Suite struct RolesTests {
  private static let everybody = Set(Role.allCases)

  private static let matrix: [(roles: Set<Role>, commands: Set<String>)] = [
    // What only the patient does, or the portal for whoever proves who they are.
    (
      [],
      [
        "Account.signIn", "ContactDetails.confirm", "ContactDetails.request",
        "Credentials.chooseSecondFactor", "Credentials.chooseUsername", "Credentials.endSession",
        "Credentials.giveCode", "Credentials.givePassword", "Credentials.resetPassword",
        "Credentials.setPassword", "Credentials.setQuestions", "HelpDesk.request",
        "Messages.send", "Messages.start", "OneTimeCodes.issue", "OneTimeCodes.redeem",
        "OptOuts.start", "Registration.acceptTerms",
        "Registration.register", "Staff.signIn", "StrangerSignIns.fail",
      ]
    ),
    (
      [.administrator],
      [
        "AccessReviews.list", "AccessReviews.record", "Clinic.addPlace", "Clinic.addSpecialty",
        "Clinic.changePlace", "Clinic.closePlace", "Clinic.placeProvider", "Clinic.switchFeature",
        "Disclosures.restrict", "Disclosures.unrestrict", "Notices.claim", "Notices.markFailed",
        "Notices.markSent", "Notices.suppress", "Staff.add", "Staff.addProvider",
        "Staff.changeRoles", "Staff.disable", "Staff.enable", "Staff.setPassword",
      ]
    ),
    (
      [.administrator, .frontDesk],
      [
        "Account.enrol", "Account.setPIN", "Account.unlock", "ContactDetails.correct",
        "Credentials.endAllSessions", "Credentials.reset", "HelpDesk.close", "Notices.publish",
        "Notices.withdraw", "Preferences.change", "Proxies.end", "Proxies.grant",
        "Registration.issueActivation",
      ]
    ),
    ([.administrator, .frontDesk, .nurse], ["Notices.retry", "OptOuts.stop"]),
    (
      [.administrator, .frontDesk, .nurse, .provider],
      [
        "Account.consent", "Appointments.accept", "Appointments.book", "Appointments.cancel",
        "Appointments.cancelWithoutFee", "Appointments.change", "Appointments.checkIn",
        "Appointments.complete", "Appointments.confirm", "Appointments.decline",
        "Appointments.expire", "Appointments.hold", "Appointments.join", "Appointments.leave",
        "Appointments.offer", "Appointments.recordNoShow", "Appointments.release",
        "CareTeams.assign", "CareTeams.end", "Disclosures.disclose", "Forms.assign",
        "Forms.withdraw", "Shares.create", "Shares.issueCode", "Shares.use",
      ]
    ),
    (
      [.administrator, .frontDesk, .provider], ["Appointments.publish", "Appointments.withdraw"]
    ),
    ([.administrator, .nurse, .provider], ["Forms.define"]),
    (
      [.administrator, .biller],
      [
        "Billing.addLateFee", "Billing.adjust", "Billing.assignGuarantor", "Billing.confirmRefund",
        "Billing.decline", "Billing.endPlan", "Billing.expireMethod", "Billing.failRefund",
        "Billing.issue", "Billing.missInstalment", "Billing.offerPlan", "Billing.recordReturn",
        "Billing.requestRefund", "Billing.take", "Billing.void",
      ]
    ),
    (
      [.administrator, .biller, .frontDesk],
      [
        "Billing.addMethod", "Billing.agreePlan", "Billing.prove", "Billing.removeMethod",
        "Billing.requestPayment",
      ]
    ),
    (
      [.frontDesk, .nurse, .provider],
      ["Forms.answer", "Forms.reopen", "Forms.submit", "Records.addDocument"]
    ),
    (
      [.nurse, .provider],
      [
        "Forms.acknowledgeCrisis", "Forms.review", "Prescriptions.prescribe", "Prescriptions.stop",
        "Records.addNote", "Records.correct", "Records.measureVital", "Records.receiveReport",
        "Records.receiveResult", "Records.recordAllergy", "Records.recordCondition",
        "Records.recordImmunization", "Records.resolveCondition", "Records.retract",
      ]
    ),
    ([.provider], ["Records.amend", "Records.release", "Records.review"]),
    (
      [.nurse, .pharmacist],
      [
        "Prescriptions.answerPharmacyMessage", "Prescriptions.delay", "Prescriptions.deliver",
        "Prescriptions.recordDispensing", "Prescriptions.ship",
      ]
    ),
    ([.nurse, .pharmacist, .provider], ["Prescriptions.approve", "Prescriptions.deny"]),
    (
      [.frontDesk, .nurse, .pharmacist, .provider],
      [
        "Education.give", "Prescriptions.cancel", "Prescriptions.choosePharmacy",
        "Prescriptions.requestRefill", "Prescriptions.requestRenewal",
        "Prescriptions.sendPharmacyMessage", "Prescriptions.setAutoRefill",
      ]
    ),
    (everybody.subtracting([.biller]), ["Disclosures.breakGlass"]),
    (
      [.biller, .frontDesk, .nurse, .provider],
      [
        "Callbacks.attend", "Messages.answer", "Messages.assign", "Messages.close",
        "Messages.read",
      ]
    ),
    // To the nurse; to others see below.
    ([.nurse, .provider], ["Messages.startByTeam"]),
    (everybody, ["Shares.expire", "Shares.revoke"]),
  ]

  @Test func `Every command is given by those on the staff whose work it is, and by no one else`()
    throws
  {
    var allowed: [String: Set<Role>] = [:]
    for line in Self.matrix {
      for command in line.commands {
        #expect(allowed.updateValue(line.roles, forKey: command) == nil, "\(command) stands twice")
      }
    }
    let table = try RepeatedCommandTests.table
    for line in table { #expect(line.roles == allowed[line.command], "\(line.command)") }
    let known = Set(table.map(\.command))
    #expect(Set(allowed.keys).subtracting(known).isEmpty, "there are no such commands")
  }

  @Test func `A thread is for those to whom it was written, and for nurses and providers`() throws {
    let (patient, id) = (PatientID("p1"), ThreadID("t1"))
    let readers: [Messages.CareRole: Set<Role>] = [
      .careTeam: [.nurse, .provider], .primaryCare: [.nurse, .provider],
      .specialist: [.nurse, .provider], .nurse: [.nurse, .provider],
      .scheduling: [.frontDesk, .nurse, .provider], .billing: [.biller, .nurse, .provider],
    ]
    for role in Messages.CareRole.allCases {
      let draft = Messages.Draft(MessageID("m1"), "Hello")
      let started = Messages.Command.startByTeam(
        patient, id, by: "ann", role: role, subject: "Hello", about: nil, draft)
      #expect(Messages.roles(for: started) == readers[role])
      var state = Messages.initial
      Messages.evolve(
        &state,
        Messages.ThreadStarted(
          patient: patient, thread: id, startedBy: .patient, to: role, provider: nil,
          subject: "Hello", about: nil, startedAt: .distantPast))
      for command: Messages.Command in [
        .answer(patient, id, by: "ann", draft), .read(patient, id, .careTeam),
        .assign(patient, id, to: "ann"), .close(patient, id, by: "ann"),
      ] {
        #expect(Messages.roles(for: command, state) == readers[role], "\(role)")
      }
      #expect(Messages.roles(for: .read(patient, id, .patient), state).isEmpty)
    }
  }

  private static let readers: [(roles: Set<Role>, matters: Set<Disclosures.Matter>)] = [
    (everybody, [.account]),
    (everybody.subtracting([.pharmacist]), [.appointments]),
    ([.administrator, .biller, .frontDesk], [.billing]),
    ([.frontDesk, .nurse, .provider], [.documents, .forms]),
    ([.frontDesk, .nurse, .pharmacist, .provider], [.medicines]),
    ([.biller, .frontDesk, .nurse, .provider], [.messages]),
    ([.nurse, .pharmacist, .provider], [.summary]),
    ([.nurse, .provider], [.notes, .reports, .results]),
  ]

  @Test func `Every part of a record is seen by those whose work needs it, and by no one else`() {
    for matter in Disclosures.Matter.allCases {
      let lines = Self.readers.filter { $0.matters.contains(matter) }
      #expect(lines.count == 1, "\(matter)")
      let roles = lines.first?.roles ?? []
      for purpose in [Disclosures.Purpose.treatment, .payment] {
        #expect(Disclosures.readers(of: matter, for: purpose) == roles, "\(matter)")
      }
      #expect(
        Disclosures.readers(of: matter, for: .operations) == roles.union([.administrator]))
      #expect(
        Disclosures.readers(of: matter, for: .patientRequest) == [
          .administrator, .frontDesk, .nurse, .provider,
        ])
    }
  }

  @Test func `A renewal is answered by a provider alone`() {
    let (patient, id) = (PatientID("p1"), PrescriptionID("rx1"))
    let renewal = RefillID("N1")
    for command: Prescriptions.Command in [
      .approve(patient, id, renewal, newRefills: 2), .deny(patient, id, renewal, reason: "no"),
    ] {
      #expect(Prescriptions.roles(for: command) == [.provider])
    }
  }
}
