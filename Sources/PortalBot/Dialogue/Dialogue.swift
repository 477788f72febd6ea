public import Foundation
public import PortalDomain

/// Where a conversation stands. It travels in the conversation's events, so that a restart in the
/// middle goes on where it was.
public struct Dialogue: Codable, Hashable, Sendable {
  /// Who proved to be speaking, and until when that counts.
  public var session: Session?
  /// What the bot asked last.
  public var question: Question?
  /// A message that may speak of a danger, which was asked about; what was open before waits.
  public var doubt: Doubt?
  /// Questions that wait until what was wished for in between is done; the last is asked first.
  public var suspended: [Suspended]?
  /// How often the answer to it could not be read.
  public var misunderstandings = 0
  /// What was wished for before the sender had proven who they are.
  public var postponed: String?
  /// Medicines that are still to be asked about, once the question is answered.
  public var queue: [PrescriptionID] = []
  /// What would take back what was done last.
  public var undo: Step?
  /// What the open flow was begun for.
  public var wish: Intent?
  /// What was wished for besides, and is begun once nothing else is open.
  public var later: String?
  /// The language that was heard last.
  public var language: Preferences.Language?
  /// Files that came and are not sent on yet.
  public var files: [Messages.Attached]?
  /// Whether an abusive sender was asked to stay polite; it's said once.
  public var hasSetBoundary: Bool?
  /// Whether the sender said STOP.
  public var isStopped = false

  public init() {}

  public struct Session: Codable, Hashable, Sendable {
    public var patient: PatientID
    public var until: Date
    /// Whom the talk is about, where the speaker acts for somebody else.
    public var concerns: PatientID?

    /// Whose affairs are talked about.
    public var subject: PatientID { concerns ?? patient }

    public init(patient: PatientID, until: Date) {
      self.patient = patient
      self.until = until
    }
  }

  /// A question that waits for its answer.
  public enum Question: Codable, Hashable, Sendable {
    case pin
    /// Whether to do something, read back in full.
    case confirmation(Proposal)
    /// Which of several medicines is meant.
    case choice([PrescriptionID])
    /// Whether to talk to a person instead.
    case person
    /// Whether to do something, read back in full.
    case step(Step, asked: String)
    /// Which of several; what else is said is taken for the step.
    case options([Choice], for: Step, asked: String)
    /// Something in the patient's own words.
    case open(Step, asked: String)

    /// What the answer may hold that proves who somebody is.
    var secret: Secret? {
      switch self {
      case .pin: .pin
      case .open(let step, asked: _): step.flow.secret
      default: nil
      }
    }

    /// What it's asked for.
    var step: Step? {
      switch self {
      case .step(let step, asked: _), .options(_, for: let step, asked: _),
        .open(let step, asked: _):
        step
      default: nil
      }
    }

    /// The name in JSON.
    public var name: String {
      switch self {
      case .pin: "pin"
      case .confirmation, .step: "confirmation"
      case .choice, .options: "choice"
      case .open: "answer"
      case .person: "person"
      }
    }
  }

  /// What is done once the patient says yes.
  public enum Proposal: Codable, Hashable, Sendable {
    case refill(PrescriptionID)
    case renewal(PrescriptionID)

    var prescription: PrescriptionID {
      switch self {
      case .refill(let id), .renewal(let id): id
      }
    }
  }
}

extension Dialogue {
  /// Whom a step is about; `nil` where nobody has proven who they are.
  func subject(of step: Step) -> PatientID? {
    step.flow.isOwn ? session?.patient : session?.subject
  }
}
