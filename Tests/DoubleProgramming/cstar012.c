// The mechanistic model of scenario CSTAR012 once more: a second program, written from the documentation
// (the model page, the scenario file and RandomNumbers.md) and not from the Swift engine. For the same
// seed it must count the same integers. It is slow and plain on purpose. draws.h has the generator and the
// distributions, people.h the scenario's values and whoever is screened, this file a person's course.
//
//   cc -std=c11 -O2 -ffp-contract=off -o cstar012 cstar012.c -lgsl -lgslcblas -lm
//   ./cstar012 1000 15             numbers of 1000 trials of 15 patients
//   ./cstar012 1000 15 300         the same, and a line for each of the first 300 patients on stderr
//
// Prints one count a line: of candidates (screened, failed_first_ID), then of patients with the assumed
// drug and, on the same draws, with the drug that does nothing. entered, flare, latent, at_visits, assessed,
// false and missed_flare are counted with nobody lost; the last six only among those who entered.
// Needs GSL and Random123 (libgsl-dev, librandom123-dev).

#include "people.h"

#include <stdio.h>

enum { MANY = 512 };

// MARK: flares and items, under a drug with largest effect emax

typedef struct {
  double day;
  uint64_t place;  // source << 26 | slab << 20 | number of the point
  Mask brings;
} Flare;

typedef struct {
  double nominal, day;
  uint64_t place;
  bool planned;
  double flare_day;  // of the flare that brought it; minus infinity if none did
  Mask active, recorded;
} Visit;

typedef struct {
  const Person *person;
  double emax;
  Flare flares[MANY];
  int flare_count;
  double from[ITEMS][MANY], until[ITEMS][MANY];  // episodes of an item: active in [from, until)
  int episodes[ITEMS];
  Visit visits[MANY];
  int visit_count;
} Course;

static void check_room(int count) {
  if (count < MANY) return;
  fprintf(stderr, "MANY is too small\n");
  exit(70);
}

static int by_day(const void *a, const void *b) {
  double x = ((const Flare *)a)->day, y = ((const Flare *)b)->day;
  return (x > y) - (x < y);
}

static void add_flare(Course *c, double day, uint64_t place) {
  check_room(c->flare_count);
  c->flares[c->flare_count++] = (Flare){.day = day, .place = place};
}

static void take_background(void *context, double day, double height, uint64_t point) {
  if (height < background_per_year) add_flare(context, day, point);
}

static void take_suppressible(void *context, double day, double height, uint64_t point) {
  Course *c = context;
  if (height < drug_suppressible_per_year * (1 - effect(c->person, c->emax, day)))
    add_flare(c, day, (uint64_t)1 << 26 | point);
}

static void run_flares(Course *c) {
  measure(0x1000, 1, background_per_year, 365.25, screening_day, horizon, take_background, c);
  if (c->person->is_driven)
    measure(0x1100, 1, drug_suppressible_per_year, 365.25, screening_day, horizon, take_suppressible, c);
  qsort(c->flares, (size_t)c->flare_count, sizeof(Flare), by_day);
  for (int i = 0; i < c->flare_count; i++) {
    Flare *flare = &c->flares[i];
    for (int n = 0; n < ITEMS; n++)
      if (packed_uniform_at(40, flare->place, n) < items[n].in_flare) flare->brings |= (Mask)1 << n;
  }
}

// The days on which an item would clear if it were active.
typedef struct {
  const Course *course;
  int item, source, count;
  double days[MANY];
} Clearings;

static void take_clearing(void *context, double day, double height, uint64_t point) {
  (void)point;
  Clearings *all = context;
  const Course *c = all->course;
  const Item *item = &items[all->item];
  double rate = item->clears;
  if (all->source == 1)
    rate = (c->person->is_driven ? item->driven : item->other) * effect(c->person, c->emax, day);
  if (height >= rate) return;
  check_room(all->count);
  all->days[all->count++] = day;
}

static Clearings clearings(const Course *c, int n) {
  Clearings all = {.course = c, .item = n};
  double added = c->person->is_driven ? items[n].driven : items[n].other;
  double bounds[2] = {items[n].clears, added};
  for (all.source = 0; all.source < 2; all.source++)
    measure(0x10000 + 0x100 * (uint64_t)(n + 1) + 0x40 * (uint64_t)all.source, 0x1p-5, bounds[all.source], 7,
            screening_day, horizon, take_clearing, &all);
  return all;
}

