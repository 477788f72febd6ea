public import ArgumentParser
import Foundation
public import PortalDomain

extension Messages.CareRole: ExpressibleByArgument {}
extension Account.Sex: ExpressibleByArgument {}
extension Records.Flag: ExpressibleByArgument {}
extension Records.Kind: ExpressibleByArgument {}

/// An instant on the command line: `2026-03-01T15:00:00Z`.
struct InstantArgument: ExpressibleByArgument {
  let value: Date

  init?(argument: String) {
    guard let date = try? Date.ISO8601FormatStyle().parse(argument) else { return nil }
    value = date
  }
}
