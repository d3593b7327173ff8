internal import Washout

/// The SLEDAI-2K (Gladman, Ibanez, Urowitz 2002, J Rheumatol 29:288): 24 items in standard order.
enum SLEDAI2K {
  static let scoreName = "sledai"

  /// The two serologic items, which alone do not count for the clinical score.
  static let serologicallyActive = ItemGroup(
    name: "serologically_active", items: ["low_complement", "dna_binding"])

  static let items: [(name: String, weight: Int)] = [
    ("seizure", 8), ("psychosis", 8), ("organic_brain_syndrome", 8), ("visual_disturbance", 8),
    ("cranial_nerve", 8), ("lupus_headache", 8), ("stroke", 8), ("vasculitis", 8),
    ("arthritis", 4), ("myositis", 4), ("urinary_casts", 4), ("hematuria", 4),
    ("proteinuria", 4), ("pyuria", 4), ("rash", 2), ("alopecia", 2), ("mucosal_ulcers", 2),
    ("pleurisy", 2), ("pericarditis", 2), ("low_complement", 2), ("dna_binding", 2),
    ("fever", 1), ("thrombocytopenia", 1), ("leukopenia", 1),
  ]

  /// The permanent number of an item, from 1.
  static func number(of name: String) -> Int? {
    items.firstIndex { $0.name == name }.map { $0 + 1 }
  }

  static func isClinical(_ name: String) -> Bool { !serologicallyActive.items.contains(name) }
}
