/// Every read model that the portal keeps.
package enum ReadModels {
  package static let all: [any ReadModel.Type] = [
    ClinicDirectory.self,
    Directory.self, HelpQueue.self, StaffList.self,
    FormList.self, FormQueue.self, OpenForms.self, QuestionnaireList.self,
    Guarantors.self, OpenPlans.self, OpenStatements.self, PaymentList.self, PaymentMethods.self,
    PaymentQueue.self, PlanList.self, StatementList.self,
    PrescriptionList.self,
    PrescriptionHistory.self,
    RefillQueue.self,
    AutoRefillList.self,
    PharmacyMessages.self,
    PharmacyQueue.self,
    NoticeBox.self,
    NoticeQueue.self,
    NoticeFailures.self,
    AnnouncementList.self,
    DisclosureLog.self,
    Schedule.self,
    Visits.self,
    Waitlist.self,
  ]
}
