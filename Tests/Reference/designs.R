# Two-stage designs by looking at every (r1, n1, r, n), what they do, and inference after them.
# Run: python3 table.py designs.R
# Columns: kind, key, then numbers; see TwoStageDesignTests and TwoStageResultTests.
#   design   p0 p1 alpha beta, then minimax, admissible or optimal: r1 n1 r n EN PET alpha power
#   result   r1 n1 r n m2 x1 x2, then UMVUE, p-value at p0, median, lower and upper 90 % limits

number <- function(x) paste(sprintf("%.17g", x), collapse = ",")

reject <- function(r1, n1, r, n, p) {
  x <- seq_len(n1 - r1) + r1
  sum(dbinom(x, n1, p) * pbinom(r - x, n - n1, p, lower.tail = FALSE))
}

# The best design of each n: smallest EN, then largest r.
search <- function(p0, p1, alpha, beta, largest) {
  rows <- NULL
  for (n in 2:largest) {
    best <- NULL
    for (n1 in 1:(n - 1)) for (r1 in 0:n1) {
      if (pbinom(r1, n1, p1) > beta) break
      en <- n1 + pbinom(r1, n1, p0, lower.tail = FALSE) * (n - n1)
      if (!is.null(best) && en >= best[5]) next
      for (r in (n - 1):r1) {
        power <- reject(r1, n1, r, n, p1)
        if (power < 1 - beta) next
        level <- reject(r1, n1, r, n, p0)
        if (level <= alpha) best <- c(r1, n1, r, n, en, pbinom(r1, n1, p0), level, power)
        break
      }
    }
    rows <- rbind(rows, best)
  }
  rows
}

# A design is admissible when it is best for some weight q of n against EN: on a fine grid of q, and at
# every weight at which two designs are equally good, a little to either side.
admissible <- function(rows) {
  q <- seq(0, 1, length.out = 2001)
  for (i in seq_len(nrow(rows))) for (j in seq_len(nrow(rows))) if (rows[i, 4] < rows[j, 4]) {
    gain <- rows[i, 5] - rows[j, 5]
    if (gain > 0) q <- c(q, gain / (gain + rows[j, 4] - rows[i, 4]) + c(-1e-9, 1e-9))
  }
  q <- q[q > 0 & q < 1]
  best <- unique(sapply(q, function(w) which.min(w * rows[, 4] + (1 - w) * rows[, 5])))
  rows[sort(best), , drop = FALSE]
}

cases <- rbind(
  c(.05, .25, .10, .10, 40), c(.05, .25, .05, .20, 40), c(.10, .30, .05, .20, 45),
  c(.10, .30, .05, .10, 50), c(.20, .40, .10, .10, 55), c(.20, .40, .05, .10, 70),
  c(.30, .50, .05, .20, 60), c(.40, .60, .05, .20, 60), c(.50, .70, .05, .20, 60),
  c(.60, .80, .05, .20, 60), c(.70, .90, .05, .10, 50), c(.80, .95, .05, .10, 60),
  c(.20, .35, .10, .10, 85), c(.33, .61, .025, .15, 50))
cat("kind,numbers\n")
for (i in seq_len(nrow(cases))) {
  case <- cases[i, ]
  rows <- admissible(search(case[1], case[2], case[3], case[4], case[5]))
  for (j in seq_len(nrow(rows))) cat("design,", number(c(case[1:4], rows[j, ])), "\n", sep = "")
}

# Jung and Kim's estimate, as the mean of x1 / n1 over every way to the same end.
unbiased <- function(r1, n1, m2, x1, x2) {
  if (x1 <= r1) return(x1 / n1)
  s <- x1 + x2
  ways <- (r1 + 1):n1
  ways <- ways[s - ways >= 0 & s - ways <= m2]
  weight <- choose(n1, ways) * choose(m2, s - ways)
  sum(weight * ways / n1) / sum(weight)
}

# Koyama and Chen's p-value, sections 3 and 4.
p.value <- function(p, r1, n1, r, n, m2, x1, x2) {
  if (x1 <= r1) return(pbinom(x1 - 1, n1, p, lower.tail = FALSE))
  x <- (r1 + 1):n1
  n2 <- n - n1
  if (m2 == n2) return(sum(dbinom(x, n1, p) * pbinom(x1 + x2 - x - 1, n2, p, lower.tail = FALSE)))
  needed <- r + 1 - x1
  conditional <- pbinom(x2 - 1, m2, p, lower.tail = FALSE)
  star <- if (needed <= 0) 0 else qbeta(conditional, needed, n2 - needed + 1)
  sum(dbinom(x, n1, p) * pbinom(r - x, n2, star, lower.tail = FALSE))
}

limit <- function(target, ...)
  uniroot(function(p) p.value(p, ...) - target, c(1e-9, 1 - 1e-9), tol = 1e-14)$root

results <- rbind(
  # Koyama and Chen (2008): section 3.4, and sections 4.1 and 4.2 with 23 in place of 20 in stage 2.
  c(1, 10, 5, 29, 19, 2, 4, .1), c(6, 19, 16, 39, 23, 7, 10, .3),
  c(1, 10, 5, 29, 19, 1, 0, .1), c(0, 9, 2, 24, 15, 1, 0, .05), c(0, 9, 2, 24, 15, 2, 13, .05),
  c(3, 13, 12, 43, 30, 4, 9, .2), c(3, 13, 12, 43, 30, 13, 30, .2), c(3, 13, 12, 43, 26, 5, 9, .2),
  c(3, 13, 12, 43, 33, 6, 5, .2), c(6, 19, 16, 39, 18, 9, 0, .3), c(6, 19, 16, 39, 18, 18, 3, .3),
  c(5, 15, 18, 46, 31, 5, 0, .3))
for (i in seq_len(nrow(results))) {
  x <- results[i, ]
  stopped <- x[6] <= x[1]
  args <- list(r1 = x[1], n1 = x[2], r = x[3], n = x[4], m2 = x[5], x1 = x[6], x2 = x[7])
  at <- function(target) do.call(limit, c(list(target), args))
  cat("result,", number(c(x, unbiased(x[1], x[2], x[5], x[6], x[7]), do.call(p.value, c(list(x[8]), args)),
    at(.5), at(.05), at(.95))), "\n", sep = "")
}
message(R.version.string)
