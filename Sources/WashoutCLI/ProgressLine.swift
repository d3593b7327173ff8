internal import Foundation

/// How far a simulation has come: trials, rate, time left, and the largest error so far.
package struct ProgressLine {
  private let name: String
  private let trials: Int
  private let total: Int
  private let seconds: Double
  private let largestMCSE: Double?
  private let kept: Int

  /// A state after some seconds; `kept` trials were there before.
  package init(
    name: String, trials: Int, total: Int, seconds: Double, largestMCSE: Double? = nil,
    kept: Int = 0
  ) {
    self.largestMCSE = largestMCSE
    self.kept = kept
    self.name = name
    self.trials = trials
    self.total = total
    self.seconds = seconds
  }

  /// The line.
  package var text: String {
    guard trials > kept, seconds > 0 else { return "\(name)  \(trials) of \(trialsInAll)" }
    let rate = Double(trials - kept) / seconds
    return "\(name)  \(trials) of \(trialsInAll)  \(Int(rate.rounded()))/s  "
      + "\(left(Double(total - trials) / rate)) left\(largestError)"
  }

  private var trialsInAll: String { total == 1 ? "1 trial" : "\(total) trials" }

  private func left(_ seconds: Double) -> String {
    switch seconds {
    case ..<90: "\(Int(seconds.rounded(.up))) s"
    case ..<5400: "\(Int((seconds / 60).rounded())) min"
    default: String(format: "%.1f h", seconds / 3600)
    }
  }

  /// The largest error of the decision's probability, once a block of trials is finished.
  private var largestError: String {
    largestMCSE.map { error in
      let points = String(format: "%.2g", 100 * error)
      return "  largest MCSE \(points) \(points == "1" ? "point" : "points")"
    } ?? ""
  }
}
