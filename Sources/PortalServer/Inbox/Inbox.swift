internal import Logging
internal import Portal
internal import PortalBot
internal import PortalDomain
internal import ServiceLifecycle

/// Takes messages in, and has them answered: those of a phone in their order, those of several phones at
/// once.
///
/// A message is on the disk before it's acknowledged, and the log says what is still to be done about it:
/// what a process leaves undone the next one, or the one beside it, takes up. Whoever deals with a phone
/// holds its ``SenderLocks``.
actor Inbox: Service {
  /// How the inbox works.
  struct Options: Sendable {
    /// How many messages may wait for their answers before others are told to come again.
    var capacity = 1000
    /// How many phones are dealt with at once.
    var concurrency = 16
    /// How often it looks for what another process left undone, and for answers to be tried again.
    var interval = Duration.seconds(2)
    /// How long a carrier's request waits for the answer, where it's to be given in the response.
    var patience = Duration.seconds(10)
    /// How often a message is tried to be answered before the sender gets an apology.
    var attempts = 3
  }

  /// What became of a delivery.
  enum Acceptance: String, Sendable {
    case accepted, duplicate, full
  }

  private let portal: Portal
  private let locks: SenderLocks
  private let metrics: ServerMetrics
  private let options: Options
  private let logger: Logger
  private let turn: InboxTurn

  /// What came to this process and isn't answered yet, with what must not be kept.
  private var waiting: [PhoneNumber: [TextID: IncomingText]] = [:]
  /// Those of them that are on the disk.
  private var stored: Set<TextID> = []
  private var count = 0
  /// What is on its way to the disk, by phone: the last to come.
  private var storing: [PhoneNumber: Task<Bool, any Error>] = [:]
  /// The requests that wait for an answer.
  private var listeners: [TextID: CheckedContinuation<[String]?, Never>] = [:]
  /// How often a message could not be answered.
  private var failures: [TextID: Int] = [:]
  /// The phones that wait for their turn, and those whose turn it is.
  private var ready: [PhoneNumber] = []
  private var busy: Set<PhoneNumber> = []
  /// Those about which something came while it was their turn.
  private var again: Set<PhoneNumber> = []
  private var isEnding = false
  private var idle: [CheckedContinuation<Void, Never>] = []

  init(
    _ portal: Portal, _ sender: any ReplySender, locks: SenderLocks, metrics: ServerMetrics,
    options: Options = Options(), logger: Logger
  ) {
    self.portal = portal
    self.locks = locks
    self.metrics = metrics
    self.options = options
    self.logger = logger
    turn = InboxTurn(
      portal: portal, service: ConversationService(portal, channel: .sms), sender: sender,
      metrics: metrics, logger: logger)
  }

  // MARK: Taking in

  /// Puts a message on the disk, and has it answered afterwards.
  ///
  /// - Throws: `LogError` where it could not be stored; the carrier will try again.
  func accept(_ text: IncomingText) async throws -> Acceptance {
    guard count < options.capacity else { return .full }
    // It's known before it's on the disk: another message's turn may come upon it there.
    guard waiting[text.phone, default: [:]].updateValue(text, forKey: text.message) == nil else {
      return .duplicate
    }
    count += 1
    do {
      guard try await store(text) else {
        forget([text.message], of: text.phone)
        return .duplicate
      }
    } catch {
      forget([text.message], of: text.phone)
      throw error
    }
    // It may have been answered by now.
    if said(text.message, by: text.phone) != nil { stored.insert(text.message) }
    wake(text.phone)
    return .accepted
  }

  /// Puts a message on the disk, behind those of its phone that came before it.
  private func store(_ text: IncomingText) async throws -> Bool {
    let (turn, before) = (turn, storing[text.phone])
    let task = Task {
      _ = await before?.result
      return try await turn.store(text)
    }
    storing[text.phone] = task
    defer { if storing[text.phone] == task { storing[text.phone] = nil } }
    return try await task.value
  }

  /// Puts a message on the disk, and waits for its answer.
  ///
  /// - Returns: also the answer; `nil` where there is none, or it takes too long and is sent later.
  func answer(_ text: IncomingText) async throws -> (Acceptance, [String]?) {
    let patience = options.patience
    async let answer = listen(to: text.message)
    while listeners[text.message] == nil { await Task.yield() }
    let timer = Task {
      try await Task.sleep(for: patience)
      stopListening(to: text.message)
    }
    defer { timer.cancel() }
    do {
      let acceptance = try await accept(text)
      if acceptance != .accepted { stopListening(to: text.message) }
      return (acceptance, await answer)
    } catch {
      stopListening(to: text.message)
      _ = await answer
      throw error
    }
  }

  private func listen(to message: TextID) async -> [String]? {
    await withCheckedContinuation { continuation in
      listeners.updateValue(continuation, forKey: message)?.resume(returning: nil)
    }
  }

  private func stopListening(to message: TextID) {
    listeners.removeValue(forKey: message)?.resume(returning: nil)
  }

  private func forget(_ messages: some Sequence<TextID>, of phone: PhoneNumber) {
    for message in messages where waiting[phone]?.removeValue(forKey: message) != nil {
      count -= 1
      stored.remove(message)
    }
    if waiting[phone]?.isEmpty == true { waiting[phone] = nil }
    metrics.set(.waiting, to: Double(count))
  }

  // MARK: For the turns

  /// What a message said, where it's still known.
  func said(_ message: TextID, by phone: PhoneNumber) -> IncomingText? { waiting[phone]?[message] }

  /// The request that waits for a message's answer. From here on it gets it, however long that takes.
  func takeListener(of message: TextID) -> CheckedContinuation<[String]?, Never>? {
    listeners.removeValue(forKey: message)
  }

  /// Notes that a message could not be answered.
  ///
  /// - Returns: whether it's tried again.
  func noteFailure(of message: TextID) -> Bool {
    failures[message, default: 0] += 1
    return failures[message, default: 0] < options.attempts
  }

  /// Notes that a message was answered.
  func noteAnswer(to message: TextID, of phone: PhoneNumber) {
    failures[message] = nil
    forget([message], of: phone)
  }

  // MARK: Running

  /// Takes up what is undone, and goes on until the process is asked to end; then finishes what was
  /// accepted.
  func run() async throws {
    let interval = options.interval
    while !Task.isCancelled && !Task.isShuttingDownGracefully {
      do {
        for phone in try portal.phonesWithTexts() { wake(phone) }
      } catch {
        logger.error("the inbox can't be read", metadata: ["error": "\(type(of: error))"])
      }
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: interval) }
    }
    isEnding = true
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        idle.append(continuation)
        endIfIdle()
      }
    } onCancel: {
      Task { await end() }
    }
  }

  private func endIfIdle() {
    if isEnding, busy.isEmpty, ready.isEmpty { end() }
  }

  private func end() {
    for continuation in idle { continuation.resume() }
    idle = []
  }

  private func wake(_ phone: PhoneNumber) {
    if busy.contains(phone) {
      again.insert(phone)
    } else if !ready.contains(phone) {
      ready.append(phone)
    }
    beginTurns()
  }

  private func beginTurns() {
    while busy.count < options.concurrency, !ready.isEmpty {
      let phone = ready.removeFirst()
      busy.insert(phone)
      Task { await takeTurn(phone) }
    }
  }

  private func takeTurn(_ phone: PhoneNumber) async {
    if locks.take(phone) {
      let before = waiting[phone].map { $0.keys.filter(stored.contains) } ?? []
      again.remove(phone)
      do {
        try await turn.run(for: phone, in: self)
        // Whatever of it is left was answered by another process.
        for message in before { stopListening(to: message) }
        forget(before, of: phone)
      } catch {
        // The next look takes it up.
        logger.error(
          "a phone's messages could not be dealt with", metadata: ["error": "\(type(of: error))"])
      }
      locks.release(phone)
    } else {
      // Another process has it; what is left then is for us.
      again.insert(phone)
      try? await Task.sleep(for: .milliseconds(50))
    }
    busy.remove(phone)
    if again.remove(phone) != nil { ready.append(phone) }
    beginTurns()
    endIfIdle()
  }
}
