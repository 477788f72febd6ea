import ArgumentParser
import EventStore
import Foundation
import PortalDomain
import PortalFHIR
import PortalServer

/// What a command could not do: one line that says what is wrong and what to do.
struct Complaint: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// Whether an error is one of the program's own work, and not of how it was called.
  static func isOurs(_ error: any Error) -> Bool {
    !(error is ExitCode || error is CleanExit || error is ValidationError)
      && PortalCommand.exitCode(for: error) == .failure
  }

  static func line(for error: any Error) -> String {
    switch error {
    case let error as Complaint: error.description
    case let error as LogError: error.message
    case let error as any Refusal: error.message
    case let error as FHIRError: "\(error)"
    case let error as SettingsError: "\(error)"
    case let error as SettingProblem: "\(error)"
    case let error as ServiceSecretMissing: "\(error)"
    case let error as CocoaError: error.localizedDescription
    default: "failed: \(error)"
    }
  }
}
