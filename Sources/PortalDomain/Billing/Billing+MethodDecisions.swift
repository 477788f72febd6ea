extension Billing {
  static func addMethod(
    _ event: MethodAdded, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    guard !event.token.isEmpty, !holdsCardNumber(event.token), !holdsCardNumber(event.brand) else {
      throw .notAToken
    }
    guard event.lastFour.count == 4, event.lastFour.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      throw .wrongLastFour
    }
    let kept = state.methods.values.filter { !$0.isRemoved }
    // The processor's token is the same for the same card.
    if kept.contains(where: { $0.token == event.token }) { return [] }
    if state.methods[event.method] != nil { return [] }
    if event.expires?.isOver(on: context.today) == true {
      throw .methodExpired(label: Method(event).label)
    }
    let most = context.policy.billing.methodsOnFile
    guard kept.count < most else { throw .tooManyMethods(most: most) }
    return [event]
  }

  static func removeMethod(
    _ id: MethodID, _ patient: PatientID, _ state: State
  ) throws(Failure) -> [any DomainEvent] {
    let method = try method(id, patient, state)
    return method.isRemoved ? [] : [MethodRemoved(patient: patient, method: id)]
  }

  static func expireMethod(
    _ id: MethodID, _ patient: PatientID, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let method = try method(id, patient, state)
    if method.isMarkedExpired || method.isRemoved { return [] }
    guard method.isExpired(on: context.today) else { throw .methodNotExpired }
    return [MethodExpired(patient: patient, method: id)]
  }

  static func method(
    _ id: MethodID, _ patient: PatientID, _ state: State
  ) throws(Failure) -> Method {
    guard let method = state.methods[id], method.patient == patient else { throw .unknownMethod }
    return method
  }

  /// Whether a text holds what looks like a card's number: 13 to 19 digits, with spaces or dashes
  /// between them, whose check digit is right (ISO/IEC 7812-1).
  public static func holdsCardNumber(_ text: String) -> Bool {
    text.split { !($0.isASCII && ($0.isNumber || $0 == " " || $0 == "-")) }.contains { run in
      let digits = run.compactMap(\.wholeNumberValue)
      guard (13...19).contains(digits.count) else { return false }
      let sum = digits.reversed().enumerated().reduce(0) { sum, item in
        let doubled = item.element * 2
        return sum
          + (item.offset.isMultiple(of: 2) ? item.element : doubled > 9 ? doubled - 9 : doubled)
      }
      return sum.isMultiple(of: 10)
    }
  }
}
