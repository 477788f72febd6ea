package import Foundation
package import PortalDomain

/// Which articles each patient was given, a row an article.
package enum GivenArticles: ReadModel {
  package static let name = "givenArticles"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Education.events

  package struct Row: Codable, Hashable, Sendable {
    package let article: ArticleID
    package let reason: String?
    package let lastGivenAt: Date
    package let count: Int
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? Education.Given else { return [] }
    return [RowKey(event.subject, event.article.value)]
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let event = event as? Education.Given else { return }
    row = Row(
      article: event.article, reason: event.reason, lastGivenAt: event.givenAt,
      count: (row?.count ?? 0) + 1)
  }
}
