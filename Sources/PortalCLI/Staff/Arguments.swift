public import ArgumentParser
internal import Foundation
public import PortalDomain

// What the staff's commands read from the command line.

extension LocalDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension PhoneNumber: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension EmailAddress: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension PostalAddress: ExpressibleByArgument {
  /// Reads `42 Elm Street, Rochester, MN 55901`.
  public init?(argument: String) {
    let parts = argument.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count >= 3, let last = parts.last?.split(separator: " "), last.count == 2 else {
      return nil
    }
    self.init(
      street: parts.dropLast(2).joined(separator: ", "), city: parts[parts.count - 2],
      state: String(last[0]), zip: String(last[1]))
  }
}

extension Account.Topic: ExpressibleByArgument {}
extension Preferences.Language: ExpressibleByArgument {}
extension Preferences.ReminderChannel: ExpressibleByArgument {}

extension Proxies.Relation: ExpressibleByArgument {}
extension Proxies.Scope: ExpressibleByArgument {}

extension Role: ExpressibleByArgument {}
