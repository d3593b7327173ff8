# Recomputes bias, coverage and their Monte Carlo errors from every trial's estimates, and the rest of Morris, White and
# Crowther (2019), doi 10.1002/sim.8086, table 6; the true value comes from the same people, so that its error counts.
#
# Usage: Rscript estimates.R ESTIMATES.csv OPERATING_CHARACTERISTICS.csv    (of one scenario and number of trials)
# Ends with an error where a number differs by more than 1e-9, or where a changed estimate does not show.
files <- commandArgs(trailingOnly = TRUE)
estimates <- read.csv(files[1])
published <- read.csv(files[2])
# Names that simsum of rsimsum keeps to itself.
stopifnot(!any(c("stat", "est", "mcse", "lower", "upper") %in% names(estimates)))

share_error <- function(x, n) {
  p <- if (x == 0 || x == n) (x + 0.5) / (n + 1) else x / n
  sqrt(p * (1 - p) / n)
}

measures <- function(trials) {
  all <- nrow(trials)
  truth <- sum(trials$true_events) / sum(trials$true_people)
  # What each trial adds to the simulated true value.
  influence <- (trials$true_events - truth * trials$true_people) / mean(trials$true_people)
  valid <- !is.na(trials$b)
  b <- trials$b[valid]
  n <- length(b)
  centred <- b - mean(b)
  m2 <- mean(centred^2)
  m4 <- mean(centred^4)
  scaled <- numeric(all)
  scaled[valid] <- centred / (n / all)
  found <- list(
    mean_estimate = c(mean(b), sd(b) / sqrt(n)),
    empirical_se = c(sd(b), sqrt((m4 - m2^2) / (4 * m2 * n))),
    bias = c(mean(b) - truth, sqrt(sum((scaled - influence)^2) / (all - 1) / all)),
    failed = c(1 - n / all, share_error(all - n, all)),
    true_value = c(truth, sqrt(sum(influence^2) / (all - 1) / all))
  )
  if (any(!is.na(trials$se))) {
    v <- trials$se[valid]^2
    found$model_se <- c(sqrt(mean(v)), sd(v) / sqrt(n) / (2 * sqrt(mean(v))))
  }
  if (any(!is.na(trials$ci_low))) {
    low <- trials$ci_low[valid]
    high <- trials$ci_high[valid]
    found$interval_width <- c(mean(high - low), sd(high - low) / sqrt(n))
    covered <- sum(low <= truth & truth <= high)
    # Limits of curves are kept in bins of 1/4,096; a limit in the bin of the true value counts as holding it.
    if (trials$is_count[1]) {
      found$coverage <- c(covered / n, share_error(covered, n))
    } else {
      bin <- floor(truth * 4096)
      covered <- sum(floor(low * 4096) <= bin & bin <= floor(high * 4096))
      found$coverage <- c(covered / n, share_error(covered, n))
    }
  }
  if (any(!is.na(trials$decided))) {
    decided <- sum(trials$decided)
    found$probability_of_decision <- c(decided / all, share_error(decided, all))
  }
  found
}

# A proportion's estimate is its events over its people; a curve's need not be.
is_count <- function(trials) {
  valid <- !is.na(trials$b)
  all(abs(trials$b[valid] - trials$events[valid] / trials$denominator[valid]) < 1e-9)
}

of_layer <- c("bias", "coverage")
size <- estimates$n[1]
compared <- 0
for (drug in unique(estimates$dgm)) {
  for (method in unique(estimates$method)) {
    trials <- estimates[estimates$dgm == drug & estimates$method == method, ]
    if (all(is.na(trials$true_value))) next
    stopifnot(all(trials$rep == seq_len(nrow(trials))))
    trials$is_count <- is_count(trials)
    found <- measures(trials)
    stopifnot(abs(found$true_value[1] - trials$true_value[1]) < 1e-9)
    truths <- published[published$name == "true_value" & published$drug == drug &
                          published$subject == trials$estimand[1], ]
    layers <- truths$layer[abs(truths$value - found$true_value[1]) < 1e-9]
    stopifnot(length(layers) > 0)
    for (name in names(found)) {
      rows <- published[published$name == name & published$drug == drug, ]
      rows <- if (name == "true_value") rows[rows$subject == trials$estimand[1], ]
              else rows[rows$sample_size %in% size & rows$subject %in% c(method, if (name == "probability_of_decision") ""), ]
      if (name %in% c(of_layer, "true_value")) rows <- rows[rows$layer %in% layers, ]
      if (nrow(rows) == 0) stop(sprintf("%s %s %s: nothing published", drug, method, name))
      for (i in seq_len(nrow(rows))) {
        difference <- abs(found[[name]] - c(rows$value[i], rows$mcse[i]))
        if (!all(difference <= 1e-9)) {
          stop(sprintf("%s %s %s %s: %.12g (%.12g) here, %.12g (%.12g) published", drug, method, name, rows$layer[i],
                       found[[name]][1], found[[name]][2], rows$value[i], rows$mcse[i]))
        }
        compared <- compared + 2
      }
    }
    # The partner: one trial's other estimate must be noticed.
    changed <- trials
    changed$b[which(!is.na(changed$b))[1]] <- 0.999
    changed$is_count <- trials$is_count[1]
    if (all(abs(measures(changed)$bias - found$bias) <= 1e-9)) stop("another estimate of one trial changes nothing")
  }
}
stopifnot(compared > 0)
cat(sprintf("%s: %d numbers of %d rows recomputed\n", files[1], compared, nrow(estimates)))
