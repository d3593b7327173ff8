# Posteriors of mixtures of betas, predictive probabilities, stopping boundaries and what they do, from R.
# Run: python3 table.py bayes.R
# Columns: kind, then numbers; see Tests/Reference/README.md for the tests that read them.

row <- function(kind, ...) cat(kind, ",", paste(sprintf("%.17g", c(...)), collapse = ","), "\n", sep = "")
cat("kind,numbers\n")

# --- Posteriors: components (weight, alpha, beta), x of n, limit; then mean, variance, P(p > limit), 2.5 and
# 97.5 % quantiles, weights.
mixtures <- list(
  list(c(1, 1, 1)), list(c(1, .5, .5)), list(c(1, 3, 7)), list(c(1, .2, .8)),
  list(c(.8, 6, 24), c(.2, 1, 1)), list(c(.5, 2, 18), c(.3, 30, 10), c(.2, .5, .5)))
data <- list(c(0, 0), c(0, 15), c(3, 15), c(15, 15), c(1, 1), c(40, 100), c(3000, 10000))
update <- function(parts, x, n) {
  logs <- sapply(parts, function(k) log(k[1]) + lbeta(k[2] + x, k[3] + n - x) - lbeta(k[2], k[3]))
  weights <- exp(logs - max(logs)) / sum(exp(logs - max(logs)))
  lapply(seq_along(parts), function(i) c(weights[i], parts[[i]][2] + x, parts[[i]][3] + n - x))
}
above <- function(parts, p) sum(sapply(parts, function(k) k[1] * pbeta(p, k[2], k[3], lower.tail = FALSE)))
below <- function(parts, p) sum(sapply(parts, function(k) k[1] * pbeta(p, k[2], k[3])))
quantile.of <- function(parts, q) {
  ends <- sapply(parts, function(k) qbeta(q, k[2], k[3]))
  if (length(parts) == 1) return(ends)
  uniroot(function(p) below(parts, p) - q, range(ends) + c(-1e-9, 1e-9), tol = 1e-15)$root
}
for (parts in mixtures) for (d in data) {
  post <- update(parts, d[1], d[2])
  means <- sapply(post, function(k) k[2] / (k[2] + k[3]))
  weights <- sapply(post, `[`, 1)
  mean <- sum(weights * means)
  second <- sum(sapply(post, function(k) k[1] * k[2] * (k[2] + 1) / ((k[2] + k[3]) * (k[2] + k[3] + 1))))
  row("posterior", length(parts), unlist(parts), d, .2, mean, second - mean^2, above(post, .2),
    quantile.of(post, .025), quantile.of(post, .975), weights)
}

# --- Highest density: the height at which the region above it holds the level, on the pieces between the
# turning points of a grid of 200,000.
region <- function(parts, level) {
  f <- function(p) Reduce(`+`, lapply(parts, function(k) k[1] * dbeta(p, k[2], k[3])))
  grid <- (1:200000 - .5) / 200000
  inside <- function(height) {
    is.in <- f(grid) >= height
    runs <- rle(is.in)
    last <- cumsum(runs$lengths)
    first <- last - runs$lengths + 1
    ends <- NULL
    cross <- function(i) uniroot(function(p) f(p) - height, grid[i + 0:1], tol = 1e-15)$root
    for (i in which(runs$values)) {
      low <- if (first[i] == 1) 0 else cross(first[i] - 1)
      high <- if (last[i] == length(grid)) 1 else cross(last[i])
      ends <- rbind(ends, c(low, high))
    }
    ends
  }
  mass <- function(height) {
    ends <- inside(height)
    sum(sapply(parts, function(k) k[1] * sum(pbeta(ends[, 2], k[2], k[3]) - pbeta(ends[, 1], k[2], k[3]))))
  }
  height <- uniroot(function(h) mass(exp(h)) - level, log(c(1e-4, max(f(grid)) * .999)), tol = 1e-14)$root
  c(t(inside(exp(height))))
}
for (case in list(
  list(.95, list(c(1, 4, 13))), list(.95, list(c(1, 1, 16))), list(.9, list(c(1, 16, 1))),
  list(.95, list(c(1, .5, 15.5))), list(.8, list(c(1, .5, .5))), list(.9, list(c(.5, 10, 40), c(.5, 40, 10))),
  list(.95, list(c(.5, 10, 40), c(.5, 14, 30))), list(.5, list(c(.6, 20, 80), c(.3, 50, 50), c(.1, 80, 20)))))
  row("highest", case[[1]], length(case[[2]]), unlist(case[[2]]), region(case[[2]], case[[1]]))

