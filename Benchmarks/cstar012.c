// The scenario CSTAR012 by hand, in C: parameters as constants, no generality, as fast as it gets with the
// same draws. Written from the documented model (RandomNumbers.md, the scenario file) and not from the Swift
// engine, so it is also the second program: for the same seed both count the same integers.
//
//   clang -std=gnu11 -O3 -ffp-contract=off -o cstar012 cstar012.c -lgsl -lgslcblas -lm
//   ./cstar012 TRIALS
//
// Prints one count a line: of candidates, then of people and of trials of 15 with the assumed drug and, on the
// same draws, with the drug that does nothing. Needs GSL and Random123 (libgsl-dev, librandom123-dev).
//
// draws.h has the generator, people.h who is screened, course.h levels, flares and items, visits.h what is
// recorded, this file a trial.

#include "visits.h"

#include <time.h>

enum { SIZE = 15 };

static const char *const definition_names[DEFINITIONS] = {
    "sledai_rise", "confirmed_rise", "new_clinical_item", "returned_item", "any_flare"};
static const char *const criteria[CRITERIA] = {"I1", "I2", "I3", "I4", "I5", "I6",  "I7",  "E1",  "E2",  "E3", "E4",
                                               "E5", "E6", "E7", "E8", "E9", "E10", "E11", "E12", "E13", "E14"};

// MARK: a person in a trial

typedef enum { NO_EVENT, EVENT, MISSING } Status;

typedef struct {
  bool enters, entered_observed, lost, responds, has_flare, fails;
  unsigned latent, at_visits, assessed, false_ones, missed_flare;  // sets of definitions
  unsigned failure;                                                // in truth: latent, at visits, assessed
  Status status;                                                   // of those who entered
  double nominal, days;
} Outcome;

static double worse_day(const Visits *v) {
  int limit = sledai(v->all[0].recorded) + 4;
  for (int i = 1; i <= v->week_12; i++)
    if (sledai(v->all[i].recorded) >= limit) return v->all[i].day;
  return INFINITY;
}

static void observe(Outcome *o, const Visits *v, const Episodes *e, const Flare *flares, int count, bool on_drug) {
  Recurrences r = at_visits(v, true);
  o->has_flare = flare_within(flares, count, on_drug, withdrawal, end_of_observation);
  o->assessed = r.definitions;
  o->at_visits = at_visits(v, false).definitions;
  o->latent = o->has_flare ? latent(e, flares, count, on_drug) : 0;
  for (unsigned rest = r.definitions; rest; rest &= rest - 1) {
    int d = __builtin_ctz(rest);
    if (!flare_within(flares, count, on_drug, v->all[v->week_12].day, v->all[r.first[d]].day))
      o->false_ones |= 1u << d;
  }
  if (o->has_flare) o->missed_flare = ~r.definitions & ((1u << DEFINITIONS) - 1);
  o->days = fmin(o->days, r.established);
}

// What the data of the trial hold of somebody who entered, seen until `lost`.
static void record(Outcome *o, const Visits *v, double lost) {
  if (o->assessed & RISE && !o->lost) {
    o->status = EVENT;
    for (int i = v->count - 1; i >= 0; i--)
      if (v->all[i].day == o->days) o->nominal = v->all[i].nominal;
    return;
  }
  o->status = o->lost ? MISSING : NO_EVENT;
  o->nominal = end_of_observation;
  if (!o->lost) return;
  o->nominal = 0;
  for (int i = 0; i < v->count && v->all[i].day <= lost; i++) o->nominal = v->all[i].nominal;
}

