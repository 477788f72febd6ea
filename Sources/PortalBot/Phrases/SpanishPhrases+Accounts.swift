/// What the Spanish catalogue says about accounts: registering, signing in, what is lost; who is
/// acted for, and how one talks.
extension SpanishPhrases {
  static let accounts = [registering, credentials, signingIn, whatIsLost, others]

  private static let registering: [PhraseKey: String] = [
    .askClinicNumber: "¿Cual es su numero de clinica? Tiene siete digitos y esta en su carta.",
    .askName: "¿Cual es su nombre y apellido, como los tiene la clinica?",
    .askBirthDate: "¿Cual es su fecha de nacimiento? Mes, dia y año, como 4/17/1991.",
    .askEmail: "¿Cual es su correo electronico?",
    .acceptTerms: """
    Nuestros términos de uso (version {version}) estan en la recepcion. Los mensajes no son \
    privados: otros los pueden leer en su teléfono. ¿Acepta los términos?
    """,
    .askActivationCode: """
    Por ultimo, ¿cual es el codigo de activacion de su carta? Es como 123-456.
    """,
    .minimumAge: """
    Para tener su propia cuenta hay que tener {age} años o mas. Por un niño puede actuar su \
    madre o padre.
    """,
    .termsAccepted: """
    Usted acepto nuestros términos de uso (version {version}). Estan en la recepcion.
    """,
    .codeAgain: "Escribir el codigo otra vez",
    .startOver: "Empezar de nuevo",
    .registered: "Su cuenta esta lista.",
  ]

  private static let credentials: [PhraseKey: String] = [
    .chooseUsername: """
    Elija un nombre de usuario con letras, numeros, puntos o guiones, sin espacios.
    """,
    .choosePassword: """
    Elija una contraseña de {count} o mas letras; sirven unas pocas palabras. No guardo su \
    mensaje. Borrelo de su teléfono al terminar.
    """,
    .notAPassword: "No tomé eso como contraseña, porque suena a pregunta o pedido.",
    .newPIN: "¿Qué PIN quiere? Responda con 4 a 8 digitos.",
    .usernameSet: "Su nombre de usuario esta listo.",
    .passwordSet: "Su contraseña esta lista.",
    .pinChanged: "Listo. Su PIN ha cambiado.",
    .weakPIN: """
    Elija un PIN de {from} a {to} digitos que sea dificil de adivinar: ni 1234 ni todos iguales.
    """,
    .badUsername: """
    Un nombre de usuario tiene de {from} a {to} letras, numeros o . _ - @ +. Elija otro.
    """,
    .usernameTaken: "Ese nombre de usuario ya existe. Elija otro.",
    .passwordTooShort: "Elija una contraseña mas larga, de al menos {count} letras.",
    .passwordTooLong: "Elija una contraseña mas corta, de no mas de {count} letras.",
    .passwordCommon: "Mucha gente usa esa contraseña. Elija otra; sirven unas pocas palabras.",
    .passwordHasName: "Elija una contraseña sin su nombre.",
    .passwordHasBirthDate: "Elija una contraseña sin su fecha de nacimiento.",
    .passwordHasUsername: "Elija una contraseña sin su nombre de usuario.",
    .passwordEasy: "Esa contraseña es facil de adivinar. Elija otra.",
  ]

  private static let signingIn: [PhraseKey: String] = [
    .askPINOrUsername: """
    Responda con su PIN. Para usar su usuario y contraseña, responda USUARIO. ¿Es nuevo aqui? \
    Responda REGISTRARME.
    """,
    .askReason: "¿Para qué quiere entrar?",
    .forVisits: "Citas",
    .forBills: "Cuentas",
    .forForms: "Formularios",
    .forMedicines: "Medicinas",
    .forMessages: "Mensajes",
    .forResults: "Resultados",
    .forSettings: "Ajustes",
    .forOther: "Otra cosa",
    .askUsername: "¿Cual es su nombre de usuario?",
    .askPassword: "¿Cual es su contraseña? No guardo su mensaje.",
    .codeSentTo: "Mandé un codigo a {place}. Responda con sus seis digitos.",
    .phoneEnding: "su teléfono que termina en {digits}",
    .askCode: "Responda con los seis digitos del codigo, o CODIGO NUEVO para recibir otro.",
    .alreadySignedIn: "Ya entro a su cuenta. ¿En qué le ayudo?",
    .notSignedIn: "Ese usuario y esa contraseña no coinciden. Intente de nuevo.",
    .tooManyTries: "Demasiados intentos. Por su seguridad, espere un rato e intente de nuevo.",
    .codeNotAccepted: "Ese codigo no coincide o ya no sirve. Reviselo o pida otro.",
    .tooManyCodes: "Ya le mandé varios codigos. Espere un rato e intente de nuevo.",
  ]

  private static let whatIsLost: [PhraseKey: String] = [
    .askLogin: "¿Cual es su usuario, numero de clinica o correo?",
    .resetStarted: """
    Si lo conocemos, un codigo va en camino al teléfono o correo que tenemos. Responda con el \
    codigo, un espacio y su nueva contraseña, en un solo mensaje.
    """,
    .askCodeAndPassword: """
    Responda con el codigo, un espacio y su nueva contraseña, en un solo mensaje.
    """,
    .passwordReset: "Listo. Su contraseña ha cambiado. Diga ENTRAR A MI CUENTA para seguir.",
    .lostPIN: "No hay problema. ¿Como quiere seguir?",
    .byUsername: "Entrar con usuario y contraseña",
    .byHelpDesk: "Pedir ayuda al personal",
    .helpAsked: """
    Gracias. Nuestro personal llamara al teléfono que tenemos de usted. Su numero es {number}.
    """,
    .registrationNoMatch: """
    No encuentro esos datos. Revise su numero de clinica, codigo, nombre y fecha de nacimiento, \
    o llame al {phone} por otro codigo.
    """,
    .tooYoung: """
    Para tener su propia cuenta hay que tener {age} años o mas. Su madre o padre puede actuar \
    por usted; llame al {phone}.
    """,
    .termsFirst: "Primero lea y acepte los términos de uso (version {version}).",
  ]

  private static let others: [PhraseKey: String] = [
    .boundary: """
    Veo que algo le molesta, y quiero ayudar. Por favor, hable con respeto. Digame qué necesita, \
    o responda PERSONA para hablar con alguien.
    """,
    .aboutYou: "Ahora se trata de usted otra vez.",
    .aboutOther: "Ahora se trata de {name}. Diga PARA MI para volver.",
    .actsForNobody: "No veo a nadie por quien usted actue. Llame al {phone} para arreglarlo.",
    .actsFor: "Puede actuar por {names}. Digalo asi: una cita para {name}.",
    .notYoursToSee: """
    Esa parte del expediente es solo de esa persona. No puedo mostrar ni hacer eso por ella aqui.
    """,
    .filesAgain: "Mande el archivo otra vez, para que llegue a la persona correcta.",
    .filesLater: """
    No puedo recibir archivos antes de saber quien es. Mandelo otra vez después de dar su PIN.
    """,
  ]
}
