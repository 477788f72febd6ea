internal import Foundation

/// Texts by Twilio's REST API: `POST /2010-04-01/Accounts/{AccountSid}/Messages.json`.
///
/// Twilio documents no idempotency key for it. A notice whose answer was lost is sent again, and so may
/// arrive twice; what was taken with an answer that broke off is not sent again.
public struct TwilioCarrier: Carrier {
  let options: TwilioOptions

  public init(_ options: TwilioOptions) { self.options = options }

  public func send(_ message: OutgoingMessage) async throws(DeliveryFailure) {
    var form = [("To", message.to), ("Body", message.text)]
    switch options.sender {
    case .service(let id): form.append(("MessagingServiceSid", id))
    case .number(let number): form.append(("From", number))
    }
    if let callback = options.statusCallback {
      let mark = callback.contains("?") ? "&" : "?"
      form.append(("StatusCallback", callback + mark + "notice=\(message.key)"))
    }
    let request = ServiceRequest(
      url: "\(options.baseURL)/2010-04-01/Accounts/\(options.accountSID)/Messages.json",
      user: options.keySID ?? options.accountSID, password: options.secret.value,
      headers: [("Accept", "application/json"), ("Idempotency-Key", message.key)],
      form: form.map { (name: $0.0, value: $0.1) }, timeLimit: options.timeLimit)
    let answer: ServiceRequest.Answer
    do { answer = try await request.answer() } catch is TimeLimitExceeded {
      throw .timeout
    } catch {
      throw .noAnswer
    }
    if answer.isSuccess { return }
    throw failure(of: answer)
  }

  /// What Twilio says of a message that it doesn't take.
  private struct Complaint: Decodable {
    let code: Int?
  }

  private func failure(of answer: ServiceRequest.Answer) -> DeliveryFailure {
    let code = answer.decoded(as: Complaint.self)?.code
    let reason = code.map(String.init) ?? "http\(answer.status)"
    // https://www.twilio.com/docs/api/errors/21610: the number said STOP.
    if code == 21610 { return DeliveryFailure(reason, .optOut) }
    return switch answer.status {
    case 400, 404, 422: DeliveryFailure(reason, .none)
    // Also what is wrong with the account, not with the message: somebody puts that right.
    default: DeliveryFailure(reason, .again(after: answer.retryAfter))
    }
  }
}

/// How Twilio is asked.
public struct TwilioOptions: Sendable {
  /// `AC…`
  public var accountSID: String
  /// `SK…`, where an API key is used instead of the account's own token.
  public var keySID: String?
  /// The account's token, or the secret of its API key.
  public var secret: ServiceSecret
  public var sender: Sender
  /// Where Twilio tells what became of a message; the notice's id is put behind it as `notice`.
  public var statusCallback: String?
  public var baseURL = "https://api.twilio.com"
  /// How long a message may take. It has to be well below the time for which a notice is claimed.
  public var timeLimit: Duration = .seconds(15)

  /// Who texts.
  public enum Sender: Hashable, Sendable {
    /// A messaging service: `MG…`
    case service(String)
    /// A number: `+15075550100`
    case number(String)
  }

  public init(accountSID: String, secret: ServiceSecret, sender: Sender) {
    self.accountSID = accountSID
    self.secret = secret
    self.sender = sender
  }
}
