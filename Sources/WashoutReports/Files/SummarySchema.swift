internal import Washout

/// The JSON Schema (draft-07 keywords) of `summary.json`.
public enum SummarySchema {
  /// The schema as a JSON document.
  public static var jsonSchema: String {
    JSONValue.object(
      [
        .init("$schema", .string("http://json-schema.org/draft-07/schema#")),
        .init("title", .string("washout summary")),
      ] + document.members
    ).document
  }

  private static var document: Shape {
    .object([
      Field("washout", .constant(SummaryFile.format), "Version of this document's form."),
      Field("engine", .text, "Version of the engine."),
      Field("scenario", scenario, "What was simulated."),
      Field("simulation", simulation, "How much was simulated."),
      Field("decision", .optional(decision), "What the trial concludes; null without a decision."),
      Field("expectations", .array(expectation), "The limits of `expect` beside what came out."),
      Field("decision_sizes", .array(decisionSizes), "People that the decision needs, by drug."),
      Field(
        "parameter_uncertainty", .array(prior),
        "Values that each trial draws anew; empty where all are base cases."),
      Field("measures", .array(measure), "Every number, in a fixed order."),
      Field("known_rates", .array(knownRate), "What the trial concludes if the rate is known."),
      Field("what_if", .optional(WhatIfSummary.shape), "What was varied; null where nothing was."),
      Field("example_trials", .array(exampleTrial), "Trials to replay."),
      Field("funnel", funnel, "Screening."),
      Field("assumptions", .array(assumption), "Every value of the scenario."),
      Field("sources", .array(source), "What the values' sources refer to."),
      Field(
        "provenance", .optional(provenance), "What the numbers follow from; null where not known."),
      Field("files", .array(.text), "Files of this folder, this one last."),
    ])
  }

  private static var scenario: Shape {
    .object([
      Field("name", .text, "Stem of the scenario file."),
      Field(
        "digest", .text, "Digest of the canonical text: titles, sources and trial counts left out."),
      Field("title", .text, "Which trial this is."),
      Field("registry", .optional(.text), "Registry number."),
      Field("question", .optional(.text), "The question."),
      Field("context", .optional(.text), "Context of use."),
      Field("course", .choice(["mechanistic", "statistical"]), "How the disease runs."),
      Field("primary_definition", .text, "The definition of recurrence that decides."),
      Field("withdrawal_week", .integer, "Observation off drug begins here."),
      Field("end_week", .integer, "Observation ends here."),
    ])
  }

  private static var simulation: Shape {
    .object([
      Field("trials", .integer, "Simulated trials."),
      Field("seed", .integer, "Root of all randomness, 64 bits."),
      Field("planned_size", .integer, "Planned sample size."),
      Field("sizes", .array(.integer), "Every size, increasing."),
    ])
  }

  private static var decision: Shape {
    .object([
      Field("name", .text, "What is declared."),
      Field("analysis", .text, "The analysis that decides."),
      Field(
        "rule",
        .choice([
          "upper_limit_below", "lower_limit_above", "p_value_below", "posterior_of_rate_below",
          "posterior_of_rate_above",
        ]),
        "The condition."),
      Field("limit", .number, "The value that the limit, p-value or rate is compared with."),
      Field(
        "probability", .optional(.number), "Of a posterior: how probable the rate must be."),
      Field(
        "counts", .array(.optional(.integer)), "Element i: the count that decides among i people."),
    ])
  }

  private static var expectation: Shape {
    .object([
      Field(
        "headline", .choice(Expectation.Headline.allCases.map(\.rawValue)),
        "What is held to limits."),
      Field("at_least", .optional(.number), "The lowest accepted value."),
      Field("at_most", .optional(.number), "The highest accepted value."),
      Field("value", .optional(.number), "What came out; null where undefined."),
      Field("mcse", .optional(.number), "Its Monte Carlo standard error."),
      Field("met", .bool, "Whether the value lies within the limits."),
      Field("within_two_mcse", .bool, "Whether a limit lies within 2 MCSE of the value."),
    ])
  }

  private static var decisionSizes: Shape {
    let ends = "over the simulated rates +- 2 MCSE; null beyond the largest."
    return .object([
      Field("drug", .choice(DrugAssumption.allCases.map(\.rawValue)), "On which drug."),
      Field("probability", .number, "The chance of the decision that is asked for."),
      Field("largest", .integer, "The largest size that was looked at."),
      Field("first", .optional(.integer), "The first size that reaches the chance; null for none."),
      Field("first_low", .optional(.integer), "Its smallest, \(ends)"),
      Field("first_high", .optional(.integer), "Its largest, \(ends)"),
      Field(
        "stable", .optional(.integer),
        "The smallest size from which on all sizes up to the largest reach it; null for none."),
      Field("stable_low", .optional(.integer), "Its smallest, \(ends)"),
      Field("stable_high", .optional(.integer), "Its largest, \(ends)"),
    ])
  }

