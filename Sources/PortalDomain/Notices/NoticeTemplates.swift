/// The texts of notices, one of each kind in each language: short, plain, in the alphabet of text
/// messages, and without anything that says what a patient has or takes.
///
/// `{clinic}` is the clinic's name, `{phone}` its number; the rest are the notice's own parameters.
public enum NoticeTemplates {
  public static func template(_ kind: NoticeKind, in language: Preferences.Language) -> String? {
    switch language {
    case .english: english[kind]
    case .spanish: spanish[kind]
    }
  }

  static let english: [NoticeKind: String] = [
    .refillRequested: "{clinic}: We got your refill request {number}. It should be ready by {day}.",
    .refillApproved: "{clinic}: Your refill {number} is approved. It should be ready by {day}.",
    .refillDelayed: "{clinic}: Your refill {number} is late. It should be ready by {day}.",
    .refillShipped: "{clinic}: Your refill {number} is on its way.",
    .refillDelivered: "{clinic}: Your refill {number} was delivered. Not there? Call {phone}.",
    .refillDenied: "{clinic}: We can't fill your refill {number}. Please call {phone}.",
    .refillDue: "{clinic}: You can get a refill now. Text us the word refill to ask for it.",
    .renewalApproved: "{clinic}: Your doctor said yes to your request {number}.",
    .renewalDenied: "{clinic}: Your doctor said no to your request {number}. Please call {phone}.",
    .pharmacyAnswered: "{clinic}: The pharmacy wrote back to you. Text us to read it.",
    .visitBooked: "{clinic}: Your visit is booked for {time}.",
    .visitChanged: "{clinic}: Your visit is now on {time}.",
    .visitCancelled: "{clinic}: Your visit on {time} is off.",
    .visitReminder: "{clinic}: You have a visit on {time}. Can't make it? Text us or call {phone}.",
    .waitlistOffered:
      "{clinic}: A visit opened up on {time}. Text us by {until} if you want it.",
    .statementIssued: "{clinic}: You have a new bill. Text us to see it or pay it.",
    .billDue: "{clinic}: You have a bill due on {day}. Text us to pay it.",
    .paymentReceived: "{clinic}: We got your payment of {amount}. Thank you!",
    .paymentFailed: "{clinic}: Your payment of {amount} did not go through. Text us to try again.",
    .cardEnding:
      "{clinic}: Your card {digits} is good until {day}. Got a new one? Text us: new card",
    .cardExpired: "{clinic}: Your card on file has run out. Got a new one? Text us: new card",
    .messageAnswered: "{clinic}: Your care team wrote to you. Text us to read it.",
    .messageUnread: "{clinic}: A message from your care team waits for you. Text us to read it.",
    .resultReleased: "{clinic}: You have something new in your record. Text us to see it.",
    .formAssigned: "{clinic}: There is a form for you to fill in. Text us to start.",
  ]

  static let spanish: [NoticeKind: String] = [
    .refillRequested: "{clinic}: Recibimos su pedido {number}. Debe estar listo para el {day}.",
    .refillApproved: "{clinic}: Su pedido {number} fue aprobado. Debe estar listo para el {day}.",
    .refillDelayed: "{clinic}: Su pedido {number} se retrasa. Debe estar listo para el {day}.",
    .refillShipped: "{clinic}: Su pedido {number} va en camino.",
    .refillDelivered: "{clinic}: Su pedido {number} fue entregado. ¿No lo tiene? Llame al {phone}.",
    .refillDenied: "{clinic}: No podemos surtir su pedido {number}. Llame al {phone}.",
    .refillDue: "{clinic}: Ya puede surtir su receta. Mande la palabra surtir para pedirla.",
    .renewalApproved: "{clinic}: Su pedido {number} fue aprobado por su doctor.",
    .renewalDenied: "{clinic}: Su doctor no pudo aprobar su pedido {number}. Llame al {phone}.",
    .pharmacyAnswered: "{clinic}: La farmacia le ha escrito. Mande un texto para leerlo.",
    .visitBooked: "{clinic}: Su cita es el {time}.",
    .visitChanged: "{clinic}: Su cita ahora es el {time}.",
    .visitCancelled: "{clinic}: Su cita del {time} fue cancelada.",
    .visitReminder: "{clinic}: Tiene una cita el {time}. ¿No puede venir? Llame al {phone}.",
    .waitlistOffered:
      "{clinic}: Hay una cita libre el {time}. Si la quiere, mande un texto antes del {until}.",
    .statementIssued: "{clinic}: Tiene una cuenta nueva. Mande un texto para verla o pagarla.",
    .billDue: "{clinic}: Tiene una cuenta que vence el {day}. Mande un texto para pagarla.",
    .paymentReceived: "{clinic}: Recibimos su pago de {amount}. ¡Gracias!",
    .paymentFailed: "{clinic}: Su pago de {amount} no fue aceptado. Mande un texto para repetirlo.",
    .cardEnding:
      "{clinic}: Su tarjeta {digits} vale hasta el {day}. Para poner otra, mande: agregar tarjeta",
    .cardExpired:
      "{clinic}: Su tarjeta guardada ya vencio. Para poner otra, mande: agregar tarjeta",
    .messageAnswered: "{clinic}: Su equipo le ha escrito. Mande un texto para leerlo.",
    .messageUnread: "{clinic}: Le espera un mensaje de su equipo. Mande un texto para leerlo.",
    .resultReleased: "{clinic}: Hay algo nuevo en su expediente. Mande un texto para verlo.",
    .formAssigned: "{clinic}: Tiene un formulario que llenar. Mande un texto para empezar.",
  ]
}
