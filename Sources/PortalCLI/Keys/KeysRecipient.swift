import ArgumentParser
import EventStore

extension KeysCommand {
  struct Recipient: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the key pair that backups of the keys are sealed to.",
      discussion: """
        It prints the public key, which 'portal keys backup' takes. The file holds the secret, which \
        'portal keys restore' needs: keep it away from the store, the best on paper in a safe.
        """)

    @Option(help: ArgumentHelp("A new file for the secret.", valueName: "file")) var out: String

    func run() async throws { print(try EventLog.makeRecipient(secretFile: out)) }
  }
}
