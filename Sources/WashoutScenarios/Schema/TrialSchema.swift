internal import Washout

extension Schema {
  static let trial = MappingShape(keys: [
    .required(
      "sample_size", .number(.integer(1, Model.largestSize)), "Planned number of patients."),
    .optional(
      "size_counts",
      .word([
        .init("enrolled", "Everyone enrolled."),
        .init("entered", "Those who entered observation off drug."),
      ]), standard: "enrolled", "What a sample size counts."),
    .words("treatment", "The treatment in words."),
    .optional(
      "screening_week", .number(NumberRule(lower: -520, upper: 0, isInteger: true)),
      standard: "0", "Week of screening, not after week 0."),
    .optional("dosing", .mapping(dosing), "The planned doses."),
    .required("observation_off_drug", .mapping(observation), "When and for whom."),
    .optional(
      "worse", .shared(.courseRule),
      "Seen before withdrawal, it keeps a patient from entering when `enters` is not_worse."),
    .required(
      "visits",
      .either([
        .word([.init("none", "The time of the event itself is observed.")]), .mapping(visits),
      ]), "The planned visits."),
    .optional(
      "unscheduled_visit", .mapping(unscheduledVisit), "Visits that symptomatic flares bring."),
    .words("at_recurrence", "What follows a recurrence."),
    .words("standard_therapy", "What happens to standard therapy."),
    .optional(
      "recruited_per_month", .quantity(.positive), "Patients enrolled a month."),
  ])

  private static let dosing = MappingShape(keys: [
    .words("drug", "The drug's name."),
    .optional(
      "route",
      .word([
        .init("subcutaneous", "Absorbed at `drug.absorption_per_day`."),
        .init("intramuscular", "Absorbed at `drug.absorption_per_day`."),
        .init("oral", "Absorbed at `drug.absorption_per_day`."),
        .init("intravenous", "In the blood at once."),
      ]), standard: "subcutaneous", "How the drug is given."),
    .required(
      "dose_mg",
      .either([.number(.positive), .list(.number(.positive), minimum: 1)]),
      "Amount of each dose, or a list with one amount for each week."),
    .required(
      "weeks",
      .either([
        .list(.number(.integer(0, 5_200)), minimum: 1),
        .mapping(
          MappingShape(keys: [
            .required("every", .number(.integer(1, 520)), "Weeks between doses, from week 0."),
            .required("until", .number(.integer(0, 5_200)), "No dose after this week."),
          ])),
      ]), "Weeks of the planned doses, the first one 0."),
    .optional(
      "missed", .quantity(.share), standard: "0", "Each dose after the first is missed this often."),
    .optional(
      "window_days", .number(.number(0...60)),
      "Doses move by up to this many days; as the visits do when not given."),
  ])

  private static let observation = MappingShape(keys: [
    .required("from_week", .number(.integer(0, 5_200)), "The week of withdrawal."),
    .required("to_week", .number(.integer(1, 5_200)), "The last week of observation."),
    .optional(
      "enters",
      .word([
        .init("everyone_dosed", "Everyone still in the trial."),
        .init("not_worse", "Everyone still in the trial who was not seen to be worse."),
        .init("responders", "Everyone still in the trial who responded."),
      ]), standard: "everyone_dosed", "Who enters observation off drug."),
  ])

  private static let visits = MappingShape(
    keys: [
      .optional(
        "every_weeks", .number(.integer(1, 520)), "Weeks between visits, to the end."),
      .optional(
        "weeks", .list(.number(.integer(0, 5_200)), minimum: 1), "The weeks of the visits."),
      .optional(
        "window_days", .number(.number(0...60)), standard: "0",
        "A visit falls this many days either side of its week, each day alike."),
      .optional(
        "missed", .quantity(.share), standard: "0", "Each visit after day 0 is missed this often."),
    ], exactlyOne: [["every_weeks", "weeks"]])

  private static let unscheduledVisit = MappingShape(keys: [
    .required(
      "after_symptomatic_flare", .quantity(.share),
      "The share of symptomatic flares that bring a visit."),
    .required("delay_days", .shared(.distribution), "Days from flare to visit."),
  ])
}
