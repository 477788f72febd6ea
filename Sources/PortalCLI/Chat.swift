import ArgumentParser
import EventStore
import Foundation
import Portal
import PortalBot
import PortalDomain

struct Chat: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Talk to the bot.",
    discussion: """
      Without a store it talks on a demonstration clinic in a temporary folder, as Maria Alvarez, \
      who has proven who she is. With --from it's a text message from that phone, PIN and all. \
      "[attach FILE]" in a message sends a file along.
      """)

  @OptionGroup var options: StoreOptions

  @Option(help: ArgumentHelp("The phone that the messages come from.", valueName: "phone"))
  var from: String?

  @Flag(help: "Take it as proven that the phone's owner speaks.")
  var verified = false

  @Flag(help: "Read a message a line, and answer one JSON object a line.")
  var json = false

  @Option(help: ArgumentHelp("Where records that are asked for are written.", valueName: "folder"))
  var downloads = "."

  func validate() throws {
    if let from, PhoneNumber(from) == nil {
      throw ValidationError("'\(from)' is no phone number; write it like +15075550101")
    }
  }

  func run() async throws {
    guard let phone = PhoneNumber(from ?? DemonstrationClinic.mariasPhone) else { return }
    var temporary: TemporaryClinic?
    let portal: Portal
    let inbox = CodeInbox()
    if options.isNamedOrPresent {
      portal = try await options.portal(codeSender: inbox)
    } else {
      let clinic = try await TemporaryClinic(options, inbox)
      portal = clinic.portal
      temporary = clinic
    }
    defer { temporary?.remove() }
    let service = ConversationService(portal, channel: .chat)
    var name: String?
    let isVerified = verified || from == nil
    if isVerified {
      guard let patient = try await service.verify(phone) else {
        throw Complaint("no patient is known by \(phone); see 'portal demo' or 'portal import'")
      }
      name = try portal.profile(of: patient).map { "\($0.givenName) \($0.familyName)" }
    }
    let screen = ChatScreen(isJSON: json)
    screen.open(phone: phone, name: name, isDemonstration: temporary != nil)
    while let line = screen.readMessage() {
      if isVerified { _ = try await service.verify(phone) }
      do {
        let (text, files) = try ChatFiles.read(line)
        let answer = try await service.receive(text, from: phone, files: files)
        let saved = try answer.file.map { try ChatFiles.save($0, in: downloads) }
        screen.show(answer, arrived: inbox.receive(), saved: saved)
      } catch let complaint as Complaint {
        screen.complain(complaint)
      }
    }
    screen.close()
    await portal.close()
  }
}

/// A demonstration clinic in a temporary folder, gone with the conversation.
struct TemporaryClinic {
  let portal: Portal
  private let folder: String

  init(_ options: StoreOptions, _ inbox: CodeInbox) async throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("portal-demo-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try EventLog.create(folder + "/portal-data")
    portal = try Portal(
      opening: folder + "/portal-data", codeSender: inbox, clock: options.clock)
    let progress = ProgressBar("Preparing the demonstration clinic")
    try await DemonstrationClinic.fill(portal, progress: progress.update)
    progress.finish()
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