static Outcome follow(const Person *p, Flare *flares, int count, const Episodes *e, PlannedErrors *errors,
                      bool on_drug) {
  Outcome o = {0};
  Visits v;
  make_visits(&v, p, flares, count, on_drug);
  see(&v, e, errors, -1, withdrawal);
  double worse = worse_day(&v), week_12 = v.all[v.week_12].day;
  o.enters = worse == INFINITY;
  o.responds = sledai(v.all[v.week_12].recorded) <= sledai(v.all[0].recorded) - 4;
  o.days = fmin(v.all[v.count - 1].day, worse);
  if (o.enters) {
    if (!errors->all) read_planned(errors, 4, PLANNED);
    errors->all = true;
    see(&v, e, errors, withdrawal, end_of_observation);
    observe(&o, &v, e, flares, count, on_drug);
  }
  o.lost = p->lost_day <= o.days;
  o.fails = !o.enters || o.lost || o.assessed & RISE;
  bool ends = !o.enters || p->lost_day <= end_of_observation;
  o.failure = ends ? 7 : (o.latent & RISE) | (o.at_visits & RISE) << 1 | (o.assessed & RISE) << 2;
  o.entered_observed = o.enters && p->lost_day > week_12;
  if (o.entered_observed) record(&o, &v, p->lost_day);
  o.days = fmin(o.days, p->lost_day);
  return o;
}

// Whether a person fares the same on both drugs.
static bool is_same_course(const Episodes *a, const Episodes *b, const Flare *flares, int count) {
  if (a->count != b->count) return false;
  for (int i = 0; i < count; i++)
    if (!flares[i].despite_drug) return false;
  for (int i = 0; i < a->count; i++)
    if (a->all[i].from != b->all[i].from || a->all[i].until != b->all[i].until) return false;
  return true;
}

static Person simulate(Outcome *drug, Outcome *none) {
  static Flare flares[MANY];
  static Episodes on_drug, without;
  Candidate candidate = screen();
  Person person;
  PlannedErrors errors = {.all = false};
  read_planned(&errors, 0, 4);
  draw_person(&person, &candidate);
  int count = draw_flares(&person, flares);
  follow_items(&person, flares, count, &on_drug, &without);
  *drug = follow(&person, flares, count, &on_drug, &errors, true);
  *none = is_same_course(&on_drug, &without, flares, count)
              ? *drug
              : follow(&person, flares, count, &without, &errors, false);
  return person;
}

// MARK: a trial and its analyses

typedef struct {
  long entered, entered_observed, lost, response, flare, failure[3];
  long latent[DEFINITIONS], at_visits[DEFINITIONS], assessed[DEFINITIONS], false_ones[DEFINITIONS];
  long missed_flare[DEFINITIONS];
  long events, denominator, failed, decided, all_dosed_events;
  long curves, no_events, upper_below_half, lower_above_sixteenth, shorter;
} Tally;

typedef struct {
  int people, events, denominator, failures, at_risk_at_end;
  double duration;
  double days[SIZE];
  bool is_event[SIZE];
} Trial;

static double upper_limit[SIZE + 1][SIZE + 1], lower_limit[SIZE + 1][SIZE + 1];

static void prepare_limits(void) {
  for (int m = 1; m <= SIZE; m++)
    for (int x = 0; x <= m; x++) {
      upper_limit[m][x] = x == m ? 1 : gsl_cdf_beta_Pinv(0.975, x + 1, m - x);
      lower_limit[m][x] = x == 0 ? 0 : gsl_cdf_beta_Pinv(0.025, x, m - x + 1);
    }
}

static void add_person(Trial *t, const Outcome *o, double enrolled) {
  t->duration = fmax(t->duration, enrolled + o->days);
  t->failures += o->fails;
  if (!o->entered_observed) return;
  t->events += o->status == EVENT;
  t->denominator += o->status != MISSING;
  double day = fmin(o->nominal, end_of_observation);
  t->at_risk_at_end += day == end_of_observation;
  bool event = o->status == EVENT;
  int i = t->people++;
  for (; i > 0 && (day < t->days[i - 1] || (day == t->days[i - 1] && event && !t->is_event[i - 1])); i--)
    t->days[i] = t->days[i - 1], t->is_event[i] = t->is_event[i - 1];
  t->days[i] = day, t->is_event[i] = event;
}

