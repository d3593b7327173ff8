/// What stands at a place of the scenario once it has been held against the schema.
///
/// Defaults are filled in. What was faulty is `faulty`, so that later checks stay silent about it.
struct Checked: Sendable {
  var kind: Kind
  /// Where it was written; where it should stand when it was not.
  let place: Place
  /// The path that `--set` uses.
  let path: String
  /// True for a default that no file wrote.
  var isDefault = false

  indirect enum Kind: Sendable {
    case absent
    case faulty
    case number(Double)
    case text(String)
    case flag(Bool)
    case list([Checked])
    case mapping([Entry], Annotation)
    case quantity(CheckedQuantity)
  }

  struct Entry: Sendable {
    let key: String
    let keyPlace: Place
    var value: Checked
  }

  /// The value of a key; absent when this is no mapping or lacks it.
  subscript(key: String) -> Checked {
    let entries = entries
    // By position, because a search for the entry itself copies each one that it passes.
    for index in entries.indices where entries[index].key == key { return entries[index].value }
    return Checked(kind: isFaulty ? .faulty : .absent, place: place, path: path)
  }

  /// The entries of a mapping or of what else belongs to a quantity.
  var entries: [Entry] {
    switch kind {
    case .mapping(let entries, _): entries
    case .quantity(let quantity): quantity.extras
    default: []
    }
  }

  var isFaulty: Bool { if case .faulty = kind { true } else { false } }
  /// True when nothing within it is faulty, so that faults of the whole are worth telling.
  var isSound: Bool {
    !isFaulty && entries.allSatisfy(\.value.isSound) && list.allSatisfy(\.isSound)
  }
  /// True when something usable was written or is the default.
  var isPresent: Bool {
    switch kind {
    case .absent, .faulty: false
    default: true
    }
  }

  var number: Double? {
    switch kind {
    case .number(let value): value
    case .quantity(let quantity): quantity.base
    default: nil
    }
  }

  var integer: Int? { number.flatMap { Int(exactly: $0) } }
  var text: String? { if case .text(let text) = kind { text } else { nil } }
  var flag: Bool? { if case .flag(let flag) = kind { flag } else { nil } }
  var list: [Checked] { if case .list(let list) = kind { list } else { [] } }
  var quantity: CheckedQuantity? {
    if case .quantity(let quantity) = kind { quantity } else { nil }
  }

  /// The words of a list of names, or of a single name.
  var names: [Checked] { text == nil ? list : [self] }
}

/// A value of the model: base case or distribution, and what is known of it.
struct CheckedQuantity: Sendable {
  /// The word under which the base case stood.
  var word: String
  var base: Double?
  var basePlace: Place
  /// The family of a distribution and its parameters.
  var family: Checked.Entry?
  var extras: [Checked.Entry]
  var range: ClosedRange<Double>?
  var prior: Checked?
  var annotation: Annotation
}

/// Where a value comes from, and why it is as it is.
struct Annotation: Sendable {
  var sources: [Checked] = []
  var note: String?
  /// True when the value replaced an inherited one, so that no source around it holds for it.
  var isCutOff = false
  /// The base case that the value took the place of.
  var replaced: String?

  /// True when neither a source nor a note was given.
  var isEmpty: Bool { sources.isEmpty && note == nil }
}

extension CheckedQuantity {
  /// What else belongs to the value; absent when it was not given.
  subscript(key: String) -> Checked {
    extras.first { $0.key == key }?.value
      ?? Checked(kind: .absent, place: basePlace, path: key)
  }
}
