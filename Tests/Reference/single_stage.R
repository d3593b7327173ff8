# Single-stage designs of one arm by enumerating every outcome at every size, from base R.
# Run: python3 table.py single_stage.R
# Columns: rule, p0, p1, alpha (level for rules by an interval), power, inclusion, n first, r, alpha and power
# there, n stable, r, alpha and power there.
# Every size up to `far` is looked at; nothing fails between the stable size and there.
# No package is the reference here. rpact 3.3.4 has the normal approximation: getPowerRates(
# getDesignGroupSequential(kMax = 1, alpha = 0.025, sided = 1), groups = 1, thetaH0 = 0.55, pi1 = 0.292881,
# maxNumberOfSubjects = 15, directionUpper = FALSE) gives 0.518 and so a type II error of 0.482, where the exact
# chance of a Clopper-Pearson upper limit below 0.55 is 0.318.

# Success is the exact test p <= alpha, or a Clopper-Pearson limit strictly beyond p0.
succeeds <- function(rule, m, p0, alpha) {
  x <- 0:m
  switch(rule,
    test_low = pbinom(x, m, p0) <= alpha,
    test_high = pbinom(x - 1, m, p0, lower.tail = FALSE) <= alpha,
    limit_low = c(if (m > 0) qbeta(1 - (1 - alpha) / 2, head(x, -1) + 1, m - head(x, -1)), 1) < p0,
    limit_high = c(0, if (m > 0) qbeta((1 - alpha) / 2, x[-1], m - x[-1] + 1)) > p0)
}
critical <- function(s, low) if (!any(s)) NA else if (low) max(which(s)) - 1 else min(which(s)) - 1

design <- function(rule, p0, p1, alpha, power, e, far) {
  low <- grepl("low", rule)
  s <- lapply(1:far, function(m) succeeds(rule, m, p0, alpha))
  given <- function(p) sapply(1:far, function(m) sum(dbinom(0:m, m, p)[s[[m]]]))
  mixed <- function(g) if (e == 1) g else sapply(1:far, function(n) sum(dbinom(1:n, n, e) * g[1:n]))
  actual <- mixed(given(p0)); reach <- mixed(given(p1))
  at <- function(n) { r <- critical(s[[n]], low); sprintf("%d,%s,%.17g,%.17g", n, r, actual[n], reach[n]) }
  ok <- reach >= power
  cat(sprintf("%s,%.17g,%.17g,%.17g,%.17g,%.17g,%s,%s\n", rule, p0, p1, alpha, power, e,
              at(min(which(ok))), at(max(c(0, which(!ok))) + 1)))
}

cat("rule,p0,p1,alpha,target,inclusion,first,first_r,first_alpha,first_power,stable,stable_r,stable_alpha,stable_power\n")
for (rates in list(c(0.05, 0.2), c(0.1, 0.2), c(0.1, 0.3), c(0.2, 0.4), c(0.3, 0.5), c(0.5, 0.7), c(0.7, 0.9), c(0.05, 0.25)))
  for (errors in list(c(0.05, 0.8), c(0.05, 0.9), c(0.1, 0.9), c(0.01, 0.8)))
    for (e in c(1, 0.87)) {
      design("test_high", rates[1], rates[2], errors[1], errors[2], e, 350)
      design("test_low", 1 - rates[1], 1 - rates[2], errors[1], errors[2], e, 350)
    }
for (e in c(1, 0.87)) {
  design("test_low", 0.5, 0.3, 0.05, 0.8, e, 350)
  design("test_low", 0.5, 0.0, 0.05, 0.8, e, 350)
  design("test_high", 0.5, 1.0, 0.05, 0.8, e, 350)
  design("limit_low", 0.55, 0.3, 0.95, 0.8, e, 350)
  design("limit_low", 0.4, 0.13, 0.95, 0.8, e, 350)
  design("limit_high", 0.2, 0.5, 0.9, 0.9, e, 350)
}
message(R.version.string)
