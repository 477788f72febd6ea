import PortalDomain
import Testing

/// A line of the table: a command, and what comes of giving it once more.
struct Repeated {
  /// What the second issue does.
  enum Second {
    /// Nothing: all is so already.
    case nothing
    /// It's refused with this code, which says that it's done.
    case refused(String)
    /// It counts again, by the nature of the command.
    case again(because: String)
  }

  /// `Billing.take`.
  let command: String
  let second: Second
  /// Who of the staff may give it.
  let roles: Set<Role>
  private let answers: (first: Answer, second: Answer)
  private typealias Answer = Result<[any DomainEvent], any Error>

  init<F: Feature>(_ given: Given<F>, _ command: F.Command, _ second: Second = .nothing) {
    self.command = "\(F.self)." + (Mirror(reflecting: command).children.first?.label ?? "?")
    self.second = second
    roles = F.roles(for: command)
    let first = Result { try given.when(command) }
    var after = given
    after.history += (try? first.get()) ?? []
    answers = (first, Result { try after.when(command) })
  }

  /// Checks that the command did something at first, and at the second time what the table says.
  func check() {
    switch answers.first {
    case .success(let events): #expect(!events.isEmpty, "\(command) does nothing at first")
    case .failure(let error): Issue.record("\(command) is refused at first: \(error)")
    }
    switch (second, answers.second) {
    case (.nothing, .success(let events)):
      #expect(events.isEmpty, "\(command) changes something again: \(events)")
    case (.refused(let code), .failure(let error as any Refusal)):
      #expect(error.code == code, "\(command)")
    case (.again, .success(let events)):
      #expect(!events.isEmpty, "\(command) no longer counts again")
    case (_, let answer): Issue.record("\(command), given again: \(answer)")
    }
  }
}
