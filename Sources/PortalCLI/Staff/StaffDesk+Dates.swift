import PortalDomain

extension StaffDesk {
  /// A day as it's written on the command line.
  func day(_ text: String) throws -> LocalDate {
    guard let day = LocalDate(text) else {
      throw Complaint("'\(text)' is no day; write it like 2026-03-02")
    }
    return day
  }
}
