internal import GRDB

/// The analysts' tables: facts around the patients, each column with a comment.
enum AnalyticsSchema {
  /// Raised whenever a table, a view or what fills them changes; the file is then made anew from the log.
  static let version = 3

  /// The views behind which a group of fewer patients than this isn't shown.
  static let smallestGroup = 11

  /// Makes the tables and views of an empty file.
  static func create(_ database: Database) throws {
    try database.execute(sql: tables)
    for view in views { try database.execute(sql: view) }
    try database.execute(
      sql: "INSERT INTO checkpoint (version, position) VALUES (?, 0)", arguments: [version])
  }

  static let tables = """
    CREATE TABLE checkpoint (
      version INTEGER NOT NULL,  -- of these tables
      position INTEGER NOT NULL  -- the last event of the log that they hold
    );

    CREATE TABLE patients (
      patient INTEGER PRIMARY KEY,  -- stands for the patient
      age_band TEXT,                -- their age when they came to the clinic: '40-49'; '90+' from 90 on
      sex TEXT,                     -- 'female', 'male', 'other', 'unknown'; NULL: not recorded
      region TEXT,                  -- the first three digits of their ZIP code; '000' for small regions
      enrolled_on TEXT,             -- when the clinic came to know them
      registered_on TEXT,           -- when they registered with the portal; NULL: not yet
      language TEXT NOT NULL DEFAULT 'english',     -- in which the portal writes to them
      reminders TEXT NOT NULL DEFAULT 'text',       -- by which way reminders reach them
      texts_health INTEGER NOT NULL DEFAULT 0,      -- 1: agreed to health details by text
      texts_billing INTEGER NOT NULL DEFAULT 0,     -- 1: agreed to billing by text
      last_sign_in_on TEXT          -- the last time they signed in
    );

    CREATE TABLE appointments (
      appointment INTEGER PRIMARY KEY,  -- stands for the visit
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      specialty TEXT,               -- such as 'cardiology'
      provider INTEGER NOT NULL,    -- stands for the provider
      place TEXT,                   -- such as 'rochester'
      mode TEXT NOT NULL,           -- 'inPerson' or 'video'
      booked_on TEXT NOT NULL,      -- the day of the booking
      channel TEXT,                 -- by which way it was booked: 'chat', 'sms', 'staff', …
      starts_on TEXT NOT NULL,      -- the day of the visit, after changes
      start_hour INTEGER NOT NULL,  -- the hour of its start, 0 to 23
      minutes INTEGER NOT NULL,     -- its length
      lead_days INTEGER NOT NULL,   -- from the booking to the visit
      changes INTEGER NOT NULL DEFAULT 0,  -- how often it was moved
      confirmed INTEGER NOT NULL DEFAULT 0,  -- 1: the patient confirmed it
      outcome TEXT NOT NULL DEFAULT 'open',  -- 'open', 'checkedIn', 'completed', 'cancelled', 'noShow'
      notice_hours REAL,            -- of a cancelled one: how long before the visit
      fee_cents INTEGER             -- what a late cancellation or a no-show cost
    );
    CREATE INDEX appointments_by_patient ON appointments (patient);

    CREATE TABLE waits (
      wait INTEGER PRIMARY KEY,     -- stands for the place on the waitlist
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      specialty TEXT,               -- what for
      joined_on TEXT NOT NULL,      -- since when
      offers INTEGER NOT NULL DEFAULT 0,     -- how many slots were offered
      outcome TEXT NOT NULL DEFAULT 'open',  -- 'open', 'accepted', 'left'
      ended_on TEXT                 -- when it ended
    );
    CREATE INDEX waits_by_patient ON waits (patient);

    CREATE TABLE prescriptions (
      prescription INTEGER PRIMARY KEY,  -- stands for the prescription
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      medicine TEXT,                -- the generic name
      strength TEXT,                -- such as '10 mg'
      rxnorm TEXT,                  -- the RxNorm concept, where it's known
      schedule INTEGER,             -- of the Controlled Substances Act, 2 to 5; NULL: none
      quantity INTEGER,             -- how many units a fill has
      days_supply INTEGER,          -- how long a fill lasts
      refills_allowed INTEGER,      -- as it was written or renewed
      written_on TEXT NOT NULL,     -- when it was written
      stopped_on TEXT,              -- when it was stopped
      auto_refill INTEGER NOT NULL DEFAULT 0  -- 1: refilled by itself
    );
    CREATE INDEX prescriptions_by_patient ON prescriptions (patient);

    CREATE TABLE refills (
      refill INTEGER PRIMARY KEY,   -- stands for the request
      prescription INTEGER NOT NULL REFERENCES prescriptions ON DELETE CASCADE,
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      kind TEXT NOT NULL,           -- 'refill' or 'renewal'
      channel TEXT,                 -- by which way it was asked for
      requested_at TEXT NOT NULL,   -- when it was asked for
      approved_at TEXT,             -- when the clinic approved it
      shipped_at TEXT,              -- when it left the pharmacy
      delivered_at TEXT,            -- when it arrived
      outcome TEXT NOT NULL DEFAULT 'requested'  -- the last of these, or 'denied', 'cancelled'
    );
    CREATE INDEX refills_by_patient ON refills (patient);
    CREATE INDEX refills_by_prescription ON refills (prescription);

    CREATE TABLE dispenses (
      dispense INTEGER PRIMARY KEY, -- stands for the fill
      prescription INTEGER NOT NULL REFERENCES prescriptions ON DELETE CASCADE,
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      dispensed_on TEXT NOT NULL    -- when the patient got it
    );
    CREATE INDEX dispenses_by_patient ON dispenses (patient);
    CREATE INDEX dispenses_by_prescription ON dispenses (prescription);

    CREATE TABLE results (
      result INTEGER PRIMARY KEY,   -- stands for the result
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      code TEXT,                    -- LOINC
      value REAL,                   -- where it's a number
      unit TEXT,                    -- of the value
      flag TEXT,                    -- 'normal', 'low', 'high', 'criticalLow', 'criticalHigh', 'abnormal'
      collected_on TEXT NOT NULL,   -- when the sample was taken
      received_at TEXT NOT NULL,    -- when the clinic got it
      reviewed_at TEXT,             -- when a clinician had looked at it
      retracted INTEGER NOT NULL DEFAULT 0  -- 1: it was taken back
    );
    CREATE INDEX results_by_patient ON results (patient);

    CREATE TABLE reports (
      report INTEGER PRIMARY KEY,   -- stands for the report, note or document
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      kind TEXT NOT NULL,           -- 'radiology', 'pathology', 'visitNote', 'document', …
      dated_on TEXT NOT NULL,       -- the day that it's about
      received_at TEXT NOT NULL,    -- when the clinic got it
      retracted INTEGER NOT NULL DEFAULT 0  -- 1: it was taken back
    );
    CREATE INDEX reports_by_patient ON reports (patient);

    CREATE TABLE threads (
      thread INTEGER PRIMARY KEY,   -- stands for the thread of messages
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      started_by TEXT NOT NULL,     -- 'patient' or 'careTeam'
      care_role TEXT NOT NULL,      -- to whom: 'nurse', 'billing', …
      started_at TEXT NOT NULL,     -- when it began
      closed_at TEXT                -- when it was closed
    );
    CREATE INDEX threads_by_patient ON threads (patient);

    CREATE TABLE messages (
      message INTEGER PRIMARY KEY,  -- stands for the message
      thread INTEGER NOT NULL REFERENCES threads ON DELETE CASCADE,
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      sender TEXT NOT NULL,         -- 'patient' or 'clinic'
      written_at TEXT NOT NULL,     -- when it was written
      due_at TEXT,                  -- of a patient's: by when it's to be answered
      answered_at TEXT,             -- of a patient's: when it was
      characters INTEGER NOT NULL,  -- its length
      attachments INTEGER NOT NULL  -- how many files came with it
    );
    CREATE INDEX messages_by_patient ON messages (patient);
    CREATE INDEX messages_by_thread ON messages (thread, sender);

    CREATE TABLE statements (
      statement INTEGER PRIMARY KEY,  -- stands for the bill
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      issued_on TEXT NOT NULL,      -- when it was sent
      due_on TEXT NOT NULL,         -- by when it's to be paid
      currency TEXT NOT NULL,       -- 'USD' or 'CAD'
      amount_cents INTEGER NOT NULL,  -- what it asked for
      fee_cents INTEGER NOT NULL DEFAULT 0,     -- late fees added
      credit_cents INTEGER NOT NULL DEFAULT 0,  -- what was let go
      paid_cents INTEGER NOT NULL DEFAULT 0,    -- paid, less what went back
      paid_on TEXT,                 -- when the last payment came in
      voided INTEGER NOT NULL DEFAULT 0  -- 1: it's void
    );
    CREATE INDEX statements_by_patient ON statements (patient);

    CREATE TABLE payments (
      payment INTEGER PRIMARY KEY,  -- stands for the payment
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      requested_on TEXT NOT NULL,   -- when it was asked for
      amount_cents INTEGER NOT NULL,  -- how much
      currency TEXT NOT NULL,       -- 'USD' or 'CAD'
      method TEXT NOT NULL,         -- 'card' or 'bank'
      channel TEXT,                 -- by which way it was asked for
      for_plan INTEGER NOT NULL,    -- 1: for a payment plan
      outcome TEXT NOT NULL DEFAULT 'requested',  -- 'requested', 'taken', 'declined', 'returned'
      reason TEXT,                  -- of a declined or returned one
      refunded_cents INTEGER NOT NULL DEFAULT 0  -- what was given back
    );
    CREATE INDEX payments_by_patient ON payments (patient);

    CREATE TABLE plans (
      plan INTEGER PRIMARY KEY,     -- stands for the payment plan
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      offered_on TEXT NOT NULL,     -- when it was offered
      agreed_on TEXT,               -- when the patient agreed
      instalments INTEGER NOT NULL, -- how many
      amount_cents INTEGER NOT NULL,  -- all together
      paid INTEGER NOT NULL DEFAULT 0,    -- how many were paid
      missed INTEGER NOT NULL DEFAULT 0,  -- how many were missed
      outcome TEXT NOT NULL DEFAULT 'offered'  -- 'offered', 'agreed', 'completed', 'cancelled', …
    );
    CREATE INDEX plans_by_patient ON plans (patient);

    CREATE TABLE forms (
      form INTEGER PRIMARY KEY,     -- stands for the patient's form
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      questionnaire TEXT,           -- which one, such as 'phq-9'
      version INTEGER NOT NULL,     -- of the questionnaire
      assigned_on TEXT NOT NULL,    -- when it was asked for
      submitted_on TEXT,            -- when it was done
      answers INTEGER NOT NULL DEFAULT 0,  -- how many answers were given
      score INTEGER,                -- where the questionnaire has one
      crisis INTEGER NOT NULL DEFAULT 0,   -- 1: an answer called for help at once
      outcome TEXT NOT NULL DEFAULT 'open'  -- 'open', 'submitted', 'withdrawn'
    );
    CREATE INDEX forms_by_patient ON forms (patient);

    CREATE TABLE form_answers (
      form INTEGER NOT NULL REFERENCES forms ON DELETE CASCADE,
      question TEXT NOT NULL,       -- which one
      code TEXT NOT NULL,           -- the choice, 'yes', 'no', or 'number'
      number REAL,                  -- where the answer is one
      PRIMARY KEY (form, question, code)
    ) WITHOUT ROWID;

    CREATE TABLE notices (
      notice INTEGER PRIMARY KEY,   -- stands for the notice
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      about TEXT,                   -- what it's about: 'appointment', 'refill', 'statement', …
      due_at TEXT NOT NULL,         -- when it was to be sent
      channel TEXT,                 -- 'text', 'email'
      failures INTEGER NOT NULL DEFAULT 0,  -- how often sending failed
      settled_at TEXT,              -- when it was sent or given up
      outcome TEXT NOT NULL DEFAULT 'open'  -- 'open', 'sent', 'gaveUp', or why it wasn't sent
    );
    CREATE INDEX notices_by_patient ON notices (patient);

    CREATE TABLE conversations (
      conversation INTEGER PRIMARY KEY,  -- stands for the conversation: turns with no long pause
      person INTEGER NOT NULL,      -- stands for the patient, or for a phone that nobody is known by
      patient INTEGER REFERENCES patients ON DELETE CASCADE,  -- NULL: nobody known
      started_at TEXT NOT NULL,     -- the first message
      last_at TEXT NOT NULL,        -- the last one
      turns INTEGER NOT NULL DEFAULT 0,          -- how many messages came
      first_intent TEXT,            -- what the first was taken for
      misunderstood INTEGER NOT NULL DEFAULT 0,  -- how many were out of scope or not understood
      handed_off INTEGER NOT NULL DEFAULT 0,     -- 1: a person took over
      alerts INTEGER NOT NULL DEFAULT 0          -- how many sounded like an emergency
    );
    CREATE INDEX conversations_by_patient ON conversations (patient);
    CREATE INDEX conversations_by_person ON conversations (person, last_at);

    CREATE TABLE turns (
      turn INTEGER PRIMARY KEY,     -- stands for a message and its answer
      conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
      intent TEXT NOT NULL,         -- what the message was taken for
      replies INTEGER NOT NULL,     -- how many messages answered it
      answered_at TEXT NOT NULL     -- when
    );
    CREATE INDEX turns_by_conversation ON turns (conversation);

    CREATE TABLE sign_ins (
      sign_in INTEGER PRIMARY KEY,  -- stands for the try
      patient INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
      tried_at TEXT NOT NULL,       -- when
      way TEXT NOT NULL,            -- 'pin' or 'password'
      outcome TEXT NOT NULL         -- 'done', 'failed', 'lockedOut'
    );
    CREATE INDEX sign_ins_by_patient ON sign_ins (patient);

    CREATE TABLE events_per_day (
      day TEXT PRIMARY KEY,         -- the day (UTC) on which the events were recorded; not moved
      events INTEGER NOT NULL       -- how many, of all kinds and people
    ) WITHOUT ROWID;

    CREATE TABLE events_per_year (
      year INTEGER NOT NULL,        -- the year (UTC) in which the events were recorded
      type TEXT NOT NULL,           -- what happened
      events INTEGER NOT NULL,      -- how often
      PRIMARY KEY (year, type)
    ) WITHOUT ROWID;
    """

  /// The tables that hold rows of people, those first that others refer to.
  static let names = [
    "patients", "appointments", "waits", "prescriptions", "refills", "dispenses", "results",
    "reports", "threads", "messages", "statements", "payments", "plans", "forms", "form_answers",
    "notices", "conversations", "turns", "sign_ins", "events_per_day", "events_per_year",
  ]
}