# --- Predictive: alpha, beta, m, then all chances.
chances <- function(m, a, b) { y <- 0:m; exp(lchoose(m, y) + lbeta(a + y, b + m - y) - lbeta(a, b)) }
for (case in list(c(1, 1, 5), c(.5, .5, 12), c(3, 7, 15), c(.2, .8, 26), c(40, 61, 30)))
  row("predictive", case, chances(case[3], case[1], case[2]))

# --- Paths: the chance to stop at each look, for a plan of "many is good" boundaries, by carrying the table
# of counts from look to look. Gives success, expected n, early stopping.
paths <- function(n, futile, won, p) {
  state <- c(`0` = 1)
  seen <- 0; success <- 0; expected <- 0; early <- 0
  for (i in seq_along(n)) {
    step <- n[i] - seen
    next.state <- numeric(n[i] + 1)
    for (x in seq_along(state) - 1) for (y in 0:step)
      next.state[x + y + 1] <- next.state[x + y + 1] + state[x + 1] * dbinom(y, step, p)
    x <- 0:n[i]
    stop <- (!is.na(futile[i]) & x <= futile[i]) | (!is.na(won[i]) & x >= won[i])
    success <- success + sum(next.state[!is.na(won[i]) & x >= won[i]])
    expected <- expected + n[i] * sum(next.state[stop])
    if (i < length(n)) early <- early + sum(next.state[stop])
    state <- ifelse(stop, 0, next.state)
    seen <- n[i]
  }
  c(success, expected + seen * sum(state), early)
}

# --- Lee and Liu (2008): p0, alpha, beta, theta_T, theta_L, theta_U, first look, N, then p, success,
# expected n and early stopping at p0 and p1, then futility boundary (-1 none) and success boundary by look.
predictive.plan <- function(p0, a, b, tt, tl, tu, first, N) {
  looks <- first:N
  critical <- min(which(pbeta(p0, a + 0:N, b + N - 0:N, lower.tail = FALSE) > tt) - 1)
  pp <- function(x, n) {
    if (n == N) return(as.numeric(x >= critical))
    y <- 0:(N - n)
    sum(chances(N - n, a + x, b + n - x)[x + y >= critical])
  }
  futile <- won <- NULL
  for (n in looks) {
    all <- sapply(0:n, pp, n)
    low <- which(all < if (n == N) .5 else tl); high <- which(all > if (n == N) .5 else tu)
    futile <- c(futile, if (length(low)) max(low) - 1 else NA)
    won <- c(won, if (length(high)) min(high) - 1 else NA)
  }
  list(n = looks, futile = futile, won = won)
}
none <- function(x) ifelse(is.na(x), -1, x)
for (case in list(
  list(c(.2, .2, .8, .922, .001, 1, 10, 36), .4), list(c(.2, .2, .8, .9, .05, .95, 10, 30), .4),
  list(c(.3, .6, 1.4, .85, .05, 1, 1, 40), .5), list(c(.6, .6, .4, .9, .1, .9, 5, 40), .8))) {
  k <- case[[1]]
  plan <- do.call(predictive.plan, as.list(k))
  # Rounding can bring a sure success just above 1.
  if (k[6] == 1) plan$won[-length(plan$won)] <- NA
  row("lee_liu", k, case[[2]], paths(plan$n, plan$futile, plan$won, k[1]),
    paths(plan$n, plan$futile, plan$won, case[[2]]), none(plan$futile), none(plan$won))
}
# Lee and Liu (2008), Table 1: 16 of 23 seen, N = 40, p0 = 0.6, Beta(0.6, 0.4), theta_T = 0.9.
y <- 0:17
row("predictive_probability",
  sum(chances(17, 16.6, 7.4)[pbeta(.6, 16.6 + y, 24.4 - y, lower.tail = FALSE) > .9]))

# --- Thall and Simon (1994): alpha_e, beta_e, alpha_s, beta_s, delta, p_L, p_U, first, N, then p and success,
# expected n, early stopping at p, then futility and success boundaries by look.
superior <- function(x, n, k, delta) integrate(function(e)
  dbeta(e, k[1] + x, k[2] + n - x) * pbeta(e - delta, k[3], k[4]), delta, 1, rel.tol = 1e-10,
  subdivisions = 2000)$value
