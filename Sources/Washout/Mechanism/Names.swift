internal import WashoutNumerics

/// Names of what rules can read, as indices; built once, never read in the subject loop.
///
/// Scores: 0 the instrument's sum, 1 its clinical part, then markers, then numeric scores. Variables:
/// covariates first, then the scores.
struct Names {
  let covariates: [String]
  private let distributions: [Distribution]
  let scores: [String]
  let items: ItemNames
  private let markers: Int

  init(_ scenario: Scenario, _ activity: Activity) throws(SimulationError) {
    let markers = activity.markers.map(\.name)
    covariates = scenario.patients.map(\.name).filter { !markers.contains($0) }
    distributions = scenario.patients.filter { !markers.contains($0.name) }.map(\.distribution)
    scores =
      [activity.scoreName, "clinical_" + activity.scoreName] + markers
      + activity.scores.map(\.name)
    items = try ItemNames(activity)
    self.markers = markers.count
  }

  /// The index of a score.
  func score(_ name: String, at path: String) throws(SimulationError) -> Int {
    if let index = scores.firstIndex(of: name) { return index }
    throw .invalid(
      path: path, reason: "no score named \(name); there are \(scores.joined(separator: ", "))")
  }

  /// The index of a covariate or a score.
  func variable(_ name: String, at path: String) throws(SimulationError) -> Int {
    if let index = covariates.firstIndex(of: name) { return index }
    if let index = scores.firstIndex(of: name) { return covariates.count + index }
    throw .invalid(
      path: path, reason: "no covariate or score named \(name) is simulated")
  }

  /// How a covariate is drawn; nil for a score.
  func distribution(of variable: Int) -> Distribution? {
    distributions.indices.contains(variable) ? distributions[variable] : nil
  }

  /// Whether a score is a marker.
  func isMarker(_ score: Int) -> Bool { (2..<2 + markers).contains(score) }

  /// The mask of an item or group.
  func mask(_ name: String, at path: String) throws(SimulationError) -> UInt64 {
    if let mask = items[name] { return mask }
    throw .invalid(path: path, reason: "no item or group named \(name)")
  }
}
