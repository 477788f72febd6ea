import ArgumentParser
import Portal
import PortalDomain

/// The clinic's news.
struct AnnouncementCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "announcements", abstract: "The clinic's news for its patients.",
    subcommands: [List.self, Publish.self, Withdraw.self], defaultSubcommand: List.self)

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "All news that was not withdrawn, the latest first.")

    @Flag(help: "Only what is shown today.") var today = false
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let day = desk.portal.context.today
      let news = try desk.portal.allAnnouncements()
        .filter { !today || ($0.from...$0.until).contains(day) }
      if news.isEmpty { desk.say("There is no news.") }
      for item in news {
        try desk.show(
          "\(item.announcement)  \(item.from) to \(item.until)  \(item.audience.rawValue)  "
            + "\(item.places.isEmpty ? "all places" : item.places.joined(separator: ","))  "
            + "\(item.title): \(item.text)",
          [
            "announcement": .text(item.announcement.value), "title": .text(item.title),
            "text": .text(item.text), "from": .text(item.from.description),
            "until": .text(item.until.description), "audience": .text(item.audience.rawValue),
            "places": .list(item.places.map { .text($0) }),
          ])
      }
    }
  }

  struct Publish: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Publish news. It must not name or describe a patient.")

    @Argument(help: "A few words.") var title: String
    @Argument(help: "The news, in plain words.") var text: String
    @Option(
      help: "The first day: 2026-03-02; today unless given.")
    var from: LocalDate?
    @Option(help: "The last day.") var until: LocalDate
    @Option(
      name: .customLong("place"),
      help: "A place that it's about; can be given again. All unless given.")
    var places: [String] = []
    @Option(
      help: "For whom: everyone, patients or staff.")
    var audience = Notices.Audience.everyone
    @Option(help: ArgumentHelp("Its id; a new one unless given.", valueName: "id")) var id: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let context = desk.portal.context
      try await desk.perform(
        Notices.self,
        .publish(
          .init(
            announcement: id.map { AnnouncementID($0) } ?? context.newIdentifier("A"),
            title: title, text: text, places: places, from: from ?? context.today, until: until,
            audience: audience)))
    }
  }

  struct Withdraw: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Show news no more.")

    @Argument(help: "The announcement's id.") var announcement: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(Notices.self, .withdraw(AnnouncementID(announcement)))
    }
  }
}
