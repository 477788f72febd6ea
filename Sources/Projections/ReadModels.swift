/// Every read model that the portal keeps.
package enum ReadModels {
  package static let all: [any ReadModel.Type] = [
    Directory.self, HelpQueue.self, StaffList.self, ProviderList.self,
    PrescriptionList.self,
    RefillQueue.self,
  ]
}
