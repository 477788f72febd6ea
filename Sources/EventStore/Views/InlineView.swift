package import LMDB

/// A read model that is kept in the transaction of each append, so that it's never behind.
package protocol InlineView: Sendable {
  /// The names of the tables that it keeps.
  var names: [String] { get }

  /// Opens the view's tables and takes in what it missed, in transactions of its own. It's called
  /// once, when the log is opened.
  func open(_ rows: ViewRows) throws

  /// Takes in every event up to a position: those that are being appended, in order, and before
  /// them whatever another program appended that doesn't keep this view.
  ///
  /// - Throws: only what makes the store unusable; a fault of the view itself stays inside.
  func apply(
    _ events: [RecordedEvent], upTo head: UInt64, _ rows: ViewRows,
    in transaction: borrowing WriteTransaction) throws

  /// Forgets a subject that is about to be erased, in rows that belong to others; its own are removed
  /// by the log.
  ///
  /// - Parameter events: some of the subject's events, while they can still be read; it's called as
  ///   often as it takes to show all.
  func forget(
    _ subject: Subject, _ events: [RecordedEvent], _ rows: ViewRows,
    in transaction: borrowing WriteTransaction) throws
}
