# Confidence limits of proportions, and exact characteristics over random denominators, from R.
# Run: python3 table.py proportions.R
# Columns: quantity, events, people, level, value. See ProportionTests and RandomDenominatorTests.

row <- function(what, x, n, level, value)
  cat(sprintf("%s,%d,%d,%.17g,%.17g\n", what, as.integer(x), as.integer(n), level, value), sep = "")

cat("quantity,events,people,level,value\n")
for (n in c(1, 2, 15, 40, 1000)) {
  for (x in unique(c(0, 1, round(n * 0.13), round(n * 0.5), n - 1, n))) {
    for (level in c(0.8, 0.95, 0.999)) {
      exact <- binom.test(x, n, conf.level = level)$conf.int
      row("exact lower", x, n, level, exact[1])
      row("exact upper", x, n, level, exact[2])
      score <- suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)
      row("score lower", x, n, level, score[1])
      row("score upper", x, n, level, score[2])
    }
  }
}
# At a million people, by the beta quantiles that define the limits.
for (x in c(0, 1, 300000, 999999, 1000000)) {
  n <- 1e6
  row("exact lower", x, n, 0.95, qbeta(0.025, x, n - x + 1))
  row("exact upper", x, n, 0.95, qbeta(0.975, x + 1, n - x))
}

# Power of "Clopper-Pearson upper limit below 0.5" (and "lower limit above 0.2") with 15 or 40 enrolled,
# each in the denominator with probability 0.87; rate 0.3. Coverage of 0.3 and mean width given
# somebody in the denominator. By listing every outcome.
outcomes <- function(n, e, p, of) {
  total <- 0
  for (m in 1:n) for (x in 0:m)
    total <- total + dbinom(m, n, e) * dbinom(x, m, p) * of(x, m)
  total
}
for (n in c(15, 40)) {
  limits <- function(x, m) binom.test(x, m)$conf.int
  row("power low", 0, n, 0.95, outcomes(n, 0.87, 0.3, function(x, m) limits(x, m)[2] < 0.5))
  row("power high", 0, n, 0.95, outcomes(n, 0.87, 0.3, function(x, m) limits(x, m)[1] > 0.2))
  somebody <- 1 - 0.13^n
  row("coverage", 0, n, 0.95, outcomes(n, 0.87, 0.3, function(x, m)
    limits(x, m)[1] <= 0.3 && 0.3 <= limits(x, m)[2]) / somebody)
  row("width", 0, n, 0.95, outcomes(n, 0.87, 0.3, function(x, m) diff(limits(x, m))) / somebody)
}
message(R.version.string)
