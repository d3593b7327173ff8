// What the trial records of a course: visits, the assessor's errors, recurrence by five definitions in three
// layers.
#ifndef VISITS_H
#define VISITS_H

#include "course.h"

enum Definition { SLEDAI_RISE, CONFIRMED_RISE, NEW_CLINICAL_ITEM, RETURNED_ITEM, ANY_FLARE };

// A set of definitions is a mask.
enum {
  RISE = 1 << SLEDAI_RISE,
  CONFIRMED = 1 << CONFIRMED_RISE,
  NEW_ITEM = 1 << NEW_CLINICAL_ITEM,
  RETURNED = 1 << RETURNED_ITEM,
  FLARE = 1 << ANY_FLARE,
  UNCONFIRMED = RISE | NEW_ITEM | RETURNED | FLARE,
};

typedef struct {
  double nominal, day, flare_day;  // flare_day: of the flare that brought it; minus infinity if none did
  bool planned;
  Mask active, recorded, overlooked, imagined;
} Visit;

typedef struct {
  Visit all[PLANNED + MANY];
  int count, week_12;
} Visits;

// The errors of a visit's place.
static void read_errors(uint64_t place, Mask *missed, Mask *made_up) {
  Lanes lanes = lanes_of(block_at(50, place, 0), block_at(50, place, 1));
  *missed = below(lanes, &overlooked, 50, place);
  *made_up = below(lanes, &imagined, 50, place);
}

static Mask as_recorded(Mask active, Mask missed, Mask made_up) {
  return (active & ~missed) | (made_up & ~active);
}

// The assessor's errors at planned visits, which no drug changes: up to week 12, then the others.
typedef struct {
  Mask overlooked[PLANNED], imagined[PLANNED];
  bool all;
} PlannedErrors;

static void read_planned(PlannedErrors *errors, int from, int until) {
  for (int i = from; i < until; i++)
    read_errors((uint64_t)nominal_days[i], &errors->overlooked[i], &errors->imagined[i]);
}

static void bring_visit(Visits *v, Flare *flare) {
  double day = flare->visit_day;
  int i = 0;
  for (; i < v->count; i++) {
    Visit *visit = &v->all[i];
    if (!visit->planned || visit->nominal == 0 || fabs(day - visit->nominal) > window) continue;
    if (visit->flare_day == -INFINITY) visit->day = day, visit->flare_day = flare->day;
    return;
  }
  if (!flare->is_read) {
    read_errors((uint64_t)1 << 31 | flare->place, &flare->overlooked, &flare->imagined);
    flare->is_read = true;
  }
  for (i = v->count++; v->all[i - 1].nominal > day; i--) v->all[i] = v->all[i - 1];
  v->all[i] = (Visit){.nominal = day, .day = day, .flare_day = flare->day, .planned = false,
                      .overlooked = flare->overlooked, .imagined = flare->imagined};
}

static void make_visits(Visits *v, const Person *p, Flare *flares, int count, bool on_drug) {
  v->count = PLANNED;
  for (int i = 0; i < PLANNED; i++)
    v->all[i] = (Visit){.nominal = nominal_days[i], .day = p->visit_days[i], .flare_day = -INFINITY, .planned = true};
  for (int i = 0; i < count; i++)
    if (flares[i].visit_day < INFINITY && (!on_drug || flares[i].despite_drug)) bring_visit(v, &flares[i]);
}

// Items at visits with nominal days in (after, until], planned ones with the errors of their place.
static void see(Visits *v, const Episodes *e, const PlannedErrors *errors, double after, double until) {
  int planned = 0;
  for (int i = 0; i < v->count; i++) {
    Visit *visit = &v->all[i];
    int place = planned;
    planned += visit->planned;
    if (visit->nominal <= after || visit->nominal > until) continue;
    if (visit->planned) visit->overlooked = errors->overlooked[place], visit->imagined = errors->imagined[place];
    if (visit->nominal == withdrawal) v->week_12 = i;
    visit->active = active_at(e, visit->day);
    visit->recorded = as_recorded(visit->active, visit->overlooked, visit->imagined);
  }
}

// MARK: recurrence

// Definitions whose scores hold; CONFIRMED is its rise alone.
static inline unsigned holding(Mask now, Mask baseline, Mask week_12, int score_at_week_12) {
  int rise = sledai(now) - score_at_week_12;
  Mask fresh = now & ~week_12 & CLINICAL;
  return (rise >= 4 ? RISE : 0u) | (rise >= 3 ? CONFIRMED : 0u) | (fresh ? NEW_ITEM : 0u) |
         (fresh & baseline ? RETURNED : 0u);
}

typedef struct {
  unsigned definitions;
  int first[DEFINITIONS];  // place of the first visit of the recurrence
  double established;      // of the primary definition; infinite if it does not recur
} Recurrences;

static Recurrences at_visits(const Visits *v, bool assessed) {
  const Visit *all = v->all;
  Mask baseline = assessed ? all[0].recorded : all[0].active;
  Mask week_12 = assessed ? all[v->week_12].recorded : all[v->week_12].active;
  int score = sledai(week_12), waiting = -1;  // a rise that waits for the next planned visit
  Recurrences r = {.established = INFINITY};
  for (int i = v->week_12 + 1; i < v->count; i++) {
    unsigned holds = holding(assessed ? all[i].recorded : all[i].active, baseline, week_12, score);
    if (all[i].flare_day > withdrawal) holds |= FLARE;
    unsigned new = holds & UNCONFIRMED & ~r.definitions;
    if (new & RISE) r.established = all[i].day;
    for (unsigned rest = new; rest; rest &= rest - 1) r.first[__builtin_ctz(rest)] = i;
    r.definitions |= new;
    if (all[i].planned) {
      if (waiting >= 0 && holds & CONFIRMED && !(r.definitions & CONFIRMED)) {
        r.first[CONFIRMED_RISE] = waiting;
        r.definitions |= CONFIRMED;
      }
      waiting = -1;
    }
    if (holds & CONFIRMED && waiting < 0) waiting = i;
  }
  return r;
}

static bool flare_within(const Flare *flares, int count, bool on_drug, double after, double until) {
  for (int i = 0; i < count; i++)
    if (flares[i].day > after && flares[i].day <= until && (!on_drug || flares[i].despite_drug)) return true;
  return false;
}

// Latent recurrence begins at a flare; the next planned day confirms.
static unsigned latent(const Episodes *e, const Flare *flares, int count, bool on_drug) {
  unsigned found = 0;
  Mask baseline = 0, week_12 = 0;
  for (int i = 0; i < count; i++) {
    double day = flares[i].day;
    if (day <= withdrawal || day > end_of_observation || (on_drug && !flares[i].despite_drug)) continue;
    if (!found) baseline = active_at(e, 0), week_12 = active_at(e, withdrawal);
    int score = sledai(week_12);
    unsigned holds = holding(active_at(e, day), baseline, week_12, score);
    found |= FLARE | (holds & UNCONFIRMED);
    int next = PLANNED - 1;
    while (nominal_days[next - 1] > day) next--;
    if (holds & CONFIRMED && nominal_days[next] > day)
      found |= holding(active_at(e, nominal_days[next]), baseline, week_12, score) & CONFIRMED;
  }
  return found;
}

#endif
