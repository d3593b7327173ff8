import Washout
import WashoutScenarios

/// A scenario of one page, to be made faulty one edit at a time.
enum SmallScenario {
  static let text = """
    washout: 1
    title: A small trial
    trial:
      sample_size: 15
      screening_week: -2
      dosing: {dose_mg: 200, weeks: [0, 4, 8], missed: {share: 0.02}}
      observation_off_drug: {from_week: 12, to_week: 24, enters: not_worse}
      worse: {rise: {of: points, from: baseline, by: 4}}
      visits: {every_weeks: 4, window_days: 3}
    patients:
      weight_kg: {lognormal: {median: 55.7, sd_log: 0.18}, source: A1}
      treated: {share: 0.85}
      crp_mg_per_l: {median: 3, sd_log: 1.3, log_per_point: 0.03, at_score: 10}
    eligibility:
      include:
        I1: {text: "Active", rule: {points: [1, 12]}}
        I2: {text: "Consents", share: 0.85, found_at_screening: true}
      exclude:
        E1: {text: "Other disease", share: 0.05}
    drug:
      clearance_l_per_day: {median: 0.174, sd_log: 0.293, scales_with: {weight_kg: {at: 70, power: 0.695}}, range: [0.13, 0.26], source: A1}
      volume_l: 6
      absorption_per_day: 0.269
      effect:
        maximum: 0.95
        ic50_mg_per_l: {median: 1, sd_log: 0.63}
        driven: {share: 0.5, range: [0.25, 0.75]}
    flares:
      background_per_year: {value: 0.5, range: [0.25, 1]}
      drug_suppressible_per_year: 1.6
      times_if: {no_treated: 1.2}
    activity:
      score: custom
      score_name: points
      recall_days: 10
      groups: {laboratory: [low_count]}
      assessor: {misses_present_item: 0.05, not_for: laboratory}
      items:
        joint: {number: 1, weight: 4, clinical: true, present: 0.5, in_flare: 0.5, clears: 0.03, driven: 0.1}
        skin: {number: 2, weight: 2, clinical: true, present: 0.4, in_flare: 0.4, clears: 0.03}
        low_count: {number: 3, weight: 1, clinical: false, present: 0.1, in_flare: 0.1, clears: 0.05}
      markers:
        crp_mg_per_l: {lowered_by: 0.7, half_life_days: 1.4, visit_sd_log: 0.9}
    leaving:
      lost: {share: 0.10, by_week: 24}
    response: {fall: {of: points, from: baseline, by: 4}, at_week: 12}
    recurrence:
      primary: rise
      definitions:
        rise: {rise: {of: points, from: week_12, by: 4}}
        flare: {flare: true}
    estimands:
      recurrence:
        population: entered
        variable: {recurrence: primary, by: end_of_observation}
        events: {lost: hypothetical, no_response: ignored}
    analyses:
      survival: {estimand: recurrence, method: kaplan_meier}
    decision: {name: recurrence is low, analysis: survival, upper_limit_below: 0.4}
    simulation: {trials: 1000, seed: 1}
    what_if: {sample_sizes: [10, 15], also: {trial.observation_off_drug.to_week: [28, 36]}}
    expect: {recurrence: [0.05, 0.2]}
    sources:
      A1: A paper

    """

  static func parse(_ text: String = text, set overrides: [String] = []) throws -> ParsedScenario {
    try ScenarioParser(overrides: overrides).parse(text: text, name: "small", file: "small.yaml")
  }

  /// Every fault of a text, rendered.
  static func faults(_ text: String, set overrides: [String] = []) -> String {
    do {
      _ = try ScenarioParser(overrides: overrides).parse(
        text: text, name: "small", file: "small.yaml")
      return "no fault"
    } catch {
      return error.rendered
    }
  }
}
