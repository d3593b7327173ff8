/// The known word that a misspelt one most likely means.
enum NearestKey {
  /// No longer list of known words is told.
  static let mostListed = 30
  /// No word of more scalars is a key that somebody misspelt.
  private static let longest = 100

  /// The nearest of `known` within a third of the word's length, at least 2; the first at ties.
  static func suggestion(for word: String, among known: [String]) -> String? {
    guard word.utf8.count <= 4 * longest else { return nil }
    let written = Array(word.lowercased().unicodeScalars)
    var best: (word: String, distance: Int)?
    for candidate in known {
      let letters = Array(candidate.lowercased().unicodeScalars)
      let reach = min(
        max(2, written.count / 3), letters.count - 1, (best?.distance ?? Int.max) - 1)
      // What one of them is longer than the other has to be inserted.
      guard abs(letters.count - written.count) <= reach else { continue }
      let distance = editDistance(written, letters)
      if distance <= reach { best = (candidate, distance) }
    }
    return best?.word
  }

  /// "; did you mean `x`?", or the known words when there are few, or nothing.
  static func hint(for word: String, among known: [String]) -> String {
    if let nearest = suggestion(for: word, among: known) { return "; did you mean `\(nearest)`?" }
    guard !known.isEmpty, known.count <= mostListed else { return "" }
    return "; known here: \(known.joined(separator: ", "))"
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, restricted form).
  static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    guard a.count <= longest, b.count <= longest else { return Int.max }
    var above = Array(0...b.count)
    var (before, row) = (above, above)
    for i in a.indices {
      row[0] = i + 1
      for j in b.indices {
        var cost = min(above[j + 1] + 1, row[j] + 1, above[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        row[j + 1] = cost
      }
      (before, above, row) = (above, row, before)
    }
    return above[b.count]
  }
}
