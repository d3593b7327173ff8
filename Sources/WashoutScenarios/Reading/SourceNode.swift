/// What was written at one place, before anything is known of its meaning.
struct SourceNode: Sendable {
  var content: Content
  /// Where it begins; of a mapping on lines of its own, the key above it.
  var place: Place
  /// True for a value that replaced an inherited one, whose source then no longer holds.
  var hasReplaced = false
  /// The base case of a value that it took the place of, as written there.
  var replaced: String?

  enum Content: Sendable {
    /// Text and whether it stood without quotes.
    case scalar(String, isPlain: Bool)
    case list([SourceNode])
    case mapping([Entry])
  }

  struct Entry: Sendable {
    let key: String
    let keyPlace: Place
    var value: SourceNode
  }

  /// Nothing: `null`, `~` or no text at all.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return text.isEmpty || text == "null" || text == "~"
  }

  /// A mapping or list without brackets.
  var isOnLinesOfItsOwn: Bool {
    if case .scalar = content { return false }
    return place.rest.first != "{" && place.rest.first != "["
  }

  /// The entries of a mapping, none for anything else.
  var entries: [Entry] {
    get { if case .mapping(let entries) = content { entries } else { [] } }
    set { content = .mapping(newValue) }
  }

  init(content: Content, place: Place) {
    self.content = content
    self.place = place
  }

  /// The value of a key of a mapping.
  subscript(key: String) -> SourceNode? {
    entries.first { $0.key == key }?.value
  }
}
