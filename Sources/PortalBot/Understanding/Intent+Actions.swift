extension Intent {
  /// Whether it begins something that changes what the clinic knows, once the patient says yes.
  var isAction: Bool {
    switch self {
    case .accountRegister, .accountSignOut, .accountResetPassword, .accountUpdateContact,
      .accountPreferences, .accountSecurity, .accountProxy, .appointmentsBook, .appointmentsChange,
      .appointmentsCancel, .appointmentsConfirm, .appointmentsWaitlist, .prescriptionsRefill,
      .prescriptionsAutoRefill, .prescriptionsPharmacyMessage, .messagesSend, .recordsShare,
      .billingPay, .billingPlan, .formsFill, .safetyWrongNumber, .dialogueUndo:
      true
    default: false
    }
  }
}
