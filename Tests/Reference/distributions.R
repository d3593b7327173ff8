# Distribution functions, upper tails and quantiles from R, for the families of the scenario file.
# Run: python3 table.py distributions.R
# Columns: case (as named in DistributionReferenceTests), function, argument, value.

row <- function(case, what, x, value)
  cat(sprintf("%s,%s,%.17g,%.17g\n", case, what, x, value), sep = "")

rows <- function(case, xs, ps, p, q) {
  row(case, "cdf", xs, p(xs, TRUE))
  row(case, "survival", xs, p(xs, FALSE))
  row(case, "quantile", ps, q(ps))
}

ps <- c(1e-6, 0.01, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9999)
cat("case,function,argument,value\n")

rows("normal", c(-20, 4, 34, 41.5, 99), ps,
     function(x, l) pnorm(x, 34, 10, lower.tail = l), function(p) qnorm(p, 34, 10))

limited <- function(x, l) {
  a <- pnorm(14, 34, 10); b <- pnorm(75, 34, 10)
  if (l) (pnorm(x, 34, 10) - a) / (b - a) else (b - pnorm(x, 34, 10)) / (b - a)
}
rows("limited", c(15, 20, 34, 50, 70), ps, limited, function(p) {
  a <- pnorm(14, 34, 10); b <- pnorm(75, 34, 10)
  qnorm(a + p * (b - a), 34, 10)
})

# A lower limit six standard deviations above the mean, in the upper tail throughout.
rows("upper tail", c(6.01, 6.1, 6.5, 7, 9), ps,
     function(x, l) {
       up <- pnorm(x, lower.tail = FALSE) / pnorm(6, lower.tail = FALSE)
       if (l) -expm1(log(up)) else up
     },
     function(p) qnorm(pnorm(6, lower.tail = FALSE) * (1 - p), lower.tail = FALSE))

rows("lognormal", c(20, 40, 55.7, 70, 200), ps,
     function(x, l) plnorm(x, log(55.7), 0.18, lower.tail = l),
     function(p) qlnorm(p, log(55.7), 0.18))
rows("gamma", c(0.01, 0.5, 3, 8, 40), ps,
     function(x, l) pgamma(x, shape = 6, scale = 0.5, lower.tail = l),
     function(p) qgamma(p, shape = 6, scale = 0.5))
rows("small gamma", c(1e-12, 1e-3, 0.1, 2, 30), ps[-(1:1)],
     function(x, l) pgamma(x, shape = 0.1, scale = 20, lower.tail = l),
     function(p) qgamma(p, shape = 0.1, scale = 20))
rows("beta", c(0.01, 0.3, 0.5, 0.8, 0.99), ps,
     function(x, l) pbeta(x, 6, 6, lower.tail = l), function(p) qbeta(p, 6, 6))
rows("uneven beta", c(0.001, 0.3, 0.5, 0.8, 0.999), ps,
     function(x, l) pbeta(x, 0.5, 0.7, lower.tail = l), function(p) qbeta(p, 0.5, 0.7))
rows("large beta", c(0.29, 0.299, 0.3, 0.301, 0.31), ps,
     function(x, l) pbeta(x, 30000, 70001, lower.tail = l), function(p) qbeta(p, 30000, 70001))
rows("weibull", c(0.1, 3, 12, 30, 100), ps,
     function(x, l) pweibull(x, 1.7, 12, lower.tail = l), function(p) qweibull(p, 1.7, 12))
rows("exponential", c(1e-9, 1, 5, 20, 200), ps,
     function(x, l) pexp(x, 1 / 5, lower.tail = l), function(p) qexp(p, 1 / 5))
rows("uniform", c(-2, -1, 0.5, 2.9, 3), ps,
     function(x, l) punif(x, -2, 3, lower.tail = l), function(p) qunif(p, -2, 3))
# ln X is logistic.
rows("loglogistic", c(0.01, 4, 8, 20, 1e4), ps,
     function(x, l) plogis(log(x), log(8), 1 / 2.5, lower.tail = l),
     function(p) exp(qlogis(p, log(8), 1 / 2.5)))
# Hazard 0.01 to week 4, 0.05 to week 12, then 0.02.
hazard <- function(x) 0.01 * pmin(x, 4) + 0.05 * pmin(pmax(x - 4, 0), 8) + 0.02 * pmax(x - 12, 0)
rows("piecewise", c(0.5, 4, 7, 12, 300), ps,
     function(x, l) pexp(hazard(x), 1, lower.tail = l),
     function(p) {
       h <- qexp(p)
       ifelse(h <= 0.04, h / 0.01, ifelse(h <= 0.44, 4 + (h - 0.04) / 0.05, 12 + (h - 0.44) / 0.02))
     })
