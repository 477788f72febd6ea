/// Every read model that the portal keeps.
package enum ReadModels {
  package static let all: [any ReadModel.Type] = [
    ClinicDirectory.self,
    Directory.self, HelpQueue.self, StaffList.self,
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
