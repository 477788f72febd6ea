/// Refills that are requested by themselves.
extension Prescriptions {
  /// Whether a medicine may be refilled without being asked for; it throws why not.
  public static func checkAutoRefill(of prescription: Prescription) throws(Failure) {
    let medicine = try active(prescription).medicine
    guard medicine.schedule == nil else { throw .noAutoRefill(medicine: medicine.label) }
    guard prescription.daysSupply != nil, let refillsLeft = prescription.refillsLeft else {
      throw .autoRefillUnknown(medicine: medicine.label)
    }
    if refillsLeft == 0, prescription.openRequest == nil {
      throw .noRefillsLeft(medicine: medicine.label)
    }
  }

  /// Of some prescriptions those of which a refill is to be requested now, because the patient wanted
  /// it so.
  public static func autoRefillsDue(
    among prescriptions: [Prescription], _ context: Context
  ) -> [PrescriptionID] {
    prescriptions.filter { prescription in
      // What was never filled isn't started by a machine.
      guard prescription.refillsAutomatically, prescription.lastFilledOn != nil else {
        return false
      }
      do throws(Failure) {
        try checkAutoRefill(of: prescription)
        try checkRefill(of: prescription.id, State([prescription]), context)
        return true
      } catch { return false }
    }.map(\.id)
  }
}
