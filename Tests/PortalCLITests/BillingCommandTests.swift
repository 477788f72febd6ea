import Foundation
import TestSupport
import Testing

/// The front desk's and the biller's day at the command line.
@Suite struct BillingCommandTests {
  let clinic = CommandLineTests()

  func demonstration() throws {
    try #require(
      clinic.portal("demo", "--store", clinic.store, "--now", CommandLineTests.now).status == 0)
  }

  func staff(_ arguments: String..., as name: String = "biller") throws -> CommandLineTests.Run {
    try clinic.run(
      ["staff"] + arguments
        + ["--as", name, "--store", clinic.store, "--now", CommandLineTests.now])
  }

  func objects(_ arguments: String..., as name: String = "biller") throws -> [[String: Any]] {
    let run = try clinic.run(
      ["staff"] + arguments
        + ["--json", "--as", name, "--store", clinic.store, "--now", CommandLineTests.now])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    return try run.objects()
  }

  @Test func `A bill is issued, paid in part, and given back`() throws {
    try demonstration()
    let issued = try objects(
      "statements", "issue", "4100101", "--line", "99213:Office visit:80.00", "--line",
      "80061:Lipid panel: fasting:40.00", "--due", "2026-04-01", "--number", "ST9")
    #expect(issued.map { $0["type"] as? String } == ["statement.issued.v1"])
    let bills = try objects("statements", "list", "maria")
    let bill = try #require(bills.first { $0["statement"] as? String == "ST9" })
    #expect(bill["owed"] as? String == "120.00" && bill["guarantor"] as? String == "G20101")
    let paid = try #require(
      try objects(
        "payments", "take", "maria", "50.00", "--method", "M-maria-visa", "--statement", "ST9"
      ).first)
    #expect(paid["stage"] as? String == "taken")
    let payment = try #require(paid["payment"] as? String)
    let again = try staff(
      "payments", "take", "maria", "50.00", "--method", "M-maria-visa", "--statement", "ST9")
    #expect(again.status == 1 && again.output.isEmpty)
    #expect(again.errors.contains(payment))
    let receipt = try #require(try objects("payments", "receipt", payment).first)
    #expect(receipt["amount"] as? String == "50.00" && receipt["position"] as? Int != nil)
    let refunded = try #require(
      try objects("payments", "refund", payment, "20.00", "--reason", "billed twice").first)
    #expect(refunded["refunded"] as? String == "20.00")
    #expect(try objects("statements", "show", "ST9").first?["owed"] as? String == "90.00")
    let payments = try objects("payments", "list", "maria")
    #expect(payments.count == 4 && payments.first?["payment"] as? String == payment)
  }

  @Test func `Overdue bills, methods and plans are listed`() throws {
    try demonstration()
    let overdue = try objects("overdue")
    #expect(overdue.map { $0["statement"] as? String } == ["ST1003"])
    #expect(overdue.first?["owed"] as? String == "60.00")
    let methods = try objects("methods", "list", "maria")
    #expect(methods.map { $0["lastFour"] as? String } == ["4242", "6789"])
    #expect(try objects("methods", "list", "james").first?["expired"] as? Bool == true)
    #expect(
      try objects("plans", "offer", "james", "--months", "10").first?["type"] as? String
        == "plan.offered.v1")
    let plan = try #require(try objects("plans", "list").first)
    #expect(plan["stage"] as? String == "offered" && plan["total"] as? String == "1850.00")
    let number = try #require(plan["plan"] as? String)
    #expect(try staff("plans", "agree", number).status == 0)
    #expect(try objects("plans", "list", "james").first?["stage"] as? String == "agreed")
    #expect(try staff("statements", "close-day").output.contains("Nothing changed"))
  }

  @Test func `What can't be done is said in one line`() throws {
    try demonstration()
    for arguments in [
      ["statements", "issue", "maria", "--line", "x:60", "--due", "2026-04-01"],
      ["statements", "issue", "maria", "--line", "x:y:6.5", "--due", "2026-04-01"],
      ["statements", "show", "none"], ["payments", "receipt", "none"],
      ["payments", "record-return", "P1001", "--code", "R77"],
      ["payments", "record-return", "P1001", "--code", "R01"],
      ["payments", "take", "maria", "--method", "none"],
      ["methods", "add", "maria", "4242424242424242"], ["plans", "agree", "none"],
      ["plans", "offer", "maria", "--months", "99"],
    ] {
      let run = try clinic.run(
        ["staff"] + arguments
          + ["--as", "biller", "--store", clinic.store, "--now", CommandLineTests.now])
      #expect(run.status == 1 && run.output.isEmpty, "\(arguments)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      #expect(!run.errors.contains("4242424242424242"))
    }
    // A nurse doesn't bill.
    let nurse = try staff(
      "statements", "issue", "maria", "--line", "x:y:60.00", "--due", "2026-04-01", as: "nurse")
    #expect(nurse.status == 1 && nurse.errors.split(separator: "\n").count == 1)
  }

  @Test func `A form is assigned, shown and withdrawn, and the clinic's own is defined`() throws {
    try demonstration()
    #expect(try objects("forms", "questionnaires", as: "nurse").count == 6)
    let file = clinic.folder.path + "/pain.json"
    let json =
      #"{"id":"pain","version":1,"title":"Pain","questions":[{"id":"any","text":"Do you have pain?","#
      + #""type":"yesNo","required":true},{"id":"bad","text":"How bad?","type":"scale","from":0,"#
      + #""to":10,"required":true,"showIf":[{"question":"any","anyOf":["yes"]}]}]}"#
    try Data(json.utf8).write(to: URL(fileURLWithPath: file))
    #expect(
      try objects("forms", "define", file, as: "nurse").first?["type"] as? String
        == "form.defined.v1")
    #expect(
      try objects("forms", "assign", "maria", "pain", "--due", "2026-03-10", as: "nurse").count == 1
    )
    let forms = try objects("forms", "list", "maria", as: "nurse")
    #expect(Set(forms.compactMap { $0["questionnaire"] as? String }) == ["pain", "pre-visit"])
    let form = try #require(
      forms.first { $0["questionnaire"] as? String == "pain" }?["form"] as? String)
    let answers = try objects("forms", "show", "Q-maria-visit", as: "nurse").first?["answers"]
    #expect((answers as? [[String: Any]])?.count == 7)
    #expect(
      try objects("forms", "withdraw", form, "--reason", "not needed", as: "nurse").count == 1)
    #expect(try objects("forms", "crises", as: "nurse").isEmpty)
    #expect(try objects("forms", "submitted", as: "nurse").isEmpty)
    try Data("{}".utf8).write(to: URL(fileURLWithPath: file))
    let broken = try staff("forms", "define", file, as: "nurse")
    #expect(broken.status == 1 && broken.errors.split(separator: "\n").count == 1)
    for arguments in [
      ["forms", "show", "none"], ["forms", "assign", "maria", "nothing"],
      ["forms", "acknowledge", "Q-maria-visit", "q9", "--note", "x"],
      ["forms", "define", "missing.json"],
    ] {
      let run = try clinic.run(
        ["staff"] + arguments
          + ["--as", "nurse", "--store", clinic.store, "--now", CommandLineTests.now])
      #expect(run.status == 1 && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
  }
}
