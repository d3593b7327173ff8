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
        "declare_if_at_most", .number(.integer(0, Model.largestSize)),
        "A trial that is not stopped declares with at most this many recurrences of all its patients; "
          + "unless written, the decision says it."),
    ], exactlyOne: [["at"]])

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
