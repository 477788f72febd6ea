/// What somebody at the clinic does, and so what they may do here.
public enum Role: String, Codable, Sendable, CaseIterable {
  case administrator, biller, frontDesk, nurse, pharmacist, provider
}
