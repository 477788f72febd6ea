/// Everything about the server that can be set: by a flag, by the environment, or in a file of JSON; the
/// first of them counts.
public enum ServerSetting: String, CaseIterable, Sendable {
  case host, port, publicUrl
  case twilioAuthToken, twilioAuthTokenFile, telnyxPublicKey, telnyxPublicKeyFile
  case replies
  case tlsCertificate, tlsKey
  case bodyBytes, headerBytes, requestSeconds, idleSeconds, connections
  case senderRate, globalRate, queue, concurrency, replySeconds
  case analyticsMilliseconds
  case shutdownSeconds, logLevel

  /// What counts where nothing is set; `nil` for nothing.
  public var fallback: String? {
    switch self {
    case .host: "127.0.0.1"
    case .port: "8080"
    case .publicUrl, .twilioAuthToken, .twilioAuthTokenFile, .telnyxPublicKey,
      .telnyxPublicKeyFile, .tlsCertificate, .tlsKey:
      nil
    case .replies: "outbox"
    case .bodyBytes: "65536"
    case .headerBytes: "16384"
    case .requestSeconds: "10"
    case .idleSeconds: "30"
    case .connections: "1024"
    case .senderRate: "30"
    case .globalRate: "500"
    case .queue: "1000"
    case .concurrency: "16"
    case .replySeconds: "10"
    case .analyticsMilliseconds: "500"
    case .shutdownSeconds: "20"
    case .logLevel: "info"
    }
  }

  /// What it's for.
  public var help: String {
    switch self {
    case .host: "The address to listen on."
    case .port: "The port to listen on; with 0, a free one."
    case .publicUrl: "The address by which carriers know us: https://portal.example.org."
    case .twilioAuthToken: "The token that Twilio signs with; without one, it's not served."
    case .twilioAuthTokenFile: "A file that holds that token."
    case .telnyxPublicKey: "The key of Telnyx's signatures; without one, it's not served."
    case .telnyxPublicKeyFile: "A file that holds that key."
    case .replies: "How answers go to Twilio: by the outbox, or in its response."
    case .tlsCertificate: "A file with the certificates (PEM); with it, HTTPS is served."
    case .tlsKey: "A file with their private key (PEM)."
    case .bodyBytes: "How large the body of a request may be."
    case .headerBytes: "How large its headers may be."
    case .requestSeconds: "How long a body may take to come in."
    case .idleSeconds: "After how long an idle connection is closed."
    case .connections: "How many connections may be open."
    case .senderRate: "How many messages a minute a sender may send."
    case .globalRate: "How many webhook requests a second are looked at."
    case .queue: "How many accepted messages may wait for their answers."
    case .concurrency: "How many phones are answered at once."
    case .replySeconds: "How long Twilio waits for an answer in its response."
    case .analyticsMilliseconds:
      "How long the analysts' tables may be behind before they are brought up to date; 0: never."
    case .shutdownSeconds: "How long what was accepted may take to be finished at the end."
    case .logLevel: "How much is logged: trace, debug, info, notice, warning, error."
    }
  }

  /// Whether it must not stand on a command line, where others see it.
  public var isSecret: Bool { self == .twilioAuthToken || self == .telnyxPublicKey }

  /// The numbers that it takes; `nil` where it's no number.
  var range: ClosedRange<Int>? {
    switch self {
    case .port: 0...65_535
    case .bodyBytes, .headerBytes: 256...16_777_216
    case .requestSeconds, .idleSeconds, .replySeconds: 1...600
    case .shutdownSeconds: 0...600
    case .analyticsMilliseconds: 0...3_600_000
    case .connections, .senderRate, .globalRate, .queue: 1...1_000_000
    case .concurrency: 1...1024
    default: nil
    }
  }

  /// Its words; `nil` where any do.
  var words: [String]? {
    switch self {
    case .replies: ["outbox", "response"]
    case .logLevel: ["trace", "debug", "info", "notice", "warning", "error", "critical"]
    default: nil
    }
  }

  /// `--sender-rate`.
  public var flag: String { "--" + words(of: rawValue, "-") }
  /// `PORTAL_SENDER_RATE`.
  public var variable: String { "PORTAL_" + words(of: rawValue, "_").uppercased() }

  private func words(of key: String, _ separator: String) -> String {
    key.map { $0.isUppercase ? separator + $0.lowercased() : String($0) }.joined()
  }
}
