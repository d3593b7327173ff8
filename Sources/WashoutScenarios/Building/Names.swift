internal import Washout

/// The names that a scenario defines, for looking up the names that it uses.
struct Names {
  let covariates: [String]
  /// Covariates drawn as yes or no.
  let shareCovariates: [String]
  let items: [String]
  /// Items of the instrument that have no line in the file, so that nothing is known of them.
  let itemsLeftOut: [String]
  let groups: [String]
  /// Scores with a value at a visit: the instrument's two, markers and numeric scores.
  let scores: [String]
  let markers: [String]
  let definitions: [String]
  let estimands: [String]
  let analyses: [String]

  init(_ root: Checked) {
    let patients = root["patients"].entries
    covariates = patients.map(\.key)
    shareCovariates = patients.filter { $0.value.quantity?.word == "share" }.map(\.key)
    let activity = root["activity"]
    let isSLEDAI = activity["score"].text == "sledai_2k"
    let items = activity["items"].entries.map(\.key)
    self.items = items
    itemsLeftOut = isSLEDAI ? SLEDAI2K.items.map(\.name).filter { !items.contains($0) } : []
    let serology = SLEDAI2K.serologicallyActive
    let hasSerology = isSLEDAI && serology.items.allSatisfy(items.contains)
    groups = activity["groups"].entries.map(\.key) + (hasSerology ? [serology.name] : [])
    let scoreName = isSLEDAI ? SLEDAI2K.scoreName : activity["score_name"].text
    markers = activity["markers"].entries.map(\.key)
    scores =
      (scoreName.map { [$0, "clinical_\($0)"] } ?? []) + markers
      + activity["scores"].entries.map(\.key)
    definitions = root["recurrence"]["definitions"].entries.map(\.key)
    estimands = root["estimands"].entries.map(\.key)
    analyses = root["analyses"].entries.map(\.key)
  }

  /// What an eligibility rule can bound.
  var measured: [String] { covariates + scores.filter { !covariates.contains($0) } }
}

extension ScenarioBuilder {
  /// Reports a name that nothing defines, unless what should define it is faulty itself.
  @discardableResult
  func known(_ name: Checked, _ kind: NameKind, among known: [String]) -> String? {
    guard let text = name.text else { return nil }
    if known.contains(text) { return text }
    if kind.isReadable(in: root) {
      findings.fault(unknown(text, kind.rawValue, among: known), at: name.place)
    }
    return nil
  }

  /// The same for a key.
  @discardableResult
  func known(_ entry: Checked.Entry, _ kind: NameKind, among known: [String]) -> Bool {
    if known.contains(entry.key) { return true }
    if kind.isReadable(in: root) {
      findings.fault(unknown(entry.key, kind.rawValue, among: known), at: entry.keyPlace)
    }
    return false
  }

  private func unknown(_ text: String, _ noun: String, among known: [String]) -> String {
    if names.itemsLeftOut.contains(text), known.contains(where: names.items.contains) {
      return "item `\(text)` has no line in `activity.items`; add one there, or leave it out here"
    }
    let serology = SLEDAI2K.serologicallyActive
    if text == serology.name, !names.itemsLeftOut.isEmpty {
      return "`\(text)` needs the items \(serology.items.joined(separator: " and ")); "
        + "add both to `activity.items`"
    }
    return "unknown \(noun) `\(text)`\(NearestKey.hint(for: text, among: known))"
  }
}
