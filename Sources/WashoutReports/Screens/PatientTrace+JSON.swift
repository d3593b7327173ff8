public import Washout

extension PatientTrace {
  /// The course for programs, ending in a newline; days from the first dose.
  public var document: String {
    JSONValue.object(
      [.init("warning", .string("SIMULATED PERSON, NOT A PATIENT"))] + person + course
    ).document
  }

  private var person: [JSONValue.Member] {
    [
      .init("trial", .integer(trial)), .init("patient", .integer(patient)),
      .init("drawn_values", Self.values(drawnValues)),
      .init("covariates", Self.values(covariates)),
      .init("screened", .integer(screened)),
      .init(
        "others_failed_first",
        .object(failures.map { .init($0.criterion, .integer($0.count)) })),
      .init("is_driven", .bool(isDriven)), .init("half_life_days", .number(halfLifeDays)),
      .init("ic50_mg_per_l", .number(ic50)),
    ]
  }

  private var course: [JSONValue.Member] {
    [
      .init("dose_days", .array(doseDays.map { .number($0) })),
      .init("flares", .array(flares.map(\.json))),
      .init("visits", .array(visits.map(\.json))),
      .init("entered", .bool(entered)), .init("responded", .bool(responded)),
      .init("worse_day", .number(worseDay)), .init("departure_day", .number(departureDay)),
      .init("lost_day", .number(lostDay)), .init("dosing_stopped_day", .number(stopDay)),
      .init("therapy_changed_day", .number(therapyDay)),
      .init("recurrences", .array(recurrences.indices.map(recurrence))),
      .init("withdrawal_day", .number(withdrawalDay)), .init("end_day", .number(endDay)),
    ]
  }

  private func recurrence(_ place: Int) -> JSONValue {
    let recurrence = recurrences[place]
    return .object([
      .init("definition", .string(recurrence.definition)),
      .init("is_primary", .bool(place == primary)),
      .init("latent_day", .number(recurrence.latentDay)),
      .init("at_visits_day", .number(recurrence.atVisitsDay)),
      .init("recorded_day", .number(recurrence.recordedDay)),
      .init("follows_flare", .bool(recurrence.followsFlare)),
    ])
  }

  fileprivate static func values(_ values: [NamedValue]) -> JSONValue {
    .object(values.map { .init($0.name, .number($0.value)) })
  }
}

extension PatientTrace.FlareEvent {
  fileprivate var json: JSONValue {
    .object([
      .init("day", .number(day)), .init("items", .array(items.map(JSONValue.string))),
      .init("is_suppressible", .bool(isSuppressible)),
    ])
  }
}

extension PatientTrace.VisitEvent {
  fileprivate var json: JSONValue {
    .object([
      .init("day", .number(day)), .init("nominal_day", .number(nominalDay)),
      .init("is_planned", .bool(isPlanned)), .init("flare_day", .number(flareDay)),
      .init("items", .array(items.map(JSONValue.string))),
      .init("overlooked", .array(overlooked.map(JSONValue.string))),
      .init("imagined", .array(imagined.map(JSONValue.string))),
      .init("score", .integer(score)), .init("recorded_score", .integer(recordedScore)),
      .init("recorded_values", PatientTrace.values(values)),
      .init("concentration_mg_per_l", .number(concentration)), .init("effect", .number(effect)),
    ])
  }
}