static double first_after(const Clearings *all, double day) {
  double first = INFINITY;
  for (int i = 0; i < all->count; i++)
    if (all->days[i] > day && all->days[i] < first) first = all->days[i];
  return first;
}

static void add_episode(Course *c, int n, double from, double until) {
  check_room(c->episodes[n]);
  c->from[n][c->episodes[n]] = from;
  c->until[n][c->episodes[n]] = until;
  c->episodes[n] += 1;
}

static void run_item(Course *c, int n) {
  Clearings all = clearings(c, n);
  double until = -INFINITY;
  if (c->person->active >> n & 1) {
    until = first_after(&all, screening_day);
    add_episode(c, n, -INFINITY, until);
  }
  for (int i = 0; i < c->flare_count; i++) {
    double day = c->flares[i].day;
    if (!(c->flares[i].brings >> n & 1) || day < until) continue;
    until = first_after(&all, day);
    add_episode(c, n, day, until);
  }
}

// Items that count at t: active at any moment of (t - recall, t].
static Mask active_at(const Course *c, double t) {
  Mask set = 0;
  for (int n = 0; n < ITEMS; n++)
    for (int i = 0; i < c->episodes[n]; i++)
      if (c->from[n][i] <= t && c->until[n][i] > t - recall_days) set |= (Mask)1 << n;
  return set;
}

// MARK: visits

static Visit *planned_visit_near(Course *c, double day) {
  for (int i = 1; i < PLANNED; i++)
    if (fabs(day - nominal_days[i]) <= window_days) return &c->visits[i];
  return NULL;
}

static void bring_visit(Course *c, const Flare *flare) {
  if (!(flare->brings & ~laboratory)) return;
  go_to(41, flare->place);
  if (uniform() >= 0.8) return;
  skip_block();
  double day = flare->day + exponential(5);
  if (day <= 0 || day > end_of_observation + window_days) return;
  Visit *planned = planned_visit_near(c, day);
  if (planned == NULL) {
    check_room(c->visit_count);
    c->visits[c->visit_count++] = (Visit){
        .nominal = day, .day = day, .place = (uint64_t)1 << 31 | flare->place, .flare_day = flare->day};
  } else if (planned->flare_day == -INFINITY) {
    planned->day = day;
    planned->flare_day = flare->day;
  }
}

static int by_nominal(const void *a, const void *b) {
  double x = ((const Visit *)a)->nominal, y = ((const Visit *)b)->nominal;
  return (x > y) - (x < y);
}

static void run_visits(Course *c) {
  for (int i = 0; i < PLANNED; i++)
    c->visits[i] = (Visit){.nominal = nominal_days[i],
                           .day = c->person->visit_days[i],
                           .place = (uint64_t)nominal_days[i],
                           .planned = true,
                           .flare_day = -INFINITY};
  c->visit_count = PLANNED;
  for (int i = 0; i < c->flare_count; i++) bring_visit(c, &c->flares[i]);
  for (int i = 0; i < c->visit_count; i++) {
    c->visits[i].active = active_at(c, c->visits[i].day);
    c->visits[i].recorded = recorded(c->visits[i].active, 50, c->visits[i].place);
  }
  qsort(c->visits, (size_t)c->visit_count, sizeof(Visit), by_nominal);
}

static void run_course(Course *c, const Person *person, double emax) {
  c->person = person;
  c->emax = emax;
  c->flare_count = 0;
  memset(c->episodes, 0, sizeof c->episodes);
  run_flares(c);
  for (int n = 0; n < ITEMS; n++) run_item(c, n);
  run_visits(c);
}

// MARK: what counts as recurrence

typedef enum { AT_VISITS, ASSESSED } Layer;

static Mask seen(const Visit *v, Layer layer) { return layer == ASSESSED ? v->recorded : v->active; }

// The last visit made whose nominal day is not after the reference day.
static const Visit *reference(const Course *c, double nominal) {
  const Visit *last = &c->visits[0];
  for (int i = 0; i < c->visit_count; i++)
    if (c->visits[i].nominal <= nominal) last = &c->visits[i];
  return last;
}

