# One-sample log-rank tests, and the power of their designs by R's integrate.
# Run: python3 table.py log_rank.R
# Rows "test": set, test, reference, O, E, z, chi-squared by survdiff, z with Wu's variance,
#   P(X <= O) and P(X >= O) by poisson.test, its 95 % limits of O / E.
# Rows "design": name, design, median, shape, ratio, accrual, follow-up, loss, P(event),
#   power of n = 60 at one-sided 0.05, classic and Wu.
source("survival_sets.R")
references <- list(
  exponential = function(t) log(2) / 10 * t,
  weibull = function(t) (t / 14)^1.3,
  piecewise = function(t) 0.1 * pmin(t, 4) + 0.04 * pmax(0, pmin(t, 12) - 4) + 0.02 * pmax(0, t - 12))
cat("set,kind,a,b,c,d,e,f,g,h,i\n")
for (name in c("freireich", "placebo", "maintained", "one", "allcensored", "atzero")) {
  d <- sets[[name]]
  for (r in names(references)) {
    h <- references[[r]](d$time)
    o <- sum(d$event); e <- sum(h)
    if (e == 0) next
    # survdiff's one-sample test wants the expected survival of each subject; it takes no time of 0.
    chisq <- tryCatch(survdiff(Surv(time, event) ~ offset(exp(-h)), data = data.frame(d, h = h))$chisq,
                      error = function(e) NA)
    p <- poisson.test(o, e)
    cat(sprintf("%s,test,%s,%d,%s,%s,%s,%s,%s,%s,%s,%s\n", name, r, as.integer(o), value(e),
                value((o - e) / sqrt(e)), value(chisq), value((o - e) / sqrt((o + e) / 2)),
                value(ppois(o, e)), value(ppois(o - 1, e, lower.tail = FALSE)),
                value(p$conf.int[1]), value(p$conf.int[2])))
  }
}
# Wu (2015), doi 10.1002/pst.1654, equations for sigma0, sigma1, p00 and p01 with censoring survival G.
design <- function(median, shape, ratio, accrual, follow, loss) {
  H <- function(t) log(2) * (t / median)^shape
  h <- function(t) log(2) * shape * t^(shape - 1) / median^shape
  end <- accrual + follow
  G <- function(t) exp(-loss * t) * (if (accrual > 0) pmin(1, (end - t) / accrual) else 1)
  whole <- function(f) {
    cuts <- unique(c(0, follow, end))
    sum(sapply(seq_len(length(cuts) - 1), function(i)
      integrate(f, cuts[i], cuts[i + 1], rel.tol = 1e-12, subdivisions = 1000L)$value))
  }
  p0 <- whole(function(t) G(t) * exp(-ratio * H(t)) * h(t)); p1 <- ratio * p0
  p00 <- whole(function(t) G(t) * exp(-ratio * H(t)) * H(t) * h(t)); p01 <- ratio * p00
  w <- p1 - p0
  s <- sqrt(p1 - p1^2 + 2 * p00 - p0^2 - 2 * p01 + 2 * p0 * p1)
  power <- function(v) pnorm((sqrt(60) * abs(w) - sqrt(v) * qnorm(0.95)) / s)
  list(p1 = p1, classic = power(p0), wu = power((p0 + p1) / 2))
}
designs <- list(
  wu2015 = c(9, 1.22, 1 / 1.75, 5, 3, 0), lossy = c(9, 1.22, 1 / 1.75, 5, 3, 0.1),
  exponential = c(10, 1, 0.5, 12, 12, 0.02), decreasing = c(10, 1, 1.6, 12, 6, 0),
  atonce = c(6, 1.5, 0.6, 0, 12, 0.03), nofollow = c(6, 2, 0.6, 12, 0, 0))
for (name in names(designs)) {
  d <- designs[[name]]
  p <- do.call(design, as.list(d))
  cat(name, "design", sprintf("%.17g", d), value(p$p1), value(p$classic), value(p$wu), sep = ",")
  cat("\n")
}
versions("survival")