for (case in list(
  list(c(.6, 1.4, 15, 35, 0, .05, .95, 10, 40), .3), list(c(.4, 1.6, 10, 40, .15, .05, .95, 10, 30), .2),
  list(c(2, 2, 60, 140, .2, .1, .99, 5, 25), .5))) {
  k <- case[[1]]
  looks <- k[8]:k[9]
  futile <- won <- NULL
  for (n in looks) {
    low <- sapply(0:n, superior, n, k, k[5]); high <- sapply(0:n, superior, n, k, 0)
    futile <- c(futile, if (any(low <= k[6])) max(which(low <= k[6])) - 1 else NA)
    won <- c(won, if (any(high >= k[7])) min(which(high >= k[7])) - 1 else NA)
  }
  row("thall_simon", k, case[[2]], paths(looks, futile, won, case[[2]]), none(futile), none(won))
}
# P(pE > pS + delta): alpha_e, beta_e, alpha_s, beta_s, delta, x, n, value.
for (k in list(c(.6, 1.4, 15, 35, 0, 5, 20), c(.4, 1.6, 10, 40, .15, 8, 30), c(1, 1, 1500, 3500, .1, 12, 20),
  c(1, 1, 2, 3, .3, 0, 12), c(1, 1, 2, 3, 0, 12, 12)))
  row("superiority", k, superior(k[6], k[7], k, k[5]))

# --- Pausing: pairs k, m; rate; then the chance of a pause, by each m, and the mean number of people, by
# listing all 2^m courses.
pause <- function(pairs, p) {
  last <- max(pairs[, 2])
  courses <- as.matrix(expand.grid(rep(list(0:1), last)))
  counts <- t(apply(courses, 1, cumsum))
  at <- apply(counts, 1, function(count) {
    hit <- sapply(1:last, function(j) any(count[j] >= pairs[pairs[, 2] >= j, 1]))
    if (any(hit)) min(which(hit)) else Inf
  })
  weight <- p^rowSums(courses) * (1 - p)^(last - rowSums(courses))
  c(sum(weight[is.finite(at)]), sapply(pairs[, 2], function(m) sum(weight[at <= m])),
    sum(weight * pmin(at, last)))
}
for (pairs in list(rbind(c(2, 6)), rbind(c(2, 3), c(3, 6), c(5, 14)), rbind(c(1, 1), c(4, 12))))
  for (p in c(.05, .3, .9)) row("pausing", nrow(pairs), t(pairs), p, pause(pairs, p))

# --- Assurance: alpha, beta, n, inclusion, critical count (at most), mean, between, within, by quadrature.
for (case in list(c(3, 7, 15, 1, 3), c(3, 7, 15, .87, 3), c(1, 1, 30, .9, 8), c(20, 60, 40, 1, 12), c(2, 5, 1, .5, 0))) {
  a <- case[1]; b <- case[2]; n <- case[3]; e <- case[4]; c <- case[5]
  power <- function(p) sapply(p, function(p) sum(dbinom(1:n, n, e) * pbinom(pmin(c, 1:n), 1:n, p)))
  mean <- integrate(function(p) power(p) * dbeta(p, a, b), 0, 1, rel.tol = 1e-12, subdivisions = 2000)$value
  square <- integrate(function(p) power(p)^2 * dbeta(p, a, b), 0, 1, rel.tol = 1e-12, subdivisions = 2000)$value
  row("assurance", a, b, n, e, c, mean, square - mean^2, mean - square)
}

# --- Go where P(p < 0.3) > 0.8, no-go where P(p > 0.25) > 0.7, Beta(1, 1): n, inclusion, rate, go, consider, no-go.
for (n in c(1, 15, 30)) for (e in c(1, .87)) for (p in c(.1, .3)) {
  out <- c(0, 0, 0)
  for (m in 0:n) for (x in 0:m) {
    go <- m > 0 && pbeta(.3, 1 + x, 1 + m - x) > .8
    no <- m > 0 && pbeta(.25, 1 + x, 1 + m - x, lower.tail = FALSE) > .7
    i <- if (go == no) 2 else if (go) 1 else 3
    out[i] <- out[i] + dbinom(m, n, e) * dbinom(x, m, p)
  }
  row("go", n, e, p, out)
}

# --- Of so many people that GSL has no probability near the mean: limit, alpha, beta; P(p <= limit), P(p > limit).
for (r in list(
  c(.5, 5e6, 5e6), c(.2, 2e6, 8e6), c(.2, 2e8, 8e8), c(.01, 1e6, 9.9e7),
  c(.2 - 1e-7, 2e6, 8e6), c(.2 - 1e-6, 2e6, 8e6), c(.5 - 1e-8, 5e8, 5e8)))
  row("large", r, pbeta(r[1], r[2], r[3]), pbeta(r[1], r[2], r[3], lower.tail = FALSE))
message(R.version.string)
