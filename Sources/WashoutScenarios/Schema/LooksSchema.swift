internal import Washout

extension Schema {
  static let looks = MappingShape(
    keys: [
      .required("analysis", .name, "The proportion whose recurrences are counted."),
      .optional(
        "accrual",
        .word([
          .init("continue", "Recruitment goes on; who is enrolled past the look is the overrun."),
          .init("pause", "Recruitment waits for the look."),
        ]), standard: "continue", "What recruitment does while a look is waited for."),
      .optional(
        "at", .list(.mapping(look), minimum: 1),
        "The looks, each at the first patients in enrolment order, when all of them have recurred, "
          + "been lost or finished."),
      .optional(
        "simon", .mapping(simon),
        "Simon's two stages for the share without recurrence; a missing outcome is a recurrence."),
      .optional(
        "predictive", .mapping(predictive),
        "Stops when success at the end has become unlikely, or all but certain (Lee and Liu)."),
      .optional(
        "posterior", .mapping(posterior),
        "Stops when a rate below a limit has become improbable, or probable (Thall and Simon)."),
      .optional(
        "pausing", .mapping(pausing), "Stops with so many recurrences among the first patients."),
      .optional(
        "declare_if_at_most", .number(.integer(0, Model.largestSize)),
        "A trial that is not stopped declares with at most this many recurrences of all its patients; "
          + "unless written, the decision says it."),
    ], exactlyOne: [["at", "simon", "predictive", "posterior", "pausing"]])

  private static let simon = MappingShape(
    keys: [
      .required(
        "unacceptable_recurrence", .number(.openShare), "The rate that must be ruled out, the null."
      ),
      .required("acceptable_recurrence", .number(.openShare), "The rate hoped for, below that."),
      .required("alpha", .number(.openShare), "Chance to declare at the unacceptable rate."),
      .required("beta", .number(.openShare), "Chance not to declare at the acceptable rate."),
      .optional(
        "kind",
        .word([
          .init("optimal", "The fewest patients expected at the unacceptable rate."),
          .init("minimax", "The fewest patients."),
        ]), standard: "optimal", "Which of the designs."),
    ], isReplacedWhole: true)

  private static let predictive = MappingShape(
    keys: belief + [
      .required(
        "probability", .number(.openShare),
        "Success at the end: a rate below the limit has a posterior probability above this."),
      .required("stop_below", .number(.share), "Stops below this predictive probability."),
      .optional(
        "stop_above", .number(.share), standard: "1",
        "Stops, and declares, above this predictive probability."),
    ], isReplacedWhole: true)

  private static let posterior = MappingShape(
    keys: [
      drugPrior,
      .optional("rate_below", .number(.openShare), "The rate that recurrence shall be below."),
      .optional(
        "standard", prior,
        "What is believed of the rate that recurrence shall be below, where it is not known."),
      .optional(
        "margin", .number(.share), standard: "0",
        "The improvement worth having: stop_below asks for a rate below the standard by this."),
      places,
      .optional("stop_below", .number(.share), "Stops at or below this posterior probability."),
      .optional(
        "stop_above", .number(.share), "Stops, and declares, at or above this probability."),
    ], exactlyOne: [["rate_below", "standard"]], isReplacedWhole: true)

  private static let belief: [SchemaKey] = [
    drugPrior,
    .required("rate_below", .number(.openShare), "The rate that recurrence shall be below."),
    places,
  ]

  private static let drugPrior = SchemaKey.required(
    "prior", prior, "What is believed of the recurrence rate before the trial.")

  private static let places = SchemaKey.required(
    "at", .list(.number(.integer(1, Model.largestSize)), minimum: 1),
    "Patients at each look before the end.")

  private static let pausing = MappingShape(
    keys: [
      .required("recurrences", .number(.integer(1, Model.largestSize)), "At least so many."),
      .required(
        "of_first", .number(.integer(1, Model.largestSize)), "Of the first so many patients."),
    ], isReplacedWhole: true)

  private static let look = MappingShape(keys: [
    .required(
      "patients", .number(.integer(1, Model.largestSize)), "The first patients enrolled."),
    .optional(
      "stop_if_at_least", .number(.integer(0, Model.largestSize)),
      "The trial stops with this many recurrences or more."),
    .optional(
      "stop_if_at_most", .number(.integer(0, Model.largestSize)),
      "The trial stops early, and declares, with this many recurrences or fewer."),
  ])
}