static void log_log(double s, double greenwood, double *lower, double *upper) {
  static double z;
  if (z == 0) z = gsl_cdf_ugaussian_Pinv(0.975);
  double reach = z * sqrt(greenwood) / log(s);
  *lower = 1 - pow(s, exp(reach));
  *upper = 1 - pow(s, exp(-reach));
}

// 1 - Kaplan-Meier at the end with log-log limits; exact ones where the curve has no step or falls to 0.
static void kaplan_meier(const Trial *t, double *lower, double *upper) {
  double s = 1, greenwood = 0, s_before = 1, greenwood_before = 0;
  int at_risk = 0;
  for (int i = 0, first = 0; i < t->people; first = i) {
    while (i < t->people && t->is_event[i] && t->days[i] == t->days[first]) i++;
    int now = i - first;
    if (now == 0) {
      i++;
      continue;
    }
    s_before = s, greenwood_before = greenwood, at_risk = t->people - first;
    s *= (double)(at_risk - now) / at_risk;
    greenwood += (double)now / ((double)at_risk * (at_risk - now));
  }
  *lower = 0, *upper = 1;
  if (s == 1) *upper = t->at_risk_at_end ? upper_limit[t->at_risk_at_end][0] : 1;
  else if (s > 0) log_log(s, greenwood, lower, upper);
  else if (s_before == 1) *lower = lower_limit[at_risk][at_risk];
  else log_log(s_before, greenwood_before, lower, upper), *upper = 1;
}

static void close_trial(Tally *t, const Trial *trial) {
  double lower, upper;
  static const double expected = (SIZE / 1.5 + 7 * 24 / (365.25 / 12)) * (365.25 / 12);
  t->events += trial->events;
  t->denominator += trial->denominator;
  t->failed += trial->denominator == 0;
  t->decided += trial->denominator > 0 && upper_limit[trial->denominator][trial->events] < 0.40;
  t->all_dosed_events += trial->failures;
  t->shorter += trial->duration < expected;
  if (trial->people == 0) return;
  kaplan_meier(trial, &lower, &upper);
  t->curves += 1;
  bool any = false;
  for (int i = 0; i < trial->people; i++) any |= trial->is_event[i];
  t->no_events += !any;
  t->upper_below_half += upper < 0.5;
  t->lower_above_sixteenth += lower >= 0.0625;
}

static void count(Tally *t, const Outcome *o) {
  t->lost += o->lost;
  t->response += o->responds;
  for (int layer = 0; layer < 3; layer++) t->failure[layer] += o->failure >> layer & 1;
  t->entered += o->enters;
  t->entered_observed += o->entered_observed;
  t->flare += o->has_flare;
  for (int d = 0; d < DEFINITIONS; d++) {
    t->latent[d] += o->latent >> d & 1;
    t->at_visits[d] += o->at_visits >> d & 1;
    t->assessed[d] += o->assessed >> d & 1;
    t->false_ones[d] += o->false_ones >> d & 1;
    t->missed_flare[d] += o->missed_flare >> d & 1;
  }
}

static long above_ic50_at_end;

static void simulate_trial(Tally *assumed, Tally *no_effect) {
  Trial drug = {0}, none = {0};
  double enrolled = 0;
  for (the_subject = 0; the_subject < SIZE; the_subject++) {
    Outcome on_drug, without;
    Person person = simulate(&on_drug, &without);
    above_ic50_at_end += concentration(&person, end_of_observation) > person.ic50;
    enrolled += person.enrolment_gap;
    add_person(&drug, &on_drug, enrolled);
    add_person(&none, &without, enrolled);
    count(assumed, &on_drug);
    count(no_effect, &without);
  }
  close_trial(assumed, &drug);
  close_trial(no_effect, &none);
}

static void line(const char *drug, const char *group, const char *name, long count) {
  printf("%s %s%s%s %ld\n", drug, group ? group : "", group ? " " : "", name, count);
}

