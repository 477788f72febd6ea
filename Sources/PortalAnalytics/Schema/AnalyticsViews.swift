/// The questions that clinics ask, ready made. A group of fewer than eleven patients isn't shown.
extension AnalyticsSchema {
  static let views = definitions.map(\.sql)
  static let viewNames = definitions.map(\.name)

  private static let definitions: [(name: String, sql: String)] = [
    view(
      "no_show_rates",
      """
      SELECT specialty, place, mode, count(*) AS visits,
        sum(outcome = 'noShow') AS no_shows,
        round(avg(outcome = 'noShow'), 3) AS no_show_rate,
        round(avg(lead_days), 1) AS mean_lead_days
      FROM appointments WHERE outcome IN ('completed', 'checkedIn', 'noShow')
      GROUP BY specialty, place, mode
      """),
    view(
      "lead_times",
      """
      SELECT specialty, count(*) AS bookings, round(avg(lead_days), 1) AS mean_lead_days,
        sum(changes > 0) AS moved, sum(outcome = 'cancelled') AS cancelled
      FROM appointments GROUP BY specialty
      """),
    view(
      "refill_turnaround",
      """
      SELECT medicine, kind, count(*) AS requests,
        round(avg((julianday(approved_at) - julianday(requested_at)) * 24), 1) AS hours_to_approve,
        round(avg((julianday(delivered_at) - julianday(requested_at)) * 24), 1) AS hours_to_deliver,
        sum(refills.outcome = 'denied') AS denied
      FROM refills JOIN prescriptions USING (prescription) GROUP BY medicine, kind
      """, patient: "refills.patient"),
    view(
      "days_covered",
      """
      SELECT medicine, count(*) AS prescriptions,
        round(avg(min(1.0, fills * days_supply / (span + days_supply))), 3) AS share_of_days_covered
      FROM (
        SELECT prescriptions.patient, prescription, medicine, 1.0 * days_supply AS days_supply,
          count(*) AS fills, julianday(max(dispensed_on)) - julianday(min(dispensed_on)) AS span
        FROM prescriptions JOIN dispenses USING (prescription)
        WHERE days_supply > 0 GROUP BY prescription)
      GROUP BY medicine
      """),
    view(
      "message_response",
      """
      SELECT care_role, count(*) AS messages,
        sum(answered_at IS NOT NULL) AS answered,
        round(avg((julianday(answered_at) - julianday(written_at)) * 24), 1) AS hours_to_answer,
        round(avg(answered_at IS NOT NULL AND answered_at <= due_at), 3) AS answered_in_time
      FROM messages JOIN threads USING (thread) WHERE sender = 'patient' GROUP BY care_role
      """, patient: "messages.patient"),
    view(
      "days_in_receivables",
      """
      SELECT substr(issued_on, 1, 4) AS year, count(*) AS statements,
        sum(amount_cents + fee_cents - credit_cents) AS billed_cents,
        sum(paid_cents) AS paid_cents,
        round(avg(CASE WHEN paid_cents >= amount_cents + fee_cents - credit_cents
          THEN julianday(paid_on) - julianday(issued_on) END), 1) AS days_to_full_payment
      FROM statements WHERE NOT voided GROUP BY year
      """),
    view(
      "bot_containment",
      """
      SELECT first_intent, count(*) AS conversations, round(avg(turns), 1) AS mean_turns,
        round(avg(NOT handed_off), 3) AS contained,
        round(avg((julianday(last_at) - julianday(started_at)) * 1440), 1) AS mean_minutes
      FROM conversations GROUP BY first_intent
      """, patient: "person"),
    view(
      "bot_intents",
      """
      SELECT intent, count(*) AS messages,
        count(DISTINCT conversation) AS conversations
      FROM turns JOIN conversations USING (conversation) GROUP BY intent
      """, patient: "person"),
    view(
      "portal_adoption",
      """
      SELECT age_band, region, count(*) AS patients,
        \(people("registered_on")) AS registered,
        \(people("last_sign_in_on")) AS have_signed_in
      FROM patients GROUP BY age_band, region
      """),
    view(
      "form_completion",
      """
      SELECT questionnaire, count(*) AS assigned, sum(outcome = 'submitted') AS submitted,
        round(avg(outcome = 'submitted'), 3) AS share_submitted, round(avg(score), 1) AS mean_score
      FROM forms GROUP BY questionnaire
      """),
  ]

  /// How many of a group have something; NULL where they are some, and too few to be shown.
  private static func people(_ column: String) -> String {
    "CASE WHEN count(\(column)) BETWEEN 1 AND \(smallestGroup - 1) THEN NULL ELSE count(\(column)) END"
  }

  /// - Parameters:
  ///   - select: ends with its GROUP BY.
  ///   - patient: the column that tells the people of a group apart.
  private static func view(_ name: String, _ select: String, patient: String = "patient")
    -> (name: String, sql: String)
  {
    (
      name,
      "CREATE VIEW \(name) AS\n\(select)\nHAVING count(DISTINCT \(patient)) >= \(smallestGroup);"
    )
  }
}
