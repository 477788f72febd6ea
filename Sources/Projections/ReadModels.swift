/// Every read model that the portal keeps.
package enum ReadModels {
  package static let all: [any ReadModel.Type] = [
    Directory.self, HelpQueue.self, StaffList.self, ProviderList.self,
    GivenArticles.self,
    HealthSummary.self,
    Inbox.self,
    MessagePages.self,
    MessageQueue.self,
    OpenShares.self,
    PrescriptionList.self,
    RecordEntries.self,
    RecordTimelines.self,
    RefillQueue.self,
    ReviewQueue.self,
    ShareList.self,
  ]
}
