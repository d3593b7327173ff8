internal import Foundation

/// Counts of `summary.json` with the errors that follow from them, so that they too can be held to a
/// tolerance.
enum CountErrors {
  /// The funnel, whose candidates are independent.
  ///
  /// Before one candidate passes, those who fail in one way are geometric with mean m, whose variance is
  /// m (1 + m): over k places, a count f has the error sqrt(f (1 + f / k)). The score's mean has the error
  /// sd / sqrt(n), its SD that of a normal score, sd / sqrt(2 n).
  static func funnel(_ funnel: [String: Any]) -> [SummaryNumber] {
    let criteria = funnel["criteria"] as? [[String: Any]] ?? []
    let screened = number(funnel["screened"])
    let seated = screened - criteria.reduce(0) { $0 + number($1["failed_first"]) }
    let inFull = number(funnel["screened_in_full"])
    let seatedInFull = screened > 0 ? inFull * seated / screened : 0
    return [
      count("screened", screened, failed: screened - seated, places: seated),
      count("screened_in_full", inFull, failed: inFull - seatedInFull, places: seatedInFull),
    ] + scores(funnel, of: inFull)
      + criteria.flatMap { criterion in
        let (first, all) = (number(criterion["failed_first"]), number(criterion["failed_at_all"]))
        let id = criterion["id"] as? String ?? ""
        return [
          count("\(id) failed_first", first, failed: first, places: seated),
          count("\(id) failed_at_all", all, failed: all, places: seatedInFull),
        ]
      }
  }

  /// What-if cells, with errors of how many trials flip.
  ///
  /// A number k of n has the error sqrt(n q (1 - q)) with q = k / n, or (k + 1/2) / (n + 1) at 0 and n.
  static func whatIf(_ whatIf: [String: Any]) -> [String: Any] {
    var result = whatIf
    let trials = number(whatIf["trials"])
    result["cells"] = (whatIf["cells"] as? [[String: Any]] ?? []).map { cell in
      var cell = cell
      for name in ["flipped_to_no", "flipped_to_yes"] {
        guard var flips = cell[name] as? [String: Any] else { continue }
        flips["value"] = flips.removeValue(forKey: "trials")
        flips["mcse"] = NSNumber(value: error(of: number(flips["value"]), among: trials))
        cell[name] = flips
      }
      return cell
    }
    return result
  }

  private static func error(of count: Double, among trials: Double) -> Double {
    guard trials > 0 else { return 0 }
    let isAtEnd = count <= 0 || count >= trials
    let share = isAtEnd ? (count + 0.5) / (trials + 1) : count / trials
    return (trials * share * (1 - share)).squareRoot()
  }

  private static func scores(_ funnel: [String: Any], of n: Double) -> [SummaryNumber] {
    guard n > 0 else { return [] }
    let mean = number(funnel["score_sum"]) / n
    let sd = max(0, number(funnel["score_square_sum"]) / n - mean * mean).squareRoot()
    return [
      SummaryNumber("funnel mean score", mean, mcse: sd / n.squareRoot()),
      SummaryNumber("funnel SD of the score", sd, mcse: sd / (2 * n).squareRoot()),
    ]
  }

  private static func count(
    _ name: String, _ value: Double, failed: Double, places: Double
  ) -> SummaryNumber {
    let variance = places > 0 ? failed * (1 + failed / places) : 0
    return SummaryNumber("funnel " + name, value, mcse: max(0, variance).squareRoot())
  }

  private static func number(_ value: Any?) -> Double { (value as? NSNumber)?.doubleValue ?? 0 }
}
