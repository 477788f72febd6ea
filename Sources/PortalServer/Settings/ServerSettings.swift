internal import Configuration
internal import Foundation
public import Logging
internal import SystemPackage

/// What is wrong with a setting, in one line that says what to do.
public struct SettingsError: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

/// How the server is set up: flags count before the environment, and that before the file.
public struct ServerSettings: Sendable {
  private let values: [ServerSetting: String]

  /// Reads the settings.
  ///
  /// - Parameters:
  ///   - arguments: the flags with their values: `--port 8080`.
  ///   - environment: the variables; those that begin with `PORTAL_` and name a setting count.
  ///   - file: a file of JSON, one object: `{"port": 8080}`.
  /// - Throws: `SettingsError` for what can't be, or isn't known.
  public init(
    arguments: [String] = [], environment: [String: String] = [:], file: String? = nil
  ) async throws(SettingsError) {
    try Self.check(arguments)
    var providers: [any ConfigProvider] = [
      CommandLineArgumentsProvider(arguments: ["portal"] + arguments),
      EnvironmentVariablesProvider(
        environmentVariables: Dictionary(
          uniqueKeysWithValues: environment.filter { $0.key.hasPrefix("PORTAL_") }
            .map { (String($0.key.dropFirst("PORTAL_".count)), $0.value) })),
    ]
    if let file { providers.append(try await Self.provider(file)) }
    let reader = ConfigReader(providers: providers)
    var values: [ServerSetting: String] = [:]
    for setting in ServerSetting.allCases {
      let key = ConfigKey(setting.rawValue)
      guard
        let value = reader.string(forKey: key, isSecret: setting.isSecret)
          ?? reader.int(forKey: key).map(String.init) ?? setting.fallback
      else { continue }
      values[setting] = value
      try Self.check(value, of: setting)
    }
    self.values = values
    guard (values[.tlsCertificate] == nil) == (values[.tlsKey] == nil) else {
      throw SettingsError("for HTTPS both are needed: tlsCertificate and tlsKey")
    }
    if values[.twilioAuthToken] ?? values[.twilioAuthTokenFile] != nil, values[.publicUrl] == nil {
      throw SettingsError(
        "Twilio signs the address that it calls: set it with \(ServerSetting.publicUrl.flag)")
    }
  }

  /// The value of a setting, or what counts instead.
  subscript(setting: ServerSetting) -> String? { values[setting] }

  func number(_ setting: ServerSetting) -> Int {
    values[setting].flatMap { Int($0) } ?? setting.range?.lowerBound ?? 0
  }

  /// How much is logged.
  public var logLevel: Logger.Level {
    values[.logLevel].flatMap { Logger.Level(rawValue: $0) } ?? .info
  }

  /// How often the analysts' tables are brought up to date; `nil` for never.
  public var analyticsPause: Duration? {
    let milliseconds = number(.analyticsMilliseconds)
    return milliseconds > 0 ? .milliseconds(milliseconds) : nil
  }

  func seconds(_ setting: ServerSetting) -> Duration { .seconds(number(setting)) }

  /// A secret, said as it is or by the file that holds it.
  func secret(_ setting: ServerSetting, file: ServerSetting) throws(SettingsError) -> Secret? {
    if let value = values[setting] { return Secret(value) }
    guard let path = values[file] else { return nil }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw SettingsError("\(path) can't be read: it's named by \(file.rawValue)")
    }
    let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !value.isEmpty else { throw SettingsError("\(path) is empty: it's to hold a secret") }
    return Secret(value)
  }

  private static func check(_ arguments: [String]) throws(SettingsError) {
    let flags = Dictionary(uniqueKeysWithValues: ServerSetting.allCases.map { ($0.flag, $0) })
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      guard let setting = parts.first.flatMap({ flags[$0] }) else {
        throw SettingsError("'\(argument)' is no setting; see 'portal serve --help'")
      }
      guard !setting.isSecret else {
        throw SettingsError(
          "\(setting.flag) would be seen by others on this machine: use \(setting.variable), "
            + "or name a file with \(setting.flag)-file")
      }
      if parts.count == 1 {
        guard let value = rest.popFirst(), !value.hasPrefix("--") else {
          throw SettingsError("\(setting.flag) needs a value")
        }
      }
    }
  }

  private static func check(_ value: String, of setting: ServerSetting) throws(SettingsError) {
    if let range = setting.range, Int(value).map(range.contains) != true {
      throw SettingsError(
        "\(setting.rawValue) takes a number from \(range.lowerBound) to \(range.upperBound)")
    }
    if let words = setting.words, !words.contains(value) {
      throw SettingsError("\(setting.rawValue) is one of \(words.joined(separator: ", "))")
    }
    if setting == .publicUrl {
      guard let url = URL(string: value), let scheme = url.scheme,
        ["http", "https"].contains(scheme), url.host() != nil, url.query() == nil
      else { throw SettingsError("publicUrl is an address like https://portal.example.org") }
    }
  }

  /// The settings of a file; a name that none of them has is a mistake.
  private static func provider(_ file: String) async throws(SettingsError) -> any ConfigProvider {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw SettingsError("\(file) can't be read: it's to hold the settings")
    }
    guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw SettingsError("\(file) is no JSON object: write it like {\"port\": 8080}")
    }
    for (name, value) in object {
      guard ServerSetting(rawValue: name) != nil else {
        throw SettingsError("'\(name)' in \(file) is no setting; see 'portal serve --help'")
      }
      guard value is String || value is Int else {
        throw SettingsError("'\(name)' in \(file) takes a text or a whole number")
      }
    }
    do { return try await FileProvider<JSONSnapshot>(filePath: FilePath(file)) } catch {
      throw SettingsError("\(file) can't be read: it's to hold the settings")
    }
  }
}
