internal import Washout

extension Schema {
  static let estimands = MappingShape(
    others: .init(noun: "estimand", shape: .mapping(estimand), help: "A question."))

  private static let estimand = MappingShape(keys: [
    .required(
      "population",
      .word([
        .init("dosed", "At least one dose."), .init("entered", "Entered observation off drug."),
        .init("responders", "Responded."),
      ]), "Who the question is about."),
    .required("variable", .mapping(variable), "What is counted."),
    .optional(
      "events",
      .mapping(
        MappingShape(keys: [
          strategy("lost", "left without a recorded recurrence"),
          strategy("stops_dosing", "stopped dosing"),
          strategy("worse_before", "worse before withdrawal"),
          strategy("therapy_changed", "standard therapy changed"),
          strategy("no_response", "no response at the response visit"),
        ])), "How each event that can happen is handled."),
    .optional(
      "summary", .word([.init("proportion", "The proportion with a recurrence.")]),
      standard: "proportion", "The summary measure."),
  ])

  private static let variable = MappingShape(keys: [
    .optional(
      "recurrence", .name, standard: "primary", "`primary`, or the name of a definition."),
    .optional(
      "by", .name, standard: "end_of_observation", "`end_of_observation` or `week_N`."),
    .optional(
      "truth",
      .word([
        .init("latent", "No error, every instant."),
        .init("at_visits", "No error, at the visits made."),
        .init("assessed", "With error, at the visits made."),
      ]), standard: "at_visits", "The layer of the true value."),
  ])

  private static func strategy(_ name: String, _ words: String) -> SchemaKey {
    .optional(
      name,
      .word([
        .init("hypothetical", "As if it had not happened."),
        .init("treatment_policy", "The outcome counts all the same."),
        .init("ignored", "The same for a state, which is what no_response is."),
        .init("composite", "The event is itself an outcome."),
        .init("while_on", "Only recurrences before it count."),
        .init("principal_stratum", "Only people who would not have it."),
      ]), "Strategy for: \(words).")
  }

  static let analyses = MappingShape(
    others: .init(noun: "analysis", shape: .mapping(analysis), help: "An analysis."))

  private static let analysis = MappingShape(keys: [
    .required("estimand", .name, "The estimand that it estimates."),
    .required(
      "method",
      .word([
        .init("proportion", "Recurrences over people."),
        .init("exact_test", "The same with the exact binomial test against `null_recurrence`."),
        .init("beta_binomial", "Posterior mean under `prior`, with a credible interval."),
        .init("kaplan_meier", "1 - Kaplan-Meier at the estimand's week, on nominal days."),
        .init("nelson_aalen", "1 - exp(-H) with H by Nelson and Aalen."),
        .init("aalen_johansen", "The share with a recurrence before loss, a competing risk."),
        .init("exponential", "1 - S of the exponential curve that fits best."),
        .init("weibull", "1 - S of the Weibull curve that fits best."),
        .init("turnbull", "1 - S where a recurrence lies somewhere between two visits; no limits."),
        .init("log_rank", "Recurrences over those expected from `reference`, with a test."),
        .init("restricted_mean", "Mean weeks without recurrence up to the estimand's week."),
        .init("median", "Weeks to recurrence of half of the patients."),
      ]), "How it is calculated."),
    .optional(
      "lost_patients", .shared(.lostPatients),
      "What a proportion does with people whose outcome is missing."),
    .optional(
      "interval",
      .word([
        .init("clopper_pearson", "Exact, for a proportion."),
        .init("wilson", "Score, for a proportion; the only one for a tilted proportion."),
        .init("jeffreys", "Equal-tailed posterior of the prior Beta(1/2, 1/2), for a proportion."),
        .init("agresti_coull", "Normal around a centre drawn to one half, for a proportion."),
        .init("mid_p", "Exact, counting half of what was observed, for a proportion."),
        .init("wald", "Estimate +- normal errors, for a proportion; poor at small numbers."),
        .init("plain", "On the scale of S, for Kaplan-Meier."),
        .init("log", "On the scale of ln S, for Kaplan-Meier."),
        .init("log_log", "On the scale of ln(-ln S), for Kaplan-Meier."),
        .init("logit", "On the scale of ln(S / (1 - S)), for Kaplan-Meier."),
        .init("arcsine", "On the scale of the arcsine of the root of S, for Kaplan-Meier."),
      ]),
      "The confidence interval; unless written clopper_pearson, wilson where the proportion is "
        + "tilted, log_log with Kaplan-Meier."),
    .optional(
      "level", .number(.openShare), standard: "0.95", "Two-sided confidence level."),
    .optional(
      "null_recurrence", .number(.openShare), "The recurrence rate that exact_test tests."),
    .optional("prior", prior, "What beta_binomial believes before the trial."),
    .optional(
      "reference", .mapping(reference), "The curve that log_rank compares with, taken as known."),
    .optional(
      "alternative",
      .word([
        .init("fewer", "Fewer recurrences than the reference."),
        .init("more", "More recurrences than the reference."),
        .init("two_sided", "Either."),
      ]), "What a test sets out to show; fewer unless written."),
    .optional(
      "variance",
      .word([
        .init("wu", "The mean of observed and expected recurrences (Wu 2014)."),
        .init("classic", "The expected recurrences."),
      ]), "The variance of log_rank; wu unless written."),
  ])