static bool scores_hold(enum Definition d, Mask now, Mask baseline, Mask week_12) {
  switch (d) {
    case SLEDAI_RISE: return sledai(now) >= sledai(week_12) + 4;
    case CONFIRMED_RISE: return sledai(now) >= sledai(week_12) + 3;
    case NEW_CLINICAL_ITEM: return now & ~week_12 & clinical;
    case RETURNED_ITEM: return now & baseline & ~week_12 & clinical;
    default: return false;
  }
}

static bool holds_at(const Course *c, enum Definition d, Layer layer, const Visit *v) {
  if (d == ANY_FLARE) return v->flare_day > withdrawal;
  return scores_hold(d, seen(v, layer), seen(reference(c, 0), layer), seen(reference(c, withdrawal), layer));
}

static const Visit *next_planned(const Course *c, const Visit *after) {
  for (int i = 0; i < c->visit_count; i++)
    if (c->visits[i].planned && c->visits[i].nominal > after->nominal) return &c->visits[i];
  return NULL;
}

// The visit of the first recurrence, or NULL; `established` is the day on which it is known.
static const Visit *recurrence(const Course *c, enum Definition d, Layer layer, double *established) {
  *established = INFINITY;
  for (int i = 0; i < c->visit_count; i++) {
    const Visit *v = &c->visits[i];
    if (v->nominal <= withdrawal || v->nominal > end_of_observation) continue;
    if (!holds_at(c, d, layer, v)) continue;
    const Visit *second = v;
    if (d == CONFIRMED_RISE) second = next_planned(c, v);
    if (second == NULL || !holds_at(c, d, layer, second)) continue;
    *established = second->day;
    return v;
  }
  return NULL;
}

static bool flare_within(const Course *c, double after, double until) {
  for (int i = 0; i < c->flare_count; i++)
    if (c->flares[i].day > after && c->flares[i].day <= until) return true;
  return false;
}

static bool latent_recurrence(const Course *c, enum Definition d) {
  if (d == ANY_FLARE) return flare_within(c, withdrawal, end_of_observation);
  Mask baseline = active_at(c, 0), week_12 = active_at(c, withdrawal);
  for (int i = 0; i < c->flare_count; i++) {
    double day = c->flares[i].day;
    if (day <= withdrawal || day > end_of_observation) continue;
    if (!scores_hold(d, active_at(c, day), baseline, week_12)) continue;
    if (d != CONFIRMED_RISE) return true;
    for (int k = 0; k < PLANNED; k++)
      if (nominal_days[k] > day) {
        if (scores_hold(d, active_at(c, nominal_days[k]), baseline, week_12)) return true;
        break;  // only the next planned day can confirm
      }
  }
  return false;
}

// The actual day of the visit at which he is recorded worse than at baseline before the withdrawal.
static double worse_day(const Course *c) {
  for (int i = 0; i < c->visit_count; i++) {
    const Visit *v = &c->visits[i];
    if (v->nominal <= 0 || v->nominal > withdrawal) continue;
    if (sledai(v->recorded) >= sledai(reference(c, 0)->recorded) + 4) return v->day;
  }
  return INFINITY;
}

// MARK: counting

typedef struct {
  long dosed, entered, entered_observed, lost, response, above_ic50_at_end, flare;
  long latent[DEFINITIONS], at_visits[DEFINITIONS], assessed[DEFINITIONS];
  long false_ones[DEFINITIONS], missed_flare[DEFINITIONS];
} Tally;

static void count_definition(Tally *t, const Course *c, enum Definition d) {
  double established;
  const Visit *found = recurrence(c, d, ASSESSED, &established);
  t->latent[d] += latent_recurrence(c, d);
  t->assessed[d] += found != NULL;
  if (found != NULL) t->false_ones[d] += !flare_within(c, reference(c, withdrawal)->day, found->day);
  t->missed_flare[d] += found == NULL && flare_within(c, withdrawal, end_of_observation);
  t->at_visits[d] += recurrence(c, d, AT_VISITS, &established) != NULL;
}

