/// The bot's catalogue in Spanish.
///
/// Accents that the alphabet of text messages lacks are left out, as people do who text.
enum SpanishPhrases {
  static let texts = Dictionary(
    uniqueKeysWithValues: ([
      safety, whoIsSpeaking, talk, wishes, questions, prescriptions, refillsThatCantBeHad, billing,
      appointments, results, messages, preferences,
    ] + accounts).flatMap { $0.map { ($0.key, $0.value) } })

  private static let safety: [PhraseKey: String] = [
    .emergency: """
    Esto puede ser una emergencia. Llame al 911 ahora o vaya a la sala de emergencias. No \
    puedo ayudar con emergencias por mensaje. Ya avisé a nuestro personal.
    """,
    .crisis: """
    Me alegra que me lo haya dicho. Llame al 988 ahora, a cualquier hora, y marque 2 para \
    hablar en español con alguien que puede ayudar. Si corre peligro, llame al 911. Ya avisé \
    a nuestro personal.
    """,
    .askEmergency: """
    Si es una emergencia, llame al 911 ahora. ¿Hay alguien en peligro en este momento? Responda \
    SI o NO.
    """,
    .askCrisis: """
    Quiero saber que no corre peligro. Llame al 988 a cualquier hora, o al 911 si es una \
    emergencia. ¿Hay alguien en peligro ahora? Responda SI o NO.
    """,
    .noDanger: "Me alegra saberlo.",
    .numbersRemoved: """
    Por su seguridad quité de su mensaje el numero de tarjeta o de seguro social. Por favor, \
    nunca los mande.
    """,
    .wentWrong: "Lo siento, algo fallo. Intente de nuevo, o llame al {phone}.",
    .interrupted: """
    Lo siento, hubo una interrupcion. Lo que pidio se empezo y no se hara dos veces. Pregunte \
    como va, o llame al {phone}.
    """,
    .filesNotRead: """
    No puedo leer fotos ni archivos enviados por texto. Diga con palabras lo que necesita, o \
    llame al {phone}.
    """,
  ]

  private static let whoIsSpeaking: [PhraseKey: String] = [
    .askPIN: "Para proteger su privacidad, responda con su PIN.",
    .askPINAgain: "Primero necesito su PIN: los numeros que eligio para escribir a {clinic}.",
    .pinOrPerson: """
    No puedo seguir sin su PIN. Responda PERSONA y nuestro personal le contestara, o llame al \
    {phone}.
    """,
    .welcome: "Gracias.",
    .welcomeByName: "Gracias, {name}.",
    .pinLocked: "Demasiados PIN incorrectos. Por su seguridad, espere un rato e intente de nuevo.",
    .pinWrong: "Ese PIN no coincide. Intente de nuevo o llame al {phone}.",
    .afterSignIn: "Puedo hacer eso en cuanto abra su sesion.",
    .signedOut: "Su sesion esta cerrada.",
    .stopped: """
    Ya no recibira mensajes de {clinic}, ni quien comparta este teléfono. Responda START para \
    recibirlos otra vez.
    """,
    .stoppedFor: """
    Ya no recibira mensajes de {clinic}. Eso vale para {names}, que comparten este teléfono. \
    Responda START para recibirlos otra vez.
    """,
    .started: "Recibira otra vez los mensajes de {clinic}. Responda AYUDA para recibir ayuda.",
    .wrongNumber: "Disculpe. Responda ALTO y este numero ya no recibira mensajes de {clinic}.",
  ]