  /// A beta distribution, or a mixture of several.
  static let prior = Shape.either([
    .mapping(
      MappingShape(
        keys: [
          .required("alpha", .number(.positive), "As many earlier recurrences, roughly."),
          .required("beta", .number(.positive), "As many earlier patients without, roughly."),
        ], isReplacedWhole: true)),
    .list(
      .mapping(
        MappingShape(keys: [
          .required("weight", .number(.positive), "Its share; weights are divided by their sum."),
          .required("alpha", .number(.positive), "As many earlier recurrences, roughly."),
          .required("beta", .number(.positive), "As many earlier patients without, roughly."),
        ])), minimum: 1),
  ])

  private static let reference = MappingShape(
    keys: [
      .optional(
        "exponential",
        .mapping(MappingShape(keys: [medianWeeks])), "An exponential curve."),
      .optional(
        "weibull",
        .mapping(
          MappingShape(keys: [
            .required("shape", .number(.positive), "Above 1 the hazard rises."), medianWeeks,
          ])), "A Weibull curve."),
      .optional(
        "recurrence_free",
        .mapping(
          MappingShape(keys: [
            .required("at_week", .number(.positive), "Weeks from withdrawal."),
            .required("probability", .number(.openShare), "The share free of recurrence then."),
          ])), "An exponential curve through a point."),
    ], exactlyOne: [["exponential", "weibull", "recurrence_free"]], isReplacedWhole: true)

  private static let medianWeeks = SchemaKey.required(
    "median_weeks", .number(.positive), "Weeks from withdrawal in which half recur.")

  static let lostPatients = Shape.either([
    .word([
      .init("left_out", "Not in the denominator."),
      .init("no_recurrence", "Counted without recurrence."),
      .init("recurrence", "Counted with recurrence."),
    ]),
    .mapping(
      MappingShape(
        keys: [
          .required(
            "tilted", .number(.number(0...1_000_000)),
            "Counted with the odds of recurrence that the others have, times this.")
        ], isReplacedWhole: true)),
  ])

  static let decision = MappingShape(
    keys: [
      .words("name", isRequired: true, "What is declared."),
      .required("analysis", .name, "The analysis that decides."),
    ] + conditions + [
      .optional(
        "no_go", .mapping(MappingShape(keys: conditions, exactlyOne: oneCondition)),
        "The opposite conclusion, by the same analysis; a trial that comes to neither is to be considered."
      ),
      .words("note", "Why this rule."),
    ],
    exactlyOne: oneCondition)

  private static let oneCondition = [
    ["upper_limit_below", "lower_limit_above", "p_value_below", "posterior_above"]
  ]

  /// What can make a decision.
  private static let conditions: [SchemaKey] = [
    .optional(
      "upper_limit_below", .number(.share),
      "Declared when the upper limit lies strictly below this: upper < limit."),
    .optional(
      "lower_limit_above", .number(.share),
      "Declared when the lower limit lies strictly above this: lower > limit."),
    .optional(
      "p_value_below", .number(.openShare),
      "Declared when the p-value of a one-sided test is this or lower, as a level of significance is "
        + "compared: p <= value."),
    .optional(
      "posterior_above",
      .mapping(
        MappingShape(
          keys: [
            .optional("rate_below", .number(.openShare), "The rate is lower than this."),
            .optional("rate_above", .number(.openShare), "The rate is higher than this."),
            .required(
              "probability", .number(.openShare), "With a probability strictly above this."),
          ], exactlyOne: [["rate_below", "rate_above"]], isReplacedWhole: true)),
      "Declared when the posterior of beta_binomial makes a rate probable enough."),
  ]

