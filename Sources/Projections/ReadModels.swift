/// Every read model that the portal keeps.
package enum ReadModels {
  package static let all: [any ReadModel.Type] = [
    ClinicDirectory.self,
    Directory.self, HelpQueue.self, StaffList.self,
    PrescriptionList.self,
    RefillQueue.self,
    Schedule.self,
    Visits.self,
    Waitlist.self,
  ]
}