  private static let talk: [PhraseKey: String] = [
    .greeting: "¡Hola! Le escribe {clinic}. {capabilities}",
    .capabilities: """
    Puedo surtir sus medicinas, hacer, cambiar o cancelar citas, mostrar y pagar cuentas, dar \
    resultados y pasar mensajes. Digalo con sus palabras, como: surtir mi lisinopril. Para una \
    persona, responda PERSONA o llame al {phone}. En una emergencia, llame al 911.
    """,
    .thanks: "¡De nada!",
    .goodbye: "¡Que le vaya bien!",
    .handedOff: "Pedi a nuestro personal que le conteste. También puede llamar al {phone}.",
    .leftAlone: "Bien, lo dejé como estaba.",
    .nothingOpen: "Bien. No hay nada pendiente. ¿En qué le ayudo?",
    .notByText: """
    No puedo hacer eso por mensaje. Llame al {phone}, o responda PERSONA y nuestro personal \
    le contestara.
    """,
    .free: "El portal es gratis, a toda hora. Su compañia de teléfono puede cobrarle los mensajes.",
    .offerPerson: """
    Lo siento, todavia no entiendo. ¿Quiere hablar con una persona? Responda SI, o llame al \
    {phone}.
    """,
    .personInstead: "¿Quiere hablar con una persona? Responda SI, o llame al {phone}.",
    .notUnderstood: """
    Perdon, no entendi eso. ¿En qué le ayudo? Responda AYUDA para ver lo que puedo hacer.
    """,
    .notUnderstoodAgain: """
    Puedo ayudar con medicinas, citas, cuentas, resultados y mensajes. Pruebe: surtir, cita, \
    pagar, resultados o mensaje.
    """,
  ]

  private static let wishes: [PhraseKey: String] = [
    .whichWish: "No estoy seguro de entender. ¿Cual quiere?",
    .wishOther: "Otra cosa",
    .wishContact: "Cambiar su telefono, correo o direccion",
    .wishPreferences: "Elegir que mensajes recibe",
    .wishSecurity: "Cambiar su PIN o su forma de entrar",
    .wishPassword: "Recibir otra clave o nombre de usuario",
    .wishProxy: "Actuar por un familiar",
    .wishSignOut: "Salir de su cuenta",
    .wishBook: "Pedir una cita",
    .wishMove: "Mover una cita",
    .wishDrop: "Dejar una cita",
    .wishVisits: "Ver sus citas",
    .wishConfirm: "Confirmar una cita",
    .wishTimes: "Ver que horas hay",
    .wishWaitlist: "Esperar una hora antes",
    .wishRefill: "Surtir una medicina",
    .wishRefillStatus: "Ver donde va una medicina",
    .wishRefillHistory: "Ver lo que ha surtido",
    .wishAutoRefill: "Poner o quitar el surtido automatico",
    .wishMedicines: "Ver que medicinas toma",
    .wishPharmacy: "Preguntar algo a la farmacia",
    .wishMessage: "Escribir a su equipo medico",
    .wishMessages: "Ver sus mensajes",
    .wishResults: "Ver sus resultados de laboratorio",
    .wishReports: "Ver un informe de imagen o biopsia",
    .wishNotes: "Leer las notas de una cita",
    .wishSummary: "Ver sus alergias, problemas y vacunas",
    .wishDownload: "Recibir una copia de su historial",
    .wishShare: "Compartir su historial",
    .wishBalance: "Ver cuanto debe",
    .wishPay: "Pagar una cuenta",
    .wishPayments: "Ver lo que ha pagado",
    .wishBill: "Ver una cuenta",
    .wishMethods: "Ver o cambiar sus tarjetas",
    .wishPlan: "Pagar una cuenta por partes",
    .wishForm: "Llenar un formulario",
    .wishForms: "Ver sus formularios",
    .wishArticle: "Leer sobre un tema de salud",
    .wishClinic: "Saber de la clinica, sus horas o lugares",
    .wishCareTeam: "Ver quien esta en su equipo medico",
    .wishNews: "Oir noticias de la clinica",
  ]

