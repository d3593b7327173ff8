/// Scenarios to start from.
public enum NewScenario {
  /// A file that takes over a shipped scenario and says where to change it.
  ///
  /// `file` is the path of that scenario from the folder of the new one, such as `cstar012.yaml`; it
  /// must lie beside the new file or below it.
  public static func like(_ file: String) -> String {
    """
    # yaml-language-server: $schema=washout.schema.json
    # Takes over everything from \(file); write here what differs. Mappings merge, everything else is replaced,
    # null removes. `washout validate` says what the whole means.
    washout: 1
    extends: \(quoted(file))
    title: What this variant is, in one line
    question: What it should answer

    # trial:
    #   sample_size: 20
    # leaving:
    #   lost: {share: 0.15, source: KEY, note: why}

    expect: null          # the limits of the other scenario do not hold here

    """
  }

  /// A statistical scenario of a recurrence by a week after withdrawal, with exponential times.
  ///
  /// `recurrence` lies between 0 and 1, both excluded, and `byWeek` is 1 or more; anything else gives
  /// a file in which the parser reports it.
  public static func statistical(recurrence: Double, byWeek: Int, sampleSize: Int = 15) -> String {
    let free = NumberGrammar.shortest(((1 - recurrence) * 1e12).rounded() / 1e12)
    let rate = NumberGrammar.shortest(recurrence)
    let every = [4, 3, 2].first { byWeek % $0 == 0 } ?? 1
    return """
      # yaml-language-server: $schema=washout.schema.json
      # A trial known only by its recurrence: \(rate) by week \(byWeek) after withdrawal. No drug, no disease.
      washout: 1
      title: Withdrawal with a recurrence of \(rate) by week \(byWeek)
      question: What can \(sampleSize) patients show about recurrence after withdrawal?

      trial:
        sample_size: \(sampleSize)
        observation_off_drug: {from_week: 0, to_week: \(byWeek)}    # week 0 is withdrawal
        visits: {every_weeks: \(every)}                       # or none: the time of recurrence itself is seen

      statistical:
        recurrence_free: {at_week: \(byWeek), probability: \(free), note: give its source}
        shape: exponential                           # or {weibull: {shape: 1.5}}, {lognormal: {sd_log: 1}}, ...

      leaving:
        lost: {share: 0.10, by_week: \(byWeek), range: [0, 0.25], note: give its source}

      estimands:
        recurrence:
          population: entered
          variable: {by: end_of_observation}
          events: {lost: hypothetical}               # as if nobody were lost

      analyses:
        exact:    {estimand: recurrence, method: proportion, lost_patients: left_out, interval: clopper_pearson, level: 0.95}
        survival: {estimand: recurrence, method: kaplan_meier, interval: log_log, level: 0.95}

      decision: {name: recurrence is low, analysis: exact, upper_limit_below: 0.50}

      simulation: {trials: 20000, seed: 1}

      what_if:
        sample_sizes: [10, 15, 20, 30, 40, 60]
        outcomes: [recurrence, probability_of_decision]

      """
  }

  /// A file name as YAML text.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
