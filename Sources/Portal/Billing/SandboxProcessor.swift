public import PortalDomain
internal import Synchronization

/// A processor for demonstrations and tests that moves no money. Its tokens say what happens:
///
/// | token | what it is | what a charge answers |
/// |---|---|---|
/// | `tok_visa` | Visa ••4242, until 12/2099 | done |
/// | `tok_mastercard` | Mastercard ••4444, until 12/2099 | done |
/// | `tok_amex` | American Express ••0005, until 12/2099 | done |
/// | `tok_declined` | Visa ••0002, until 12/2099 | declined |
/// | `tok_insufficient` | Visa ••9995, until 12/2099 | declined: not enough money |
/// | `tok_needsAction` | Visa ••3155, until 12/2099 | declined: the bank wants to ask |
/// | `tok_expired` | Visa ••0069, until 1/2024 | declined: expired |
/// | `ba_ok` | bank account ••6789 | done |
/// | `ba_returned` | bank account ••1116 | done; the bank takes it back, which staff record |
/// | `ba_insufficient` | bank account ••2227 | declined: not enough money |
/// | `ref_fails` as a reference | | a refund is declined |
///
/// What comes behind a colon makes a token another patient's: `tok_visa:maria` works as `tok_visa`.
/// A reference is made of the key, so the same key is answered the same, also after a restart.
public final class SandboxProcessor: PaymentProcessor {
  private let requests = Mutex<[String: Int]>([:])

  public init() {}

  /// How often each key was sent, and so how often money would have moved without keys.
  public var sent: [String: Int] { requests.withLock { $0 } }

  public func authorize(_ token: String, key: String) async -> PaymentAuthorization {
    guard let method = Self.method(token) else { return .declined(.invalidMethod) }
    return .accepted(
      kind: method.kind, brand: method.brand, lastFour: method.lastFour,
      expires: method.expires.flatMap { Billing.CardExpiry(year: $0.year, month: $0.month) })
  }

  public func charge(_ token: String, _ amount: Money, key: String) async -> PaymentAnswer {
    requests.withLock { $0[key, default: 0] += 1 }
    guard let method = Self.method(token) else { return .declined(.invalidMethod) }
    return method.declines.map { .declined($0) } ?? .done(reference: "sb_\(key)")
  }

  public func refund(_ reference: String, _ amount: Money, key: String) async -> PaymentAnswer {
    requests.withLock { $0[key, default: 0] += 1 }
    return reference == "ref_fails" ? .declined(.declined) : .done(reference: "sb_\(key)")
  }

  private struct TestMethod {
    let kind: Billing.MethodKind
    let brand: String
    let lastFour: String
    var expires: (year: Int, month: Int)?
    var declines: Billing.DeclineReason?
  }

  private static func method(_ token: String) -> TestMethod? {
    func card(
      _ lastFour: String, _ brand: String = "Visa", until: (Int, Int) = (2099, 12),
      declines: Billing.DeclineReason? = nil
    ) -> TestMethod {
      TestMethod(
        kind: .card, brand: brand, lastFour: lastFour, expires: until, declines: declines)
    }
    func bank(_ lastFour: String, declines: Billing.DeclineReason? = nil) -> TestMethod {
      TestMethod(kind: .bank, brand: "bank", lastFour: lastFour, declines: declines)
    }
    return switch token.prefix(while: { $0 != ":" }) {
    case "tok_visa": card("4242")
    case "tok_mastercard": card("4444", "Mastercard")
    case "tok_amex": card("0005", "American Express")
    case "tok_declined": card("0002", declines: .declined)
    case "tok_insufficient": card("9995", declines: .insufficientFunds)
    case "tok_needsAction": card("3155", declines: .needsAction)
    case "tok_expired": card("0069", until: (2024, 1), declines: .expired)
    case "ba_ok": bank("6789")
    case "ba_returned": bank("1116")
    case "ba_insufficient": bank("2227", declines: .insufficientFunds)
    default: nil
    }
  }
}