  private static let questions: [PhraseKey: String] = [
    .yesOrNo: "{question} Responda SI o NO",
    .yesOrNoAgain: "Perdon, necesito un si o un no. {question} Responda SI o NO.",
    .yesOrNoNumbered: """
    Pregunto de otra manera. {question} Responda 1 para si, 2 para dejarlo o 3 para hablar \
    con una persona.
    """,
    .numbered: "{question}\n{list}\nResponda con el numero.",
    .numberedAgain: "Perdon, ¿cual de estos? Basta un numero.\n{list}",
    .numberedLast: """
    Pregunto de otra manera. Responda con un numero del 1 al {count}, NINGUNO para dejarlo o \
    PERSONA para hablar con alguien.
    {list}
    """,
    .billsNotAgreed: """
    Usted no ha aceptado ver cuentas por mensaje. Para aceptar, diga: permitir cuentas por \
    mensaje. O llame al {phone}.
    """,
    .detailsNotAgreed: """
    Usted no ha aceptado ver datos de salud por mensaje. Para aceptar, diga: permitir datos \
    de salud por mensaje. O llame al {phone}.
    """,
  ]

  private static let prescriptions: [PhraseKey: String] = [
    .noPrescriptions: "No veo medicinas en su lista. Llame al {phone} si eso no es correcto.",
    .notOnList: "No veo esa medicina en su lista.",
    .nothingUnderWay: "Ahora no hay ningun pedido de medicinas en camino.",
    .namesNotAgreed: """
    Usted no ha aceptado ver nombres de medicinas por mensaje. Digame cual con sus palabras, \
    o llame al {phone}.
    """,
    .namedMedicine: "la medicina que nombro",
    .thatMedicine: "esa medicina",
    .yourMedicine: "Su medicina",
    .yourDoctor: "su doctor",
    .yourPharmacy: "su farmacia",
    .refillQuestion: "¿Surto {name}, en {pharmacy}?",
    .refillDeed: "pida {name} en {pharmacy}",
    .renewalQuestion: "¿Le pido a {doctor} que renueve {name}?",
    .renewalDeed: "pida a {doctor} una receta nueva de {name}",
    .deedAgain: """
    Perdon, necesito un si o un no. Si quiere que {deed}, responda SI. Si no, responda NO.
    """,
    .deedNumbered: """
    Pregunto de otra manera. Responda 1 para que {deed}, 2 para dejarlo o 3 para hablar con \
    una persona.
    """,
    .whichOne: "¿Cual?",
    .refillRequested: """
    Listo. Pedi {name} en {pharmacy}. Su numero es {number}. Debe estar listo para el {day}.
    """,
    .renewalRequested: """
    Listo. Le pedi a {doctor} que renueve {name}. Su numero es {number}. Espere la respuesta \
    para el {day}.
    """,
    .youTake: "Usted toma:",
    .refillLeft: "{name}, queda 1 surtido",
    .refillsLeft: "{name}, quedan {count} surtidos",
    .statusRenewal: "{name} ({number}): lo tiene {doctor}. Respuesta para el {day}.",
    .statusApproved: "{name} ({number}): aprobado. Debe estar listo para el {day}.",
    .statusShipped: "{name} ({number}): va en camino.",
    .statusAsked: "{name} ({number}): en la farmacia. Debe estar listo para el {day}.",
  ]

  private static let refillsThatCantBeHad: [PhraseKey: String] = [
    .refillStopped: """
    {name} fue suspendido, asi que no lo puedo surtir. Su equipo médico le puede decir mas.
    """,
    .refillUnderWay: "{name} ya va en camino. Su numero es {number}.",
    .refillTooSoon: "Es pronto para surtir {name}. Se puede surtir desde el {day}.",
    .noRefillsLeft: "A {name} no le quedan surtidos.",
    .neverRefilled: "{name} necesita cada vez una receta nueva de su doctor.",
    .refillLimit: "{name} ya no se puede surtir con esta receta.",
  ]

