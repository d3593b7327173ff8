import Foundation
import Washout
import WashoutNumerics

/// One candidate, drawn a second time from the page that lists the random numbers.
struct CandidateReading {
  let items: Set<String>
  let recorded: Set<String>
  /// Covariates, markers and scores by name.
  let values: [String: Double]
  private let rules: RuleReading
  private let criteria: [String: Double]
  private let severities: [String: Double]

  init(
    _ scenario: Scenario, _ key: SubjectKey, candidate: UInt64, _ random: borrowing RandomSource
  ) {
    let draws = CandidateDraws(key: key, candidate: candidate)
    let activity = scenario.instrument
    rules = RuleReading(activity: activity)
    var active: Set<String> = []
    var seen: Set<String> = []
    let exempt = rules.members(of: activity.assessor.notFor ?? "")
    for item in activity.items {
      let u = draws.packed(item.number - 1, ofStream: 1, random)
      let (share, errs) = (item.present, !exempt.contains(item.name))
      let missed = errs ? activity.assessor.missesShare : 0
      let imagined = errs ? activity.assessor.scoresAbsentFactor * share : 0
      if u < share { active.insert(item.name) }
      if u < share ? u >= share * missed : u < share + (1 - share) * imagined {
        seen.insert(item.name)
      }
    }
    items = active
    recorded = seen
    values = rules.values(of: seen, and: draws.values(of: scenario, active, rules, random))
    var criteria: [String: Double] = [:]
    for criterion in scenario.eligibility.criteria {
      let n = (Int(criterion.id.dropFirst()) ?? 0) - (criterion.kind == .include ? 1 : -31)
      criteria[criterion.id] = draws.packed(n, ofStream: 3, random)
    }
    self.criteria = criteria
    var severities: [String: Double] = [:]
    for item in activity.items {
      severities[item.name] = draws.uniform("severity:\(item.name)", random)
    }
    self.severities = severities
  }

  /// Inclusion needs the rule and the share, exclusion follows from either.
  func passes(_ criterion: Criterion) -> Bool {
    let isInShare = criterion.share.map { (criteria[criterion.id] ?? 1) < $0 }
    let holds = criterion.rule.map(holds)
    switch criterion.kind {
    case .include: return isInShare ?? true && holds ?? true
    case .exclude: return !(isInShare ?? false || holds ?? false)
    }
  }

  private func holds(_ rule: EligibilityRule) -> Bool {
    switch rule {
    case .within(let variable, let bounds):
      let now = Observation(items: [], values: values, hasFlare: false)
      return rules.holds(.level(score: variable, bounds), now) { _ in now }
    case .anyItem(let names):
      return names.contains { !recorded.isDisjoint(with: rules.members(of: $0)) }
    case .itemWithShare(let item, let share):
      return recorded.contains(item) && (severities[item] ?? 1) < share
    case .all(let rules): return rules.allSatisfy(holds)
    case .any(let rules): return rules.contains(where: holds)
    }
  }
}

/// Packed uniform n of a place: 16 leading bits in words 0 to 15, the other 37 in word 16 + n.
func packedUniform(
  _ n: Int, _ key: SubjectKey, stream: UInt64, place: UInt64, _ random: borrowing RandomSource
) -> Double {
  random.rewind(key, Stream(rawValue: stream), place: place)
  let words = (0..<80).map { _ in random.word() }
  let lead = words[n / 4] >> UInt64(16 * (n % 4)) & 0xffff
  return Double(lead << 37 | words[16 + n] >> 27) * 0x1p-53
}

/// Where a candidate's draws lie.
private struct CandidateDraws {
  let key: SubjectKey
  let candidate: UInt64

  func packed(_ n: Int, ofStream stream: UInt64, _ random: borrowing RandomSource) -> Double {
    packedUniform(n, key, stream: stream, place: candidate, random)
  }

  func uniform(_ name: String, _ random: borrowing RandomSource) -> Double {
    random.rewind(key, Stream(named: name), place: candidate)
    return random.uniform()
  }

  /// A marker's normal between people, then that of its noise.
  private func normals(
    _ marker: String, _ random: borrowing RandomSource
  ) -> (between: Double, noise: Double) {
    random.rewind(key, Stream(named: "covariate:\(marker)"), place: candidate)
    let between = random.normal()
    return (between, random.normal())
  }

  func values(
    of scenario: Scenario, _ items: Set<String>, _ rules: RuleReading,
    _ random: borrowing RandomSource
  ) -> [String: Double] {
    var values: [String: Double] = [:]
    for covariate in scenario.patients {
      if let marker = scenario.instrument.markers.first(where: { $0.name == covariate.name }) {
        values[marker.name] = level(marker, covariate, items, rules, random)
      } else {
        var samplers = SamplerTable()
        let sampler = samplers.add(covariate.distribution)
        random.rewind(key, Stream(named: "covariate:\(covariate.name)"), place: candidate)
        values[covariate.name] = samplers.draw(sampler, random)
      }
    }
    return values
  }

  /// exp(base(items) + between + within), not below what the laboratory reports.
  private func level(
    _ marker: Marker, _ covariate: Covariate, _ items: Set<String>, _ rules: RuleReading,
    _ random: borrowing RandomSource
  ) -> Double {
    guard case .lognormal(let median, let sd) = covariate.distribution.shape else { return .nan }
    let total = rules.values(of: items)[rules.activity.scoreName] ?? 0
    let baseline = covariate.marker ?? MarkerBaseline()
    let base =
      log(median) + logActivity(baseline, score: total, items, rules)
    let between = (sd * sd - marker.visitSDLog * marker.visitSDLog).squareRoot()
    var z = normals(marker.name, random)
    if let (partner, r) = baseline.correlationWith {
      let other = normals(partner, random)
      z.between = r * other.between + (1 - r * r).squareRoot() * z.between
      z.noise = r * other.noise + (1 - r * r).squareRoot() * z.noise
    }
    let level = exp(base + between * z.between + marker.visitSDLog * z.noise)
    return max(level, marker.reportedFrom)
  }
}

/// What a marker's ln level owes to the items.
func logActivity(
  _ baseline: MarkerBaseline, score: Double, _ items: Set<String>, _ rules: RuleReading
) -> Double {
  var sum = baseline.logPerPoint * (score - baseline.atScore)
  for (name, log) in baseline.logIf where !items.isDisjoint(with: rules.members(of: name)) {
    sum += log
  }
  return sum
}
