# Jeffreys, Agresti-Coull, mid-P and Wald limits, exact tests, coverage and expected width, from R.
# Run: python3 table.py proportion_methods.R
# Columns: quantity, method, events, people, number (level, null or rate), value.
# Limits beyond 0 and 1 are cut there; Jeffreys as in Brown, Cai and DasGupta (2001): 0 at no events, 1 at
# all. Mid-P limits are the roots of their equations.

row <- function(what, method, x, n, number, value)
  cat(sprintf("%s,%s,%d,%d,%.17g,%.17g\n", what, method, as.integer(x), as.integer(n), number, value), sep = "")

root <- function(f, low, high) if (f(low) * f(high) > 0) NA else
  uniroot(f, c(low, high), tol = 1e-17, maxiter = 10000)$root

limits <- list(
  clopper_pearson = function(x, n, level) {
    a <- (1 - level) / 2
    c(if (x == 0) 0 else qbeta(a, x, n - x + 1), if (x == n) 1 else qbeta(1 - a, x + 1, n - x))
  },
  wilson = function(x, n, level) {
    z <- qnorm(1 - (1 - level) / 2); p <- x / n
    centre <- (p + z^2 / (2 * n)) / (1 + z^2 / n)
    half <- z / (1 + z^2 / n) * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))
    c(if (x == 0) 0 else centre - half, if (x == n) 1 else centre + half)  # at the ends but for rounding
  },
  jeffreys = function(x, n, level) {
    a <- (1 - level) / 2
    c(if (x == 0) 0 else qbeta(a, x + 0.5, n - x + 0.5),
      if (x == n) 1 else qbeta(a, x + 0.5, n - x + 0.5, lower.tail = FALSE))
  },
  agresti_coull = function(x, n, level) {
    z <- qnorm(1 - (1 - level) / 2)
    m <- n + z^2; p <- (x + z^2 / 2) / m
    pmin(1, pmax(0, p + c(-1, 1) * z * sqrt(p * (1 - p) / m)))
  },
  mid_p = function(x, n, level) {
    a <- (1 - level) / 2
    above <- function(p) pbinom(x, n, p, lower.tail = FALSE) + dbinom(x, n, p) / 2 - a
    below <- function(p) pbinom(x - 1, n, p) + dbinom(x, n, p) / 2 - a
    c(if (x == 0) 0 else root(above, 0, 1), if (x == n) 1 else root(below, 0, 1))
  },
  wald = function(x, n, level) {
    z <- qnorm(1 - (1 - level) / 2); p <- x / n
    pmin(1, pmax(0, p + c(-1, 1) * z * sqrt(p * (1 - p) / n)))
  })

cat("quantity,method,events,people,number,value\n")
for (method in c("jeffreys", "agresti_coull", "mid_p", "wald"))
  for (n in c(1, 2, 15, 40, 1000))
    for (x in unique(c(0, 1, round(n * 0.13), round(n * 0.5), n - 1, n)))
      for (level in c(0.8, 0.95, 0.999)) {
        l <- limits[[method]](x, n, level)
        row("lower", method, x, n, level, l[1])
        row("upper", method, x, n, level, l[2])
      }
# The Jeffreys and Clopper-Pearson limits among a hundred thousand and a million.
for (n in c(1e5, 1e6)) for (x in c(0, 1, 7, 0.3 * n, n - 1, n)) for (method in c("jeffreys", "clopper_pearson")) {
  l <- limits[[method]](x, n, 0.95)
  row("lower", method, x, n, 0.95, l[1])
  row("upper", method, x, n, 0.95, l[2])
}

test <- function(x, n, null) for (side in c("less", "greater", "two.sided"))
  row("test", side, x, n, null, binom.test(x, n, null, alternative = side)$p.value)
for (n in c(1, 2, 15, 40)) for (x in unique(c(0, 1, round(n * 0.2), round(n * 0.5), n)))
  for (null in c(0, 0.05, 0.2, 1 / 3, 0.5, 0.9, 1)) test(x, n, null)
for (x in 0:13) test(x, 13, 0.5)
test(682, 925, 0.75)                       # the example of ?binom.test
for (case in list(c(300500, 0.3), c(299500, 0.3), c(7, 1e-5), c(499000, 0.5), c(501000, 0.5), c(0, 1e-6),
                  c(1e6, 0.999999), c(300000, 0.3))) test(case[1], 1e6, case[2])

for (method in names(limits)) for (n in c(1, 15, 40, 200)) {
  l <- sapply(0:n, function(x) limits[[method]](x, n, 0.95))
  for (rate in c(0, 0.05, 0.13, 0.3, 0.5, 1)) {
    p <- dbinom(0:n, n, rate)
    row("coverage", method, 0, n, rate, sum(p[l[1, ] <= rate & rate <= l[2, ]]))
    row("width", method, 0, n, rate, sum(p * (l[2, ] - l[1, ])))
    row("narrow", method, 0, n, rate, sum(p[l[2, ] - l[1, ] <= 0.25]))
  }
  whole <- sum(sapply(0:n, function(x) integrate(function(p) dbinom(x, n, p), l[1, x + 1], l[2, x + 1],
                                                  rel.tol = 1e-12, subdivisions = 1000)$value))
  row("mean coverage", method, 0, n, 0.95, whole)
}
# First and stable size, in the places of events and people, for a mean width and for a width with a chance of 80 %.
# Beyond 200 people no interval of these methods is as wide as 0.2.
for (method in c("clopper_pearson", "wilson", "jeffreys", "agresti_coull", "mid_p")) for (rate in c(0, 0.13, 0.5)) {
  l <- lapply(1:200, function(n) sapply(0:n, function(x) diff(limits[[method]](x, n, 0.95))))
  mean_width <- sapply(1:200, function(n) sum(dbinom(0:n, n, rate) * l[[n]]))
  for (width in c(0.35, 0.2)) {
    chance <- sapply(1:200, function(n) sum(dbinom(0:n, n, rate)[l[[n]] <= width]))
    sizes <- function(what, ok) row(what, method, min(which(ok)), max(c(0, which(!ok))) + 1, rate, width)
    sizes("expected size", mean_width <= width)
    sizes("assured size", chance >= 0.8)
  }
}
message(R.version.string)