  private static let billing: [PhraseKey: String] = [
    .nothingOwed: "Ahora no debe nada.",
    .paymentUnderWay: "Un pago de {amount} ya va en camino. No hay nada mas que pagar.",
    .owes: "Usted debe {amount}.",
    .owesPastDue: "De eso, {amount} esta vencido.",
    .owesNext: "{amount} vence el {day}.",
    .owesPending: "{amount} se esta pagando.",
    .lateFeeBy: "Pague {amount} para el {day} y no habra recargo.",
    .sayPay: "Diga PAGAR para pagar.",
    .howMuch: "Usted debe {amount}. ¿Cuanto quiere pagar? Diga TODO, LA MITAD o una cantidad.",
    .whichAmount: "¿Cuanto quiere pagar? También puede decir una cantidad.",
    .allOf: "Todo: {amount}",
    .pastDueOf: "Lo vencido: {amount}",
    .payHow: "¿Como quiere pagar {amount}?",
    .methodCard: "{brand} que termina en {digits}",
    .methodBank: "cuenta de banco que termina en {digits}",
    .methodExpired: "Su {method} ya vencio.",
    .payQuestion: "¿Pago {amount} de los {owed} que debe con su {method}?",
    .payQuestionAgain: "¿Pago otra vez {amount} de los {owed} que debe con su {method}?",
    .paid: "Gracias. {amount} estan pagados. Su numero es {number}.",
    .settles: "Sale de su banco para el {day}.",
    .owesNothingNow: "Ya no debe nada.",
    .stillOwes: "Todavia debe {amount}.",
    .paymentPending: """
    Su pago de {amount} va en camino. Su numero es {number}. No tiene que pagar otra vez.
    """,
    .paymentTwice: "Acaba de pagar {amount}. Su numero es {number}. No lo cobro dos veces.",
    .paymentTooSmall: "El pago minimo es {amount}.",
    .overpayment: "Eso es mas de lo que debe. Usted debe {amount}.",
    .tooManyPayments: "Son muchos pagos para un dia. Intente mañana o llame a la clinica.",
    .bankSaidNo: "El banco no acepto este pago. No se cobro nada.",
    .notEnoughMoney: "No hay dinero suficiente en esa cuenta. No se cobro nada.",
    .cardExpired: "Esa tarjeta ya vencio. No se cobro nada.",
    .methodUnusable: "Esa forma de pago ya no sirve. No se cobro nada.",
    .bankWantsYou: "Su banco quiere que usted confirme este pago. No se cobro nada.",
  ]

  private static let appointments: [PhraseKey: String] = [
    .whichSpecialty: "¿Qué tipo de cita necesita?",
    .waitForWhom: "¿Qué tipo de cita quiere esperar?",
    .whichDay: "¿A que dia se refiere?",
    .whichTime: "Hay estas citas libres:",
    .laterTimes: "Mas tarde",
    .otherTimes: "Ver otras citas",
    .joinTheWaitlist: "Ponerme en la lista de espera",
    .noTimes: "No hay nada libre entonces. ¿Qué quiere hacer?",
    .noVisits: "No tiene citas pendientes.",
    .sayBook: "Diga CITA para hacer una.",
    .whichVisit: "¿Cual cita?",
    .comingUp: "Sus citas:",
    .confirmedVisit: "{time} (confirmada)",
    .withProviderAt: "{time} con {provider}, en persona en {place}",
    .withProviderByVideo: "{time} con {provider}, por video",
    .bookQuestion: "¿Aparto {time}?",
    .moveQuestion: "¿Cambio su cita del {old} al {time}?",
    .booked: "Su cita: {time}. ¡Le esperamos!",
    .moved: "Listo. Su cita ahora es {time}. ¡Le esperamos!",
    .confirmQuestion: "¿Confirmo que viene el {time}?",
    .alreadyConfirmed: "Su cita esta confirmada: {time}.",
    .confirmed: "Gracias. Su cita esta confirmada.",
    .dropQuestion: "¿Cancelo su cita del {time}?",
    .dropQuestionFee: """
    Faltan menos de {hours} horas para la cita, asi que esto cuesta {fee}. ¿Cancelo su cita \
    del {time}?
    """,
    .cancelled: "Listo. Su cita esta cancelada. Diga CITA para hacer otra.",
    .waitQuestion: "¿Le pongo en la lista de espera ({whom})?",
    .waitQuestionEarlier: """
    ¿Le pongo en la lista de espera para una cita antes ({whom})? Mientras tanto conserva su \
    cita.
    """,
    .onWaitlist: "Esta en la lista de espera. Le escribo cuando haya una cita libre.",
    .leaveWaitlist: "¿Le quito de la lista de espera?",
    .offWaitlist: "Listo. Ya no esta en la lista de espera.",
    .stillWaiting: "Bien. Sigue en la lista de espera para otras citas.",
    .notWaiting: "No esta en ninguna lista de espera.",
    .takeOffer: "Hay una cita libre: {time}. ¿La toma?",
    .offerTaken: "Listo. La cita es suya. ¡Le esperamos!",
    .timeGone: "Esa hora ya no existe. Elija otra.",
    .timeTaken: "Esa hora se acaba de ocupar. Elija otra.",
    .timePast: "Esa hora ya paso. Elija una mas tarde.",
    .alreadyWaiting: "Ya esta en esa lista de espera.",
    .offerOver: "Lo siento, esa oferta ya termino. Sigue en la lista de espera.",
    .visitUnknown: "No encuentro esa cita.",
  ]