  private static var prior: Shape {
    .object([
      Field("path", .text, "The path that `--set` uses."),
      Field("prior", .text, "What is believed of it, as written."),
      Field("rank_correlation", .optional(.number), "Spearman's, with the estimate of the trial."),
      Field("mcse", .optional(.number), "Its Monte Carlo standard error."),
    ])
  }

  private static var measure: Shape {
    .object([
      Field("name", .choice(MeasureName.allCases.map(\.rawValue)), "What it is."),
      Field("drug", .choice(DrugAssumption.allCases.map(\.rawValue)), "On which drug."),
      Field("sample_size", .optional(.integer), "Size of the trial; null per patient."),
      Field("subject", .optional(.text), "Analysis, estimand or definition."),
      Field("layer", .optional(.choice(Layer.allCases.map(\.rawValue))), "Layer of the truth."),
      Field("value", .optional(.number), "The number; null where undefined."),
      Field("mcse", .optional(.number), "Monte Carlo standard error; null for exact numbers."),
      Field("replicates", .integer, "Trials that it rests on."),
    ])
  }

  private static var knownRate: Shape {
    .object([
      Field("rate", .number, "True recurrence rate."),
      Field("sample_size", .integer, "People enrolled; each size that is simulated."),
      Field("probability_of_decision", .optional(.number), "Chance of the decision, exactly."),
      Field("probability_of_decision_mcse", .optional(.number), "Its error."),
      Field(
        "probability_of_no_go", .optional(.number),
        "Chance of the opposite conclusion, exactly; null without one."),
      Field("probability_of_no_go_mcse", .optional(.number), "Its error."),
      Field("interval_width", .number, "Mean width."),
      Field("interval_width_mcse", .optional(.number), "Its error."),
      Field("coverage", .number, "Coverage."),
      Field("coverage_mcse", .optional(.number), "Its error."),
    ])
  }

  private static var exampleTrial: Shape {
    .object([
      Field("trial", .integer, "Its number, from 1, as `trace --trial` takes it."),
      Field("analysis", .text, "The analysis."),
      Field("events", .integer, "Recurrences."),
      Field("denominator", .integer, "People in the denominator."),
      Field("estimate", .number, "Estimate."),
      Field("lower", .number, "Lower limit."),
      Field("upper", .number, "Upper limit."),
      Field("decided", .optional(.bool), "Whether the decision was made."),
    ])
  }

  private static var funnel: Shape {
    let criterion = Shape.object([
      Field("id", .text, "Number in the protocol."),
      Field("text", .text, "The criterion in words."),
      Field("kind", .choice(["include", "exclude"]), "Whether it must hold."),
      Field("failed_first", .integer, "Failed it and none before it, of everyone screened."),
      Field("failed_at_all", .integer, "Failed it, of those screened in full."),
    ])
    return .object([
      Field("screened", .integer, "Everyone screened."),
      Field("screened_in_full", .integer, "Of them, those for whom every criterion was asked."),
      Field("score_sum", .integer, "Sum of the true scores of those screened in full."),
      Field("score_square_sum", .integer, "Sum of their squares."),
      Field("criteria", .array(criterion), "In the protocol's order."),
    ])
  }

  private static var assumption: Shape {
    .object([
      Field("path", .text, "The path that `--set` uses."),
      Field("value", .text, "The base case as written."),
      Field(
        "unit", .text, "The unit; `share` for a fraction of people, empty where there is none."),
      Field("low", .optional(.number), "Low end of the what-if range."),
      Field("high", .optional(.number), "High end of the what-if range."),
      Field("sources", .array(.text), "Keys of `sources`; empty for an assumption."),
      Field("note", .optional(.text), "Why this value."),
      Field("overridden", .bool, "Set on the command line."),
      Field(
        "replaces", .optional(.text),
        "The base case that it took the place of, of a file that is extended or below the command line."
      ),
      Field("default", .bool, "A default that no file wrote."),
    ])
  }

  private static var provenance: Shape {
    let line = Shape.object([
      Field("path", .text, "Path of the scenario."), Field("value", .text, "Its value."),
    ])
    return .object([
      Field("probe", .text, "Digest of what the engine counts in the first 16 trials."),
      Field("inputs", .array(line), "Every value that can change a result."),
      Field("extent", .array(line), "How much is simulated, and what is asked of it."),
    ])
  }

  private static var source: Shape {
    .object([
      Field("key", .text, "What values refer to."), Field("citation", .text, "The citation."),
    ])
  }
}
