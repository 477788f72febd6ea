internal import Foundation
internal import PortalDomain

extension DemonstrationClinic {
  /// Maria asked about her blood test; the answer came yesterday, and she has not read it.
  static func messages(_ context: Context) -> [any DomainEvent] {
    let patient = PatientID("maria")
    let thread = ThreadID("maria-fasting")
    let policy = context.policy.messages
    let asked = context.today.adding(days: -2)
    func at(_ day: LocalDate, _ hour: Int, _ minute: Int) -> Date {
      day.instant(hour: hour, minute: minute, in: context.timeZone)
    }
    return [
      Messages.ThreadStarted(
        patient: patient, thread: thread, startedBy: .patient, to: .primaryCare,
        provider: ProviderID("patel"), subject: "Blood test", about: nil,
        startedAt: at(asked, 9, 20)),
      Messages.Sent(
        patient: patient, thread: thread, message: MessageID("maria-fasting-0"), number: 0,
        text: "Do I have to skip breakfast before the blood test tomorrow?", attached: [],
        sentAt: at(asked, 9, 20),
        dueAt: asked.adding(businessDays: policy.answerBusinessDays)
          .instant(hour: policy.closingHour, in: context.timeZone)),
      Messages.Answered(
        patient: patient, thread: thread, message: MessageID("maria-fasting-1"), number: 1,
        author: "Dr. Anita Patel",
        text: "Hi Maria, no need to fast for this one. Eat as usual and take your medicines. "
          + "I'll write to you when I have looked at the results.",
        attached: [], answeredAt: at(asked.adding(days: 1), 7, 40)),
    ]
  }
}
