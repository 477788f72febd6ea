/// Every read model that the portal keeps.
package enum ReadModels {
  package static let all: [any ReadModel.Type] = [
    FormList.self, FormQueue.self, OpenForms.self, QuestionnaireList.self,
    Guarantors.self, OpenPlans.self, OpenStatements.self, PaymentList.self, PaymentMethods.self,
    PaymentQueue.self, PlanList.self, StatementList.self,
    Directory.self, HelpQueue.self, StaffList.self, ProviderList.self,
    PrescriptionList.self,
    RefillQueue.self,
  ]
}