static void show_people(const char *drug, const Tally *t, long dosed) {
  line(drug, NULL, "entered", t->entered);
  line(drug, NULL, "entered_observed", t->entered_observed);
  line(drug, NULL, "lost", t->lost);
  line(drug, NULL, "response", t->response);
  line(drug, NULL, "flare", t->flare);
  static const enum Definition by_name[] = {ANY_FLARE, CONFIRMED_RISE, NEW_CLINICAL_ITEM, RETURNED_ITEM, SLEDAI_RISE};
  for (int i = 0; i < DEFINITIONS; i++) {
    enum Definition d = by_name[i];
    line(drug, definition_names[d], "latent", t->latent[d]);
    line(drug, definition_names[d], "at_visits", t->at_visits[d]);
    line(drug, definition_names[d], "assessed", t->assessed[d]);
    line(drug, definition_names[d], "false", t->false_ones[d]);
    line(drug, definition_names[d], "missed_flare", t->missed_flare[d]);
  }
  // The true outcomes of the two estimands, in whose population nobody is lost.
  line(drug, "recurrence", "people", t->entered);
  line(drug, "recurrence", "latent", t->latent[SLEDAI_RISE]);
  line(drug, "recurrence", "at_visits", t->at_visits[SLEDAI_RISE]);
  line(drug, "recurrence", "assessed", t->assessed[SLEDAI_RISE]);
  line(drug, "failure_of_all_dosed", "people", dosed);
  line(drug, "failure_of_all_dosed", "latent", t->failure[0]);
  line(drug, "failure_of_all_dosed", "at_visits", t->failure[1]);
  line(drug, "failure_of_all_dosed", "assessed", t->failure[2]);
}

static void show_trials(const char *drug, const Tally *t, long dosed) {
  line(drug, NULL, "decided", t->decided);
  line(drug, NULL, "shorter_than_expected", t->shorter);
  line(drug, "exact", "events", t->events);
  line(drug, "exact", "denominator", t->denominator);
  line(drug, "exact", "failed", t->failed);
  line(drug, "survival", "curves", t->curves);
  line(drug, "survival", "no_events", t->no_events);
  line(drug, "survival", "upper_below_half", t->upper_below_half);
  line(drug, "survival", "lower_above_sixteenth", t->lower_above_sixteenth);
  line(drug, "all_dosed", "events", t->all_dosed_events);
  line(drug, "all_dosed", "denominator", dosed);
  line(drug, "all_dosed", "failed", 0);
}

static double seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int main(int count_of_arguments, char **arguments) {
  long trials = count_of_arguments == 2 ? atol(arguments[1]) : 0;
  if (trials < 1) {
    fprintf(stderr, "usage: cstar012 TRIALS\n");
    return 64;
  }
  static Tally assumed, no_effect;
  gsl_set_error_handler_off();
  read_ziggurat();
  prepare_items();
  prepare_screening();
  prepare_clocks();
  prepare_slabs(flare_slabs, 2, 1, 365.25);
  prepare_slabs(clearing_slabs, 8, 0x1p-5, 7);
  prepare_limits();
  double start = seconds(CLOCK_MONOTONIC), processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
  for (the_replicate = 0; the_replicate < (uint64_t)trials; the_replicate++) simulate_trial(&assumed, &no_effect);
  fprintf(stderr, "seconds %.9f processor %.9f\n", seconds(CLOCK_MONOTONIC) - start,
          seconds(CLOCK_PROCESS_CPUTIME_ID) - processor);
  long dosed = trials * SIZE;
  printf("dosed %ld\nscreened %ld\npool_sledai %ld\n", dosed, screened, pool_score);
  for (int i = 0; i < CRITERIA; i++)
    printf("failed_first_%s %ld\nfailed_at_all_%s %ld\n", criteria[i], failed_first[i], criteria[i], failed_at_all[i]);
  printf("above_ic50_at_end %ld\n", above_ic50_at_end);
  show_people("assumed", &assumed, dosed);
  show_trials("assumed", &assumed, dosed);
  show_people("no_effect", &no_effect, dosed);
  show_trials("no_effect", &no_effect, dosed);
  return 0;
}
