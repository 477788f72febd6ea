import PortalDomain
import Testing

/// Messages, forms, notices and articles, given twice.
struct RepeatedTalkCommands {
  let talk = MessagesTests()
  let forms = FormsTests()
  let outbox: NoticesTests
  let patient = PatientID("p1")

  init() throws { outbox = try NoticesTests() }

  var lines: [Repeated] {
    get throws { try messages + questionnaires + answers + notices + announcements + articles }
  }

  private var messages: [Repeated] {
    get throws {
      let thread = talk.id
      let given = Given(Messages.self, try talk.started(), try talk.sent())
      return [
        Repeated(Given(Messages.self), talk.start(talk.draft())),
        Repeated(
          Given(Messages.self),
          .startByTeam(
            patient, thread, by: "nurse", role: .nurse, subject: "Hello", about: nil,
            talk.draft())),
        Repeated(given, .send(patient, thread, talk.draft(id: "m2"))),
        Repeated(given, .answer(patient, thread, by: "nurse", talk.draft(id: "m2"))),
        Repeated(given, .read(patient, thread, .careTeam)),
        Repeated(given, .assign(patient, thread, to: "nurse")),
        Repeated(given, .close(patient, thread, by: "nurse")),
      ]
    }
  }

  private var questionnaires: [Repeated] {
    get throws {
      let defined = Forms.Defined(questionnaire: FormsTests.pain)
      return [
        Repeated(Given(Forms.self), .define(FormsTests.pain)),
        Repeated(
          Given(Forms.self, defined),
          .assign(Forms.Assignment(patient, QuestionnaireID("pain"))),
          .refused("form.alreadyAssigned")),
      ]
    }
  }

  private var answers: [Repeated] {
    get throws {
      let id = forms.id
      let open = Given(Forms.self, try forms.assigned())
      let answered = open.and(forms.answered("any", .yesNo(false)))
      let submitted = answered.and(try forms.submitted())
      let crisis = open.and(
        forms.answered("any", .yesNo(true)), forms.answered("bad", .scale(9)),
        Forms.CrisisFlagged(patient: patient, form: id, question: QuestionID("bad")))
      return [
        Repeated(open, forms.answer("any", .yesNo(false))),
        Repeated(answered, .submit(patient, id)),
        Repeated(submitted, .reopen(patient, id, reason: "one more question")),
        Repeated(open, .withdraw(patient, id, reason: "not needed")),
        Repeated(submitted, .review(patient, id)),
        Repeated(
          crisis, .acknowledgeCrisis(patient, id, QuestionID("bad"), note: "called"),
          .refused("form.noCrisis")),
      ]
    }
  }

  private var notices: [Repeated] {
    get throws {
      let reference = outbox.reference
      let given = Given(Notices.self, outbox.claimed(until: 60))
      return [
        Repeated(Given(Notices.self), .claim(reference, .sms), .refused("notice.claimed")),
        Repeated(given, .markSent(reference, .sms)),
        Repeated(
          given, .markFailed(reference, reason: "30003", isFinal: false),
          .again(because: "every try that failed counts, and the next waits longer")),
        Repeated(given, .markFailed(reference, reason: "30003", isFinal: true)),
        Repeated(given, .suppress(reference, .optedOut)),
        Repeated(
          given.and(Notices.GaveUp(reference, attempts: 6, reason: "30003")), .retry(reference),
          .refused("notice.underWay")),
      ]
    }
  }

  private var announcements: [Repeated] {
    get throws {
      let closing = Notices.AnnouncementPublished(
        announcement: AnnouncementID("N1"), title: "Closed", text: "Closed on Friday.", places: [],
        from: try day("2026-03-02"), until: try day("2026-03-06"), audience: .everyone)
      return [
        Repeated(Given(Notices.self), .publish(closing)),
        Repeated(Given(Notices.self, closing), .withdraw(AnnouncementID("N1"))),
      ]
    }
  }

  private var articles: [Repeated] {
    get throws {
      [Repeated(Given(Education.self), .give(patient, ArticleID("asthma"), reason: nil))]
    }
  }
}