rows("bernoulli", c(-1, 0, 0.5, 1), ps,
     function(x, l) pbinom(x, 1, 0.3, lower.tail = l), function(p) qbinom(p, 1, 0.3))
rows("binomial", c(-1, 0, 3, 4.5, 14, 15), ps,
     function(x, l) pbinom(x, 15, 0.3, lower.tail = l), function(p) qbinom(p, 15, 0.3))
rows("large binomial", c(29000, 29900, 30000, 30100, 31000), ps,
     function(x, l) pbinom(x, 1e5, 0.3, lower.tail = l), function(p) qbinom(p, 1e5, 0.3))
rows("poisson", c(-0.1, 0, 2, 7.9, 25), ps,
     function(x, l) ppois(x, 2.3, lower.tail = l), function(p) qpois(p, 2.3))
rows("large poisson", c(995000, 999000, 1e6, 1001000, 1006000), ps,
     function(x, l) ppois(x, 1e6, lower.tail = l), function(p) qpois(p, 1e6))
mixed <- function(x, l) 0.3 * plnorm(x, log(5), 0.4, lower.tail = l) +
  0.7 * pgamma(x, shape = 2, scale = 10, lower.tail = l)
rows("mixture", c(1, 5, 9, 30, 100), ps, mixed, function(p) sapply(p, function(u)
  uniroot(function(x) mixed(x, TRUE) - u, c(1e-9, 1e4), tol = 1e-14)$root))

# Moments of the families that have no closed form in a line, by quadrature.
moment <- function(case, density, lower, upper) {
  m <- integrate(function(x) x * density(x), lower, upper, rel.tol = 1e-11, subdivisions = 2000)
  v <- integrate(function(x) (x - m$value)^2 * density(x), lower, upper, rel.tol = 1e-11,
                 subdivisions = 2000)
  row(case, "mean", 0, m$value)
  row(case, "variance", 0, v$value)
}
moment("limited", function(x) dnorm(x, 34, 10) / (pnorm(75, 34, 10) - pnorm(14, 34, 10)), 14, 75)
moment("upper tail", function(x) dnorm(x) / pnorm(6, lower.tail = FALSE), 6, 12)
moment("lognormal", function(x) dlnorm(x, log(55.7), 0.18), 10, 300)
moment("gamma", function(x) dgamma(x, shape = 6, scale = 0.5), 0, 60)
moment("beta", function(x) dbeta(x, 6, 6), 0, 1)
moment("weibull", function(x) dweibull(x, 1.7, 12), 0, 300)
moment("exponential", function(x) dexp(x, 1 / 5), 0, 400)
moment("uniform", function(x) dunif(x, -2, 3), -2, 3)
llogis <- function(x) dlogis(log(x), log(8), 1 / 2.5) / x
# The tail beyond 1e4 in closed form would hide errors; on the log scale quadrature reaches it.
onlog <- function(k) integrate(function(y) exp(k * y) * dlogis(y, log(8), 1 / 2.5), -60, 250,
                               rel.tol = 1e-11, subdivisions = 5000)$value
row("loglogistic", "mean", 0, onlog(1))
row("loglogistic", "variance", 0, onlog(2) - onlog(1)^2)
area <- function(k, from, to) integrate(function(x) k * x^(k - 1) * exp(-hazard(x)), from, to,
                                        rel.tol = 1e-12)$value
whole <- function(k) area(k, 0, 4) + area(k, 4, 12) + area(k, 12, 400) + area(k, 400, 2500)
row("piecewise", "mean", 0, whole(1))
row("piecewise", "variance", 0, whole(2) - whole(1)^2)
moment("mixture", function(x) 0.3 * dlnorm(x, log(5), 0.4) + 0.7 * dgamma(x, shape = 2, scale = 10),
       0, 700)
xs <- 0:15
row("binomial", "mean", 0, sum(xs * dbinom(xs, 15, 0.3)))
row("binomial", "variance", 0, sum((xs - 4.5)^2 * dbinom(xs, 15, 0.3)))
xs <- 0:100
row("poisson", "mean", 0, sum(xs * dpois(xs, 2.3)))
row("poisson", "variance", 0, sum((xs - 2.3)^2 * dpois(xs, 2.3)))
message(R.version.string)