  private static let results: [PhraseKey: String] = [
    .noResults: "No veo resultados de laboratorio.",
    .noResultsReleased: "Todavia no se publican resultados.",
    .resultWaits: "Hay uno mas que su doctor tiene que ver primero.",
    .resultsWait: "Hay {count} mas que su doctor tiene que ver primero.",
    .resultsOf: "Sus resultados del {day}:",
    .resultRange: "{result} (rango {range})",
    .resultBefore: "Antes: {values}.",
    .flagNormal: "normal",
    .flagLow: "bajo",
    .flagHigh: "alto",
    .flagVeryLow: "muy bajo",
    .flagVeryHigh: "muy alto",
    .flagAbnormal: "fuera de rango",
  ]

  private static let messages: [PhraseKey: String] = [
    .tellCareTeam: """
    ¿Qué le digo a su equipo médico? Contestan en un dia habil. En una emergencia, llame al \
    911.
    """,
    .askPharmacy: "¿Qué le pregunto a la farmacia?",
    .tellBilling: "¿Qué le digo a nuestra oficina de cuentas?",
    .yourCareTeam: "su equipo médico",
    .billingOffice: "nuestra oficina de cuentas",
    .thePharmacy: "la farmacia",
    .sendThis: "¿Mando esto a {whom}: \"{text}\"?",
    .sendThisWith: "¿Mando esto a {whom} con {files}: \"{text}\"?",
    .sent: "Listo. Lo mandé a {whom}. Le escribo cuando contesten.",
    .sentAndAnsweredSoon: """
    Listo. Lo mandé a {whom}. Contestan en un dia habil. Le escribo cuando contesten.
    """,
  ]

  private static let preferences: [PhraseKey: String] = [
    .whichPreference: "¿Qué quiere cambiar?",
    .preferenceSet: "Listo. Ya lo anoté.",
    .setThis: "¿Pongo esto: {what}?",
    .stopThis: "¿Quito esto: {what}?",
    .notPrivate: "Los mensajes no son privados: otros los pueden leer en su teléfono.",
    .inSpanish: "mensajes en español",
    .inEnglish: "mensajes en inglés",
    .detailsByText: "datos de salud por mensaje",
    .billsByText: "cuentas por mensaje",
    .newsByText: "noticias por mensaje",
    .remindersByEmail: "recordatorios por correo",
    .remindersByBoth: "recordatorios por mensaje y correo",
    .remindersByText: "recordatorios por mensaje",
    .noReminders: "sin recordatorios",
  ]
}
