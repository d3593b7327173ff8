import TestSupport
import Testing
import WashoutStatistics

/// A row of `Tests/Reference/proportion_methods.csv`.
struct MethodReference {
  var quantity: String
  var method: String
  var events: Int
  var people: Int
  var number: Double
  var value: Double

  static func rows(_ quantities: String...) throws -> [MethodReference] {
    try Reference("proportion_methods").rows.filter { quantities.contains($0[0]) }.map { row in
      MethodReference(
        quantity: row[0], method: row[1], events: try #require(Int(row[2])),
        people: try #require(Int(row[3])), number: try #require(Double(row[4])),
        value: try #require(Double(row[5])))
    }
  }

  /// The method of the row, by R's name for it.
  func interval() throws -> IntervalMethod {
    let methods: [String: IntervalMethod] = [
      "clopper_pearson": .clopperPearson, "wilson": .wilson, "jeffreys": .jeffreys,
      "agresti_coull": .agrestiCoull, "mid_p": .midP, "wald": .wald,
    ]
    return try #require(methods[method])
  }
}
