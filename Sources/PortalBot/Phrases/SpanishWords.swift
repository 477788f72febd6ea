internal import PortalDomain

/// What is known of Spanish beside the catalogue.
enum SpanishWords {
  /// The language that a message is written in; `nil` where it could be either, as `2` and `ok` could.
  static func language(of text: String) -> Preferences.Language? {
    let words = NormalizedText(text).tokens.filter(\.isWord).map(\.text)
    let spanish = words.count(where: common.contains)
    let english = words.count(where: commonInEnglish.contains)
    if spanish >= 2, spanish > english { return .spanish }
    if words.count <= 3, english == 0, words.contains(where: telling.contains) { return .spanish }
    return english > 0 && spanish == 0 && words.count >= 2 ? .english : nil
  }

  /// One of these is enough in a short message.
  private static let telling = words(
    """
    hola gracias ayuda alto parar pare basta detener quiero necesito cita citas receta recetas
    medicina medicinas pastillas surtir resurtir pagar saldo debo cuanto resultados persona hablar
    registro registrar registrarme inscribirme contrasena usuario olvide
    cancelar adios buenos buenas iniciar comenzar pecho morir
    """)

  /// Not among them what is English, too, or part of a name: `la`, `mi`, `con`, `ya`.
  private static let common = telling.union(
    words(
      """
      puedo puede pueden tengo tiene esta estan estoy donde cuando cuantos cual como que por para
      favor dias tardes noches mis su sus el las una del cuenta cuentas doctora resultado analisis
      examen examenes mensaje mandale dile digale cambiar mover hacer tomo dolor respirar claro
      manana lunes martes miercoles jueves viernes sabado domingo hoy ahora espanol esto eso mucho
      muchas todo toda mitad estas ser voy quisiera podria pedir pastilla proxima semana llame
      llamar alguien ultimos ultimas tarjeta dolares matarme quitarme vida duele permitir
      """))

  private static let commonInEnglish = words(
    """
    my the i to please what is do can need want you and for when how where it have of in on with
    this that your are am not at get
    """)

  /// What words mean that answers are read by, where they aren't read elsewhere.
  static let meanings: [String: String] = [
    // How much, and how.
    "mitad": "half", "todo": "all", "toda": "all", "completo": "whole", "entero": "whole",
    "vencido": "overdue", "atrasado": "overdue", "banco": "bank", "tarjeta": "card",
    "otro": "other", "otra": "other", "otros": "other", "otras": "other",
    // When and where.
    "antes": "before", "despues": "after", "persona": "in person", "virtual": "video",
    // With whom.
    "cardiologo": "cardiology", "cardiologa": "cardiology", "cardiologia": "cardiology",
    "corazon": "cardiology", "dermatologo": "dermatology", "dermatologa": "dermatology",
    "dermatologia": "dermatology", "piel": "dermatology", "ortopedista": "orthopedics",
    "ortopedia": "orthopedics", "huesos": "orthopedics", "pediatra": "pediatrics",
    "pediatria": "pediatrics", "familiar": "primary care", "ginecologo": "gynecologist",
    "ginecologa": "gynecologist", "ginecologia": "gynecologist",
    // Which result.
    "colesterol": "cholesterol", "azucar": "sugar", "rinon": "kidney", "rinones": "kidney",
    "tiroides": "thyroid", "hierro": "iron",
    // What the bot says to say.
    "permitir": "allow", "permito": "allow", "mensaje": "by text", "cuentas": "bills",
    "salud": "health",
    // How to sign in.
    "usuario": "username", "contrasena": "password",
  ]

  private static func words(_ text: String) -> Set<String> {
    Set(text.split { $0.isWhitespace }.map(String.init))
  }
}

extension Preferences.Language {
  /// How much of a medicine: `30 tablets`.
  func amount(_ text: String) -> String {
    guard self == .spanish else { return text }
    return text.split(separator: " ").map { Self.amounts[String($0)] ?? String($0) }
      .joined(separator: " ")
  }

  /// The name of a specialty.
  func specialty(_ name: String) -> String {
    self == .spanish ? Self.specialties[name] ?? name : name
  }

  private static let amounts = [
    "tablet": "tableta", "tablets": "tabletas", "capsule": "capsula", "capsules": "capsulas",
    "pen": "pluma", "pens": "plumas", "inhaler": "inhalador", "inhalers": "inhaladores",
    "patch": "parche", "patches": "parches", "bottle": "frasco", "bottles": "frascos",
  ]

  private static let specialties = [
    "cardiology": "cardiologia", "dermatology": "dermatologia", "orthopedics": "ortopedia",
    "pediatrics": "pediatria", "primary care": "medicina familiar",
    "women's health": "salud de la mujer",
  ]
}