static void count(Tally *t, const Course *c) {
  const Person *p = c->person;
  const Visit *baseline = reference(c, 0), *week_12 = reference(c, withdrawal);
  double worse = worse_day(c), established, last_contact;
  bool enters = worse == INFINITY;
  recurrence(c, SLEDAI_RISE, ASSESSED, &established);
  last_contact = fmin(c->visits[c->visit_count - 1].day, enters ? established : worse);
  t->dosed += 1;
  t->lost += p->lost_day <= last_contact;
  t->response += sledai(week_12->recorded) <= sledai(baseline->recorded) - 4;
  t->above_ic50_at_end += concentration(p, end_of_observation) > p->ic50;
  if (!enters) return;
  t->entered += 1;
  t->entered_observed += p->lost_day > week_12->day;
  t->flare += flare_within(c, withdrawal, end_of_observation);
  for (int d = 0; d < DEFINITIONS; d++) count_definition(t, c, (enum Definition)d);
}

static void print_tally(const char *drug, const Tally *t, bool has_drug) {
  printf("%s dosed %ld\n%s entered %ld\n", drug, t->dosed, drug, t->entered);
  printf("%s entered_observed %ld\n%s lost %ld\n", drug, t->entered_observed, drug, t->lost);
  printf("%s response %ld\n", drug, t->response);
  if (has_drug) printf("%s above_ic50_at_end %ld\n", drug, t->above_ic50_at_end);
  printf("%s flare %ld\n", drug, t->flare);
  for (int d = 0; d < DEFINITIONS; d++) {
    const char *name = definition_names[d];
    printf("%s %s latent %ld\n", drug, name, t->latent[d]);
    printf("%s %s at_visits %ld\n", drug, name, t->at_visits[d]);
    printf("%s %s assessed %ld\n", drug, name, t->assessed[d]);
    printf("%s %s false %ld\n", drug, name, t->false_ones[d]);
    printf("%s %s missed_flare %ld\n", drug, name, t->missed_flare[d]);
  }
}

static void show(const Course *c, uint64_t candidate, Mask screening_recorded) {
  const Person *p = c->person;
  fprintf(stderr, "replicate %lu subject %lu candidate %lu active %x recorded %x driven %d k %.15g v %.15g",
          (unsigned long)the_replicate, (unsigned long)the_subject, (unsigned long)candidate, p->active,
          screening_recorded, p->is_driven, p->k, p->volume);
  fprintf(stderr, " ic50 %.15g ka %.15g lost %.15g doses", p->ic50, p->ka, p->lost_day);
  for (int i = 0; i < p->dose_count; i++) fprintf(stderr, " %.15g", p->doses[i]);
  fprintf(stderr, " flares");
  for (int i = 0; i < c->flare_count; i++) fprintf(stderr, " %.15g:%x", c->flares[i].day, c->flares[i].brings);
  fprintf(stderr, " visits");
  for (int i = 0; i < c->visit_count; i++)
    fprintf(stderr, " %.15g:%x:%x", c->visits[i].day, c->visits[i].active, c->visits[i].recorded);
  fprintf(stderr, " worse %.15g\n", worse_day(c));
}

int main(int count_of_arguments, char **arguments) {
  if (count_of_arguments < 3) {
    fprintf(stderr, "usage: cstar012 trials n [patients to show]\n");
    return 64;
  }
  long trials = atol(arguments[1]), n = atol(arguments[2]);
  long shown = count_of_arguments > 3 ? atol(arguments[3]) : 0;
  static Course course;
  Tally assumed = {0}, no_effect = {0};
  rng = gsl_rng_alloc(&philox_type);
  name_sets();
  for (long i = 0; i < trials * n; i++) {
    the_replicate = (uint64_t)(i / n);
    the_subject = (uint64_t)(i % n);
    uint64_t place;
    Candidate candidate = screen(&place);
    Person person = draw_person(&candidate);
    run_course(&course, &person, maximum_effect);
    count(&assumed, &course);
    if (i < shown) show(&course, place, candidate.recorded);
    run_course(&course, &person, 0);
    count(&no_effect, &course);
  }
  printf("screened %ld\n", screened);
  for (int i = 0; i < CRITERIA; i++) printf("failed_first_%s %ld\n", criteria[i].id, failed_first[i]);
  print_tally("assumed", &assumed, true);
  print_tally("no_effect", &no_effect, false);
  gsl_rng_free(rng);
  return 0;
}
