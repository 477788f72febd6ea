import Foundation

/// A terminal that doesn't show what is typed. Whatever happens meanwhile, it does so again behind
/// it: signals that would end or stop the program wait until then.
enum SilentTerminal {
  /// Where a handler of signals writes which one came. It's never closed, for a handler may be at
  /// work on another thread still.
  private static let pipe: (readEnd: Int32, writeEnd: Int32) = {
    var ends: [Int32] = [-1, -1]
    _ = unsafe Foundation.pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    return (ends[0], ends[1])
  }()

  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]

  /// Runs `body` with the echo off.
  ///
  /// - Parameters:
  ///   - terminal: its file descriptor.
  ///   - body: given a file descriptor that can be read once a signal came; it's to return then.
  /// - Returns: the signal that came, for the caller to raise.
  static func with(_ terminal: Int32, _ body: (_ interruption: Int32) -> Void) -> Int32? {
    // Made before there is a handler that uses it.
    let readEnd = pipe.readEnd
    let earlier = signals.map { number in
      signal(number) { number in
        let error = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = unsafe write(SilentTerminal.pipe.writeEnd, &byte, 1)
        errno = error
      }
    }
    var shown = termios()
    unsafe tcgetattr(terminal, &shown)
    var silent = shown
    silent.c_lflag &= ~tcflag_t(ECHO)
    silent.c_lflag |= tcflag_t(ECHONL)
    unsafe tcsetattr(terminal, TCSAFLUSH, &silent)

    body(readEnd)

    unsafe tcsetattr(terminal, TCSAFLUSH, &shown)
    for (number, handler) in zip(signals, earlier) { signal(number, handler) }
    var caught: UInt8 = 0
    guard unsafe read(readEnd, &caught, 1) == 1 else { return nil }
    // Ctrl-C ends no line.
    _ = unsafe write(terminal, "\n", 1)
    return Int32(caught)
  }

  /// Lets a signal do what it does, before this returns. Swift's threads take none of their own.
  static func raise(_ number: Int32) {
    var (taken, earlier) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&taken)
    unsafe sigaddset(&taken, number)
    unsafe pthread_sigmask(SIG_UNBLOCK, &taken, &earlier)
    Foundation.raise(number)
    unsafe pthread_sigmask(SIG_SETMASK, &earlier, nil)
  }
}
