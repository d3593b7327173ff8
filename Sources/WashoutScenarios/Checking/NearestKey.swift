/// The known word that a misspelt one most likely means.
enum NearestKey {
  /// No longer list of known words is told.
  static let mostListed = 30

  /// The nearest of `known` within a third of the word's length, at least 2; the first at ties.
  static func suggestion(for word: String, among known: [String]) -> String? {
    let reach = max(2, word.count / 3)
    var best: (word: String, distance: Int)?
    for candidate in known {
      let distance = editDistance(Array(word.lowercased()), Array(candidate.lowercased()))
      if distance <= reach, distance < min(best?.distance ?? Int.max, candidate.count) {
        best = (candidate, distance)
      }
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
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    guard a.count <= 100, b.count <= 100 else { return Int.max }
    var rows = [Array(0...b.count)]
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, rows[i - 1][j - 1] + 1)
        }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
