/// A scenario that knows only a recurrence rate, as a file to start from.
package struct StarterScenario {
  private let recurrence: Double
  private let byWeek: Int

  /// A share with a recurrence by a week after withdrawal.
  package init(recurrence: Double, byWeek: Int) {
    self.recurrence = recurrence
    self.byWeek = byWeek
  }

  /// The text of the file.
  package var text: String {
    """
    # yaml-language-server: $schema=washout.schema.json
    # A trial of which only the recurrence rate is known. Weeks count from withdrawal.
    # A value is a number, or {value: base case, range: [low, high], source: KEY, note: why}.
    washout: 1
    title: Recurrence after withdrawal
    question: What can 15 patients show about recurrence?

    trial:
      sample_size: 15
      observation_off_drug: {from_week: 0, to_week: \(byWeek)}
      visits: none                      # or {every_weeks: 4}: recurrence is seen at the next visit

    statistical:
      recurrence_free:
        at_week: \(byWeek)
        probability: {value: \(Self.text(1 - recurrence)), note: assumed}
      shape: exponential                # or {weibull: {shape: 1.5}}

    leaving:
      lost: {share: 0, by_week: \(byWeek)}        # above 0, say below what becomes of the lost

    recurrence:
      primary: recurrence
      definitions:
        recurrence: {flare: true}

    estimands:
      recurrence:
        population: entered
        variable: {recurrence: primary, by: end_of_observation}
        summary: proportion

    analyses:
      exact: {estimand: recurrence, method: proportion, interval: clopper_pearson}

    decision: {name: recurrence is low, analysis: exact, upper_limit_below: 0.40}
    true_rates_of_interest: [0.10, 0.20, 0.30, 0.40, 0.50]
    simulation: {trials: 20000, seed: 1}
    what_if: {sample_sizes: [10, 20, 30, 40, 60]}

    """
  }

  /// The shortest decimal, without the digits that 1 - 0.3 carries in binary.
  private static func text(_ share: Double) -> String {
    let rounded = (share * 1e9).rounded() / 1e9
    return rounded > 0 && rounded < 1 ? "\(rounded)" : "\(share)"
  }
}
