# The scenario CSTAR012 as a good R user writes it: vectorised over people, the package survival for each trial.
# It draws its own random numbers, so it agrees with the others within Monte Carlo error.
#
#   Rscript cstar012.R TRIALS [SEED]
#
# Prints, for each number that the other programs count, its mean a trial and that mean's Monte Carlo error.
suppressPackageStartupMessages(library(survival))

arguments <- as.numeric(commandArgs(TRUE))
trials <- arguments[1]
set.seed(if (length(arguments) > 1) arguments[2] else 7381465)
started <- proc.time()

size <- 15
people <- trials * size
trial <- rep(seq_len(trials), each = size)
screening_day <- -14; withdrawal <- 84; end <- 168; window <- 3; horizon <- 171; recall <- 10
nominal <- seq(0, 168, 28)
emax <- 0.95

items <- read.table(header = TRUE, text = "
name weight present in_flare clears driven other
seizure                8 0.003 0.002 0.1   0    0
psychosis              8 0.003 0.002 0.1   0    0
organic_brain_syndrome 8 0.003 0.002 0.1   0    0
visual_disturbance     8 0.005 0.002 0.05  0    0
cranial_nerve          8 0.003 0.002 0.05  0    0
lupus_headache         8 0.01  0.005 0.15  0    0
stroke                 8 0.003 0.001 0.05  0    0
vasculitis             8 0.06  0.04  0.06  0.02 0
arthritis              4 0.45  0.45  0.03  0.09 0.02
myositis               4 0.03  0.02  0.03  0.02 0.01
urinary_casts          4 0.03  0.02  0.04  0    0
hematuria              4 0.15  0.08  0.03  0    0
proteinuria            4 0.28  0.1   0.02  0    0
pyuria                 4 0.08  0.05  0.05  0    0
rash                   2 0.45  0.4   0.035 0.05 0.01
alopecia               2 0.3   0.2   0.03  0.02 0
mucosal_ulcers         2 0.1   0.15  0.12  0.05 0.01
pleurisy               2 0.04  0.1   0.08  0.6  0.05
pericarditis           2 0.03  0.08  0.08  0.6  0.05
low_complement         2 0.65  0.2   0.006 0    0
dna_binding            2 0.68  0.2   0.005 0    0
fever                  1 0.1   0.25  0.12  0.7  0.1
thrombocytopenia       1 0.06  0.05  0.04  0    0
leukopenia             1 0.12  0.1   0.05  0    0")
rownames(items) <- items$name
n_items <- nrow(items)
laboratory <- items$name %in% c("urinary_casts", "hematuria", "proteinuria", "pyuria", "low_complement",
                                "dna_binding", "thrombocytopenia", "leukopenia")
clinical <- !items$name %in% c("low_complement", "dna_binding")
misses <- ifelse(laboratory, 0, 0.05)
imagines <- ifelse(laboratory, 0, 0.02 * items$present)
draw <- function(n, p) matrix(runif(n * length(p)), n) < rep(p, each = n)
assess <- function(active) (active & !draw(nrow(active), misses)) | (!active & draw(nrow(active), imagines))
sledai <- function(set) drop(set %*% items$weight)
limited <- function(n, mean, sd, low, high)
  mean + sd * qnorm(runif(n, pnorm((low - mean) / sd), pnorm((high - mean) / sd)))

# --- Screening: a pool in one go, candidates in order until every place is taken -------------------------------
criteria <- c(paste0("I", 1:7), paste0("E", 1:14))
pool <- function(n) {
  active <- draw(n, items$present)
  recorded <- assess(active)
  colnames(active) <- colnames(recorded) <- items$name
  has <- function(set, names) rowSums(set[, names, drop = FALSE]) > 0
  age <- limited(n, 34, 10, 14, 75)
  above <- sledai(active) - 10
  esr_between <- rnorm(n); esr_within <- rnorm(n)
  crp_between <- 0.5 * esr_between + sqrt(0.75) * rnorm(n)
  crp_within <- 0.5 * esr_within + sqrt(0.75) * rnorm(n)
  esr <- exp(log(28) + 0.025 * above + sqrt(0.8^2 - 0.3^2) * esr_between + 0.3 * esr_within)
  crp <- exp(log(3) + 0.03 * above + sqrt(1.3^2 - 0.9^2) * crp_between + 0.9 * crp_within +
               0.8 * has(active, c("pleurisy", "pericarditis")) + 0.6 * active[, "fever"] +
               0.3 * active[, "arthritis"])
  share <- function(p) runif(n) < p
  score <- sledai(recorded)
  fails <- cbind(
    age < 18 | age > 65 | !share(0.97), !share(0.97),
    score < 1 | score > 12 | rowSums(recorded[, clinical]) == 0,
    !has(recorded, c("fever", "pleurisy", "pericarditis", "arthritis", "rash", "alopecia")),
    !(esr > 20 | crp > 10), share(0.08) | !share(0.85), !share(0.85),
    share(0.10),
    has(recorded, c("seizure", "psychosis", "organic_brain_syndrome", "visual_disturbance", "cranial_nerve",
                    "stroke")) | (recorded[, "proteinuria"] & share(0.68)) | share(0.01),
    share(0.05), share(0.08), share(0.006), share(0.015), share(0.10), share(0.01), share(0.002),
    rep(FALSE, n), share(0.12), exp(log(10) + 0.6 * rnorm(n)) >= 60 | share(0.08), share(0.005), share(0.03))
  first <- max.col(cbind(fails, TRUE), "first")
  passed <- which(first == length(criteria) + 1)
  list(first = first, active = active[passed, , drop = FALSE], age = age[passed])
}
first <- integer(0); active <- NULL; age <- numeric(0)
while (length(age) < people) {
  more <- pool(ceiling((people - length(age)) * 9.2) + 200)
  first <- c(first, more$first); active <- rbind(active, more$active); age <- c(age, more$age)
}
seats <- which(first == length(criteria) + 1)[seq_len(people)]
first <- first[seq_len(seats[people])]
screening_trial <- trial[cumsum(c(1, head(first, -1) == length(criteria) + 1))]
active <- active[seq_len(people), ]
age <- age[seq_len(people)]

# --- The person ------------------------------------------------------------------------------------------------
log_weight <- log(55.7 / 70) + 0.18 * rnorm(people)
albumin <- limited(people, 40, 4, 20, 55)
is_driven <- runif(people) < 0.5
volume <- exp(log(6.01) + 0.73 * log_weight + 0.243 * rnorm(people))
k <- exp(log(0.174) + 0.695 * log_weight - 0.916 * log(albumin / 43) + 0.293 * rnorm(people)) / volume
ka <- exp(log(0.269) - 0.555 * log(age / 34) + 0.637 * rnorm(people))
ic50 <- exp(0.63 * rnorm(people))
visit_day <- cbind(0, matrix(nominal[-1], people, 6, byrow = TRUE) + window * runif(people * 6, -1, 1))
lost_day <- rexp(people, -log(0.90) / 168)
stop_day <- rexp(people, -log(0.96) / 84)
stop_day[stop_day >= visit_day[, 3]] <- Inf
dose_day <- visit_day[, 1:3]
dose_given <- dose_day <= stop_day & cbind(TRUE, matrix(runif(people * 2) >= 0.02, people))
enrolled <- ave(ifelse(rep(seq_len(size), trials) == 1, 0, rexp(people, 1.5 / (365.25 / 12))), trial, FUN = cumsum)

concentration <- function(id, t) {
  sum <- numeric(length(id))
  for (i in 1:3) {
    since <- pmax(t - dose_day[cbind(id, i)], 0) * dose_given[cbind(id, i)]
    sum <- sum + exp(-k[id] * since) - exp(-ka[id] * since)
  }
  sum * 0.7 * 200 * ka[id] / (volume[id] * (ka[id] - k[id]))
}
effect <- function(id, t) {
  c <- concentration(id, t)
  emax * c / (ic50[id] + c)
}

# --- Flares and items: points under a bound, thinned by the drug -----------------------------------------------
points <- function(rate, id) {
  n <- rpois(length(id), rate * (horizon - screening_day))
  id <- rep(id, n)
  data.frame(id = id, day = runif(length(id), screening_day, horizon), height = runif(length(id)))
}
background <- points(0.5 / 365.25, seq_len(people))
suppressible <- points(1.6 / 365.25, which(is_driven))
despite <- suppressible$height < 1 - effect(suppressible$id, suppressible$day)
flares <- data.frame(rbind(background[1:2], suppressible[1:2]), despite = c(rep(TRUE, nrow(background)), despite))
flares <- flares[order(flares$id, flares$day), ]
brings <- draw(nrow(flares), items$in_flare)
felt <- rowSums(brings[, !laboratory]) > 0 & runif(nrow(flares)) < 0.8
flares$visit <- ifelse(felt, flares$day + rexp(nrow(flares), 1 / 5), Inf)
flares$visit[flares$visit <= 0 | flares$visit > horizon] <- Inf
number <- sequence(rle(flares$id)$lengths)

# The first point after a day that clears an item; keys order points by person, then by day.
next_clearing <- function(keys, id, day) {
  place <- findInterval(id * 1e4 + day + 20, keys) + 1
  found <- keys[place] - id * 1e4 - 20
  ifelse(!is.na(found) & found <= horizon, found, Inf)
}
follow_items <- function(arm_flares, has_drug, item_points) {
  episodes <- vector("list", n_items)
  for (j in seq_len(n_items)) {
    points <- item_points[[j]]
    fires <- points$height < if (has_drug) points$share_drug else points$share_alone
    keys <- points$key[fires]
    ids <- which(active[, j])
    until <- rep(-Inf, people)
    until[ids] <- next_clearing(keys, ids, screening_day)
    all <- list(data.frame(id = ids, from = rep(-Inf, length(ids)), until = until[ids]))
    mine <- which(brings[arm_flares, j])
    for (turn in seq_len(max(0, number[arm_flares[mine]]))) {
      now <- arm_flares[mine[number[arm_flares[mine]] == turn]]
      now <- now[flares$day[now] >= until[flares$id[now]]]
      if (length(now) == 0) next
      until[flares$id[now]] <- next_clearing(keys, flares$id[now], flares$day[now])
      all[[length(all) + 1]] <- data.frame(id = flares$id[now], from = flares$day[now],
                                           until = until[flares$id[now]])
    }
    episodes[[j]] <- do.call(rbind, all)
  }
  episodes
}
item_points <- lapply(seq_len(n_items), function(j) {
  touched <- sort(unique(c(which(active[, j]), flares$id[brings[, j]])))
  added <- ifelse(is_driven[touched], items$driven[j], items$other[j])
  p <- points((items$clears[j] + added * emax) / 7, touched)
  p <- p[order(p$id, p$day), ]
  added <- ifelse(is_driven[p$id], items$driven[j], items$other[j])
  bound <- items$clears[j] + added * emax
  p$share_alone <- items$clears[j] / bound
  p$share_drug <- (items$clears[j] + added * effect(p$id, p$day)) / bound
  p$key <- p$id * 1e4 + p$day + 20
  p
})

# --- What is recorded ------------------------------------------------------------------------------------------
definitions <- c("sledai_rise", "confirmed_rise", "new_clinical_item", "returned_item", "any_flare")
planned_missed <- lapply(nominal, function(day) draw(people, misses))
planned_imagined <- lapply(nominal, function(day) draw(people, imagines))

result <- list()
put <- function(name, per_trial) result[[name]] <<- c(mean(per_trial), sd(per_trial) / sqrt(trials))
per_trial <- function(x) rowsum(as.numeric(x), trial)[, 1]

active_at <- function(episodes, id, day) {
  set <- matrix(FALSE, length(id), n_items)
  at <- rep(NA, people)
  rows <- split(seq_along(id), id)
  for (j in seq_len(n_items)) {
    e <- episodes[[j]]
    hit <- rows[as.character(e$id)]
    n <- lengths(hit)
    e <- e[rep(seq_along(n), n), ]
    row <- unlist(hit, use.names = FALSE)
    counts <- e$from <= day[row] & e$until > day[row] - recall
    set[row[counts], j] <- TRUE
  }
  set
}

# Definitions that hold: a rise of 4 or more, one of 3, a new clinical item, a returned one.
holding <- function(now, baseline, week_12) {
  rise <- sledai(now) - sledai(week_12)
  new <- now & !week_12 & rep(clinical, each = nrow(now))
  cbind(rise >= 4, rise >= 3, rowSums(new) > 0, rowSums(new & baseline) > 0)
}

simulate_arm <- function(arm, has_drug) {
  own <- if (has_drug) which(flares$despite) else seq_len(nrow(flares))
  episodes <- follow_items(own, has_drug, item_points)

  # Visits: planned ones, moved by a flare in their window, and unscheduled ones.
  visits <- data.frame(id = rep(seq_len(people), 7), nominal = rep(nominal, each = people),
                       day = c(visit_day), planned = rep(1:7, each = people), flare_day = -Inf)
  brought <- own[is.finite(flares$visit[own])]
  near <- round(flares$visit[brought] / 28)
  inside <- near >= 1 & near <= 6 & abs(flares$visit[brought] - 28 * near) <= window
  moving <- brought[inside]
  moved <- flares$id[moving] + people * near[inside]
  first_only <- !duplicated(moved)
  visits$day[moved[first_only]] <- flares$visit[moving[first_only]]
  visits$flare_day[moved[first_only]] <- flares$day[moving[first_only]]
  extra <- brought[!inside]
  visits <- rbind(visits, data.frame(id = flares$id[extra], nominal = flares$visit[extra], day = flares$visit[extra],
                                     planned = rep(NA, length(extra)), flare_day = flares$day[extra]))
  truth <- active_at(episodes, visits$id, visits$day)
  missed <- rbind(do.call(rbind, planned_missed), draw(length(extra), misses))
  imagined <- rbind(do.call(rbind, planned_imagined), draw(length(extra), imagines))
  recorded <- (truth & !missed) | (!truth & imagined)
  sorted <- order(visits$id, visits$nominal)
  visits <- visits[sorted, ]; truth <- truth[sorted, ]; recorded <- recorded[sorted, ]
  at <- function(day) which(visits$nominal == day & !is.na(visits$planned))
  base <- at(0); week_12 <- at(withdrawal)

  # Before withdrawal.
  score <- sledai(recorded)
  worse <- visits$nominal > 0 & visits$nominal <= withdrawal & score >= score[base][visits$id] + 4
  worse_day <- rep(Inf, people)
  worse_rows <- which(worse)[!duplicated(visits$id[worse])]
  worse_day[visits$id[worse_rows]] <- visits$day[worse_rows]
  enters <- !is.finite(worse_day)
  put(paste(arm, "entered"), per_trial(enters))
  put(paste(arm, "response"), per_trial(score[week_12] <= score[base] - 4))
  week_12_day <- visits$day[week_12]

  in_window <- flares$day[own] > withdrawal & flares$day[own] <= end
  has_flare <- seq_len(people) %in% flares$id[own][in_window]
  put(paste(arm, "flare"), per_trial(enters & has_flare))

  # Recurrence at visits: the first row of each definition.
  rows <- which(visits$nominal > withdrawal & visits$nominal <= end)
  first_rows <- function(set) {
    holds <- holding(set[rows, ], set[base[visits$id[rows]], ], set[week_12[visits$id[rows]], ])
    ids <- visits$id[rows]
    is_planned <- !is.na(visits$planned[rows])
    next_planned <- rev(cummin(rev(ifelse(is_planned, seq_along(rows), length(rows) + 1))))
    next_planned <- c(next_planned[-1], length(rows) + 1)
    confirmed <- holds[, 2] & next_planned <= length(rows)
    confirmed[confirmed] <- ids[next_planned[confirmed]] == ids[confirmed] & holds[next_planned[confirmed], 2]
    flare <- visits$flare_day[rows] > withdrawal
    lapply(list(holds[, 1], confirmed, holds[, 3], holds[, 4], flare), function(hold) {
      first <- rep(NA, people)
      found <- rows[hold][!duplicated(ids[hold])]
      first[visits$id[found]] <- found
      first
    })
  }
  assessed <- first_rows(recorded)
  at_visits <- first_rows(truth)

  # Latent recurrence, at flares.
  now <- own[in_window]
  latent <- matrix(FALSE, people, 5)
  if (length(now) > 0) {
    id <- flares$id[now]
    baseline <- active_at(episodes, seq_len(people), rep(0, people))
    reference <- active_at(episodes, seq_len(people), rep(withdrawal, people))
    holds <- holding(active_at(episodes, id, flares$day[now]), baseline[id, ], reference[id, ])
    following <- (floor(flares$day[now] / 28) + 1) * 28
    again <- holding(active_at(episodes, id, following), baseline[id, ], reference[id, ])[, 2]
    holds <- cbind(holds[, 1], holds[, 2] & following <= end & again, holds[, 3:4, drop = FALSE], TRUE)
    for (d in 1:5) latent[id[holds[, d]], d] <- TRUE
  }
  flare_between <- function(after, until) {
    hit <- flares$day[own] > after[flares$id[own]] & flares$day[own] <= until[flares$id[own]]
    seq_len(people) %in% flares$id[own][hit]
  }
  for (d in 1:5) {
    found <- !is.na(assessed[[d]])
    put(paste(arm, definitions[d], "latent"), per_trial(enters & latent[, d]))
    put(paste(arm, definitions[d], "at_visits"), per_trial(enters & !is.na(at_visits[[d]])))
    put(paste(arm, definitions[d], "assessed"), per_trial(enters & found))
    until <- ifelse(found, visits$day[assessed[[d]]], -Inf)
    put(paste(arm, definitions[d], "false"), per_trial(enters & found & !flare_between(week_12_day, until)))
    put(paste(arm, definitions[d], "missed_flare"), per_trial(enters & has_flare & !found))
  }

  # The trial as it happens.
  last_day <- visits$day[at(end)]
  established <- ifelse(is.na(assessed[[1]]), Inf, visits$day[assessed[[1]]])
  last_contact <- pmin(last_day, ifelse(enters, established, worse_day))
  lost <- lost_day <= last_contact
  put(paste(arm, "lost"), per_trial(lost))
  observed <- enters & lost_day > week_12_day
  put(paste(arm, "entered_observed"), per_trial(observed))
  event <- observed & established <= lost_day & is.finite(established)
  missing <- observed & lost & !event
  fails <- !enters | lost | is.finite(established)
  ended <- !enters | lost_day <= end
  put(paste(arm, "failure_of_all_dosed latent"), per_trial(ended | latent[, 1]))
  put(paste(arm, "failure_of_all_dosed at_visits"), per_trial(ended | !is.na(at_visits[[1]])))
  put(paste(arm, "failure_of_all_dosed assessed"), per_trial(ended | is.finite(established)))
  put(paste(arm, "all_dosed events"), per_trial(fails))
  nominal_day <- rep(end, people)
  nominal_day[event] <- visits$nominal[assessed[[1]][event]]
  seen <- visits$day <= lost_day[visits$id]
  last_seen <- tapply(ifelse(seen, visits$nominal, 0), visits$id, max)
  nominal_day[missing] <- pmin(last_seen[missing], end)

  days <- enrolled + pmin(last_contact, lost_day)
  put(paste(arm, "shorter_than_expected"), tapply(days, trial, max) < 365.25 / 12 * (size / 1.5) + end)

  # Analyses: Clopper-Pearson of those whose outcome is known, Kaplan-Meier with log-log limits of each trial.
  x <- per_trial(event); m <- per_trial(observed & !missing)
  upper <- ifelse(x == m, 1, qbeta(0.975, x + 1, m - x))
  put(paste(arm, "exact events"), x)
  put(paste(arm, "exact denominator"), m)
  put(paste(arm, "exact failed"), m == 0)
  put(paste(arm, "decided"), m > 0 & upper < 0.40)
  limits <- vapply(split(which(observed), factor(trial[observed], seq_len(trials))), function(who) {
    if (length(who) == 0) return(c(NA, NA, NA))
    if (!any(event[who])) return(c(0, 1 - 0.025^(1 / max(1, sum(nominal_day[who] == end))), 1))
    fit <- summary(survfit(Surv(nominal_day[who], event[who]) ~ 1, conf.type = "log-log"), times = end, extend = TRUE)
    c(1 - fit$upper, 1 - fit$lower, 0)
  }, numeric(3))
  exists <- !is.na(limits[3, ])
  put(paste(arm, "survival curves"), exists)
  put(paste(arm, "survival no_events"), exists & limits[3, ] == 1)
  put(paste(arm, "survival upper_below_half"), exists & !is.na(limits[2, ]) & limits[2, ] < 0.5)
  put(paste(arm, "survival lower_above_sixteenth"), exists & !is.na(limits[1, ]) & limits[1, ] >= 1 / 16)
}

put("screened", tabulate(screening_trial, trials))
for (i in seq_along(criteria))
  put(paste0("failed_first_", criteria[i]), tabulate(screening_trial[first == i], trials))
put("above_ic50_at_end", per_trial(concentration(seq_len(people), rep(end, people)) > ic50))
simulate_arm("assumed", TRUE)
simulate_arm("no_effect", FALSE)

used <- proc.time() - started
for (name in names(result)) cat(sprintf("%s %.10g %.3g\n", name, result[[name]][1], result[[name]][2]))
cat(sprintf("seconds %.3f processor %.3f\n", used[["elapsed"]], used[["user.self"]] + used[["sys.self"]]),
    file = stderr())