  static let simulation = MappingShape(keys: [
    .required("trials", .number(.integer(1, 1_000_000_000)), "Simulated trials.").ofExtent,
    .required("seed", .seed, "The root of all randomness, a whole number up to 2^64 - 1."),
    .optional(
      "stop_when",
      .mapping(
        MappingShape(keys: [
          .required("mcse_of", headline, "The headline whose Monte Carlo error is watched."),
          .required("below", .number(.positive), "The error to reach."),
          .required(
            "at_most_trials", .number(.integer(1, 1_000_000_000)), "Where to stop all the same."),
        ])), "More trials are added until an error is small enough."
    ).ofExtent,
    .optional(
      "parameter_uncertainty", .flag, standard: "false",
      "Every simulated trial draws each value that has a `prior` anew from it: assurance."),
  ])

  static let whatIf = MappingShape(keys: [
    .optional(
      "sample_sizes", .list(.number(.integer(1, Model.largestSize)), minimum: 1),
      "Other sample sizes."),
    .optional(
      "outcomes", .list(whatIfOutcome, minimum: 1),
      "What is shown of every cell; recurrence and probability_of_decision unless written."
    ).ofExtent,
    .optional(
      "one_at_a_time",
      .either([
        .word([
          .init(
            "every_range",
            "Both ends of each range, the assessor's errors together, every recurrence definition."),
          .init("nothing", "No tornado."),
        ]), .list(.name, minimum: 1),
      ]), standard: "every_range",
      "What is varied one at a time: every range, or these paths, of which recurrence.primary stands for "
        + "every definition and activity.assessor for all its errors together."
    ).ofExtent,
    .optional(
      "also", variedValues, "Further values of paths, one at a time."
    ).ofExtent,
    .optional(
      "grid", variedValues,
      "Values of two paths or more, every combination of them; no more than 1,000."
    ).ofExtent,
    .optional(
      "trials", .number(.integer(1, 1_000_000_000)),
      "Simulated trials of each what-if cell, at most as many as the scenario has; 4,000 unless written."
    ).ofExtent,
  ])

  private static let variedValues = Shape.mapping(
    MappingShape(
      others: .init(
        noun: "path", shape: .list(.anyScalar, minimum: 1), help: "Values of a path.")))

  private static let whatIfOutcome = Shape.word(
    WhatIfOutcome.allCases.map { .init($0.rawValue, $0.help) })

  private static let headline = Shape.word([
    .init("recurrence", "Recurrence recorded, of those in the first estimand's population."),
    .init(
      "probability_of_decision",
      "How often the decision is declared; with looks, as if none of them stopped a trial."),
  ])

  static let expectations = MappingShape(keys: [
    .optional("recurrence", expectation, "Limits of the recurrence recorded."),
    .optional(
      "probability_of_decision", expectation, "Limits of how often it is declared, looks ignored."),
    .optional(
      "decision_with_looks", expectation,
      "Limits of how often it is declared by trials that looks can stop."),
  ])

  private static let expectation = Shape.either([
    .interval(.share),
    .mapping(
      MappingShape(keys: [
        .optional("at_least", .number(.share), "The lowest accepted value."),
        .optional("at_most", .number(.share), "The highest accepted value."),
      ])),
  ])
}

extension WhatIfOutcome {
  /// A line for the reference page and the editor.
  fileprivate var help: String {
    switch self {
    case .recurrence: "Recurrence recorded, of those who enter."
    case .noEffectRecurrence: "The same people on a drug that does nothing."
    case .probabilityOfDecision: "How often the decision is declared, looks ignored."
    case .noEffectProbabilityOfDecision: "The same with a drug that does nothing."
    case .trueValue: "True value of the estimand that the deciding analysis estimates."
    case .meanEstimate: "Mean estimate of the deciding analysis."
    case .intervalWidth: "Mean width of its interval."
    case .falseRecurrenceShare: "Of recurrences recorded: those that follow no flare."
    case .shareLeavingBefore: "Of those dosed: leave before observation off drug."
    case .shareLost: "Of those dosed: lost by the end without a recorded recurrence."
    case .responseShare: "Of those dosed: respond."
    case .aboveIC50Share: "Of those dosed: concentration above the own IC50 at the end."
    case .entered: "People who enter observation off drug in a trial, mean."
    case .recurrences: "Recurrences recorded in a trial, mean."
    case .screened: "People screened for a trial, mean."
    case .months: "Months from first dose to last contact, mean."
    }
  }
}
