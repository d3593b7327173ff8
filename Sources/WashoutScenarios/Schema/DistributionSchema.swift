extension Schema {
  /// Families of distributions, each named with the parameters that the field uses.
  static let families: [SchemaKey] = [
    family("normal", ["mean": .any, "sd": .positive], "Normal; `limits` cut it off."),
    family(
      "lognormal", ["median": .positive, "sd_log": .logSpread],
      "Log-normal: ln X has standard deviation sd_log."),
    family("gamma", ["mean": .positive, "shape": .positive], "Gamma with a mean and a shape."),
    family("beta", ["alpha": .positive, "beta": .positive], "Beta on 0 to 1."),
    family(
      "weibull", ["scale": .positive, "shape": .positive],
      "Weibull: S(x) = exp(-(x / scale)^shape)."),
    family("exponential", ["mean": .positive], "Exponential with a mean."),
    family("uniform", ["low": .any, "high": .any], "Uniform from low to high."),
    family(
      "loglogistic", ["median": .positive, "shape": .positive],
      "Log-logistic: S(x) = 1 / (1 + (x / median)^shape)."),
    family("poisson", ["mean": .notNegative], "Poisson count with a mean."),
    family(
      "binomial", ["trials": .integer(1, 1_000_000), "share": .share],
      "Number of successes among trials."),
    .optional(
      "piecewise_exponential",
      .mapping(
        MappingShape(keys: [
          .required(
            "breaks", .list(.number(.positive), minimum: 1), "Where the hazard changes."),
          .required(
            "hazards", .list(.number(.notNegative), minimum: 2),
            "Hazard between the breaks, one more than there are breaks."),
        ])), "Constant hazard between breaks."),
    .optional(
      "shares",
      .mapping(
        MappingShape(
          others: .init(
            noun: "value", shape: .number(.share), help: "Share of people with this value.",
            order: .byNumber, areNumbers: true))),
      "One of some values, with shares that sum to 1."),
    .optional("empirical", .shared(.sample), "One of these values, each equally likely."),
    .optional(
      "mixture",
      .list(
        .mapping(
          MappingShape(keys: [
            .required("weight", .number(.share), "Share of this part."),
            .required("part", .shared(.distribution), "The part."),
          ])), minimum: 2), "One of several distributions."),
  ]

  /// Numbers, or the column of a CSV file that holds them.
  static let sample = Shape.either([
    .list(.number(.any), minimum: 1),
    .mapping(
      MappingShape(
        keys: [
          .required(
            "csv", .text,
            "A CSV file beside this file or below it, with the columns' names in its first line."),
          .required("column", .text, "The name of the column; every line has a number in it."),
        ], isReplacedWhole: true)),
  ])

  /// A number, or one family.
  static let distribution = Shape.quantity(
    Quantity(
      words: ["value", "share"], rule: .any, takesDistribution: true,
      extras: [medianSpread, limits]
    ))

  /// The limits of a normal distribution.
  static let limits = SchemaKey.optional(
    "limits", .interval(.any), "Cuts a normal distribution off outside [low, high].")

  private static let medianSpread = SchemaKey.optional(
    "sd_log", .number(.logSpread), "Standard deviation of ln value; log-normal with the median.")

  private static func family(
    _ name: String, _ parameters: KeyValuePairs<String, NumberRule>, _ help: String
  ) -> SchemaKey {
    let keys = parameters.map { name, rule in
      SchemaKey.required(name, .number(rule), parameterHelp[name] ?? "A parameter.")
    }
    return .optional(name, .mapping(MappingShape(keys: keys)), help)
  }

  private static let parameterHelp = [
    "mean": "The mean.", "sd": "The standard deviation.", "median": "The median.",
    "sd_log": "Standard deviation of ln X.", "shape": "The shape, without a unit.",
    "scale": "The scale, in the unit of the value.", "alpha": "The first shape.",
    "beta": "The second shape.", "low": "The lowest value.", "high": "The highest value.",
    "trials": "The number of trials.", "share": "The chance of success.",
  ]
}
