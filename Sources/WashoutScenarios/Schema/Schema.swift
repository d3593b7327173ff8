/// The one table of the scenario file.
///
/// The parser's checks, the JSON Schema, the canonical text, `--set`, the nearest known key and the
/// reference page are all read from it. Each section has a file of its own.
enum Schema {
  /// The whole file.
  static let root = MappingShape(keys: [
    .required(
      "washout", .word([.init("1", "The first format.")]), "The version of the file format."),
    .optional(
      "extends", .shared(.names),
      "Scenario files, beside this one or below it, whose keys this file takes over."
    ).withoutEffect,
    .words("title", isRequired: true, "One line that says which trial this is."),
    .words("registry", "Registry number, such as NCT07381465."),
    .words("question", "The question that the simulation answers."),
    .words("context", "What the answer is used for."),
    .required("trial", .mapping(trial), "The design."),
    .optional(
      "patients", .mapping(patients), "The pool that is screened, one covariate a line."),
    .optional("eligibility", .mapping(eligibility), "Who may take part, in protocol order."),
    .optional("drug", .mapping(drug), "Kinetics and effect of the drug."),
    .optional("flares", .mapping(flares), "How often the disease flares."),
    .optional("activity", .mapping(activity), "What is measured of the disease."),
    .optional(
      "statistical", .mapping(statistical),
      "Time to recurrence without a mechanism, in place of drug, flares and activity."),
    .optional("leaving", .mapping(leaving), "Who leaves, who stops dosing, whose therapy changes."),
    .optional("response", .mapping(response), "What counts as response."),
    .optional("recurrence", .mapping(recurrence), "What counts as recurrence."),
    .required("estimands", .mapping(estimands), "The questions, after ICH E9(R1)."),
    .required("analyses", .mapping(analyses), "What is calculated from the data of one trial."),
    .optional("decision", .mapping(decision), "What the trial concludes."),
    .optional(
      "looks", .mapping(looks), "When the trial is looked at while it runs, and what stops it."),
    .optional(
      "true_rates_of_interest", .list(.number(.share), minimum: 1),
      "Recurrence rates for which the exact table says what the trial would conclude."
    ).ofExtent,
    .required("simulation", .mapping(simulation), "How much is simulated, and from which seed."),
    .optional("what_if", .mapping(whatIf), "What is varied."),
    .optional("expect", .mapping(expectations), "Limits that `washout run` holds results to.")
      .withoutEffect,
    .optional("sources", .mapping(sources), "Where values come from.").withoutEffect,
  ])

  private static let sources = MappingShape(
    others: .init(noun: "source", shape: .text, help: "A citation."))
}
