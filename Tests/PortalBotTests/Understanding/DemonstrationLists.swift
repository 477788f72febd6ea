/// The medicines of the demonstration clinic's patients (DESIGN.md, section 10).
enum DemonstrationLists {
  static let maria = [
    "lisinopril", "metformin", "atorvastatin", "insulin glargine", "insulin lispro",
  ]
  static let james = ["acetaminophen / hydrocodone bitartrate", "zolpidem tartrate", "apixaban"]
  static let rosa = ["warfarin"]
}
