/// How well misspelt names of medicines are found on a patient's list: common names, with slips made
/// at random, the same ones for the same seed.
public struct MedicineEvaluation: Codable, Hashable, Sendable {
  /// How many slips each name had.
  public let edits: Int
  /// How many misspelt names there were whose medicine was on the list.
  public let onList: Int
  /// How many of them were taken for their medicine, and for it alone.
  public let right: Int
  /// How many were taken for other medicines of the list.
  public let wrong: Int
  /// How many misspelt names there were whose medicine was not on the list.
  public let offList: Int
  /// How many of them were taken for a medicine of the list.
  public let falseMatches: Int

  /// - Parameters:
  ///   - edits: how many slips each name has.
  ///   - reader: finds what messages name.
  ///   - rounds: how many times each name is misspelt, on the list and off it.
  ///   - seed: of the random numbers.
  public init(edits: Int, by reader: MessageReader, rounds: Int, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (right, wrong, falseMatches) = (0, 0, 0)
    for name in MedicineEvaluation.commonNames {
      let others = MedicineEvaluation.commonNames.filter { $0 != name }
      for _ in 0..<rounds {
        let slip = (0..<edits).reduce(name) { word, _ in Misspeller.misspell(word, &random) }
        let eight = Array(others.shuffled(using: &random).prefix(MedicineEvaluation.listed))
        var list = eight
        list[Int.random(in: 0..<list.count, using: &random)] = name
        let found = MedicineEvaluation.found("refill my \(slip)", list, reader)
        right += found == [name] ? 1 : 0
        wrong += !found.isEmpty && !found.contains(name) ? 1 : 0
        let strange = MedicineEvaluation.found("refill my \(slip)", eight, reader)
        falseMatches += strange.isEmpty ? 0 : 1
      }
    }
    self.edits = edits
    onList = MedicineEvaluation.commonNames.count * rounds
    self.right = right
    self.wrong = wrong
    offList = onList
    self.falseMatches = falseMatches
  }

  private static func found(
    _ text: String, _ list: [String], _ reader: MessageReader
  ) -> [String] {
    reader.read(text, medicines: list).entities.filter { $0.kind == .medication }.map(\.value)
  }

  /// The share that was taken for its medicine.
  public var shareRight: Double { Double(right) / Double(max(1, onList)) }
  /// The share that was taken for other medicines.
  public var shareWrong: Double { Double(wrong) / Double(max(1, onList)) }
  /// The share of those that are not on the list that were taken for one that is.
  public var shareFalse: Double { Double(falseMatches) / Double(max(1, offList)) }

  private static let listed = 8

  /// Ninety-two medicines that are prescribed most often in the United States.
  static let commonNames = """
    atorvastatin metformin lisinopril levothyroxine amlodipine metoprolol albuterol losartan
    gabapentin omeprazole sertraline rosuvastatin pantoprazole escitalopram hydrochlorothiazide
    bupropion fluoxetine semaglutide montelukast trazodone simvastatin amoxicillin tamsulosin
    fluticasone meloxicam apixaban furosemide duloxetine ibuprofen famotidine empagliflozin
    carvedilol tramadol alprazolam prednisone hydroxyzine buspirone clopidogrel glipizide
    citalopram allopurinol aspirin cyclobenzaprine ergocalciferol venlafaxine spironolactone
    zolpidem cetirizine estradiol pravastatin lorazepam quetiapine lamotrigine clonazepam
    azithromycin latanoprost cholecalciferol propranolol valsartan ezetimibe topiramate paroxetine
    diclofenac atenolol sitagliptin doxycycline pregabalin glimepiride tizanidine clonidine
    fenofibrate liraglutide valacyclovir cephalexin baclofen rivaroxaban ondansetron finasteride
    mirtazapine oxybutynin aripiprazole methylphenidate hydralazine warfarin dulaglutide
    amitriptyline methocarbamol nifedipine benazepril loratadine naproxen celecoxib
    """.split(whereSeparator: \.isWhitespace).map(String.init)
}
