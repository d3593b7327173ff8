# Kaplan-Meier limits on every scale, quantiles with limits, restricted means and Nelson-Aalen estimates.
# Run: python3 table.py kaplan_meier.R
# Columns: set, quantity, scale, level, argument, value, error or at risk, lower, upper (empty where undefined).
source("survival_sets.R")
row <- function(...) cat(paste0(paste(..., sep = ","), "\n"), sep = "")
row("set", "quantity", "scale", "level", "argument", "value", "error", "lower", "upper", "risk")
for (name in names(sets)) {
  d <- sets[[name]]
  y <- Surv(d$time, d$event)
  at <- sort(unique(c(0.5, d$time, if (length(d$time) < 10) d$time + 0.25)))
  for (scale in c("plain", "log", "log-log", "logit", "arcsin")) {
    for (level in if (scale == "log-log") c(0.8, 0.95) else 0.95) {
      fit <- survfit(y ~ 1, conf.type = scale, conf.int = level)
      s <- summary(fit, times = at, extend = TRUE)
      row(name, "survival", scale, level, value(s$time), value(s$surv), value(s$std.err),
          value(s$lower), value(s$upper), s$n.risk)
      for (p in c(0.1, 0.25, 0.5, 0.75, 0.9)) {
        q <- quantile(fit, p)
        row(name, "quantile", scale, level, p, value(unname(q$quantile)), "",
            value(unname(q$lower)), value(unname(q$upper)), "")
      }
    }
  }
  for (tau in c(0.9, 1, 1.3) * max(d$time)) {
    if (tau < min(d$time)) next
    m <- summary(fit, rmean = tau)$table
    row(name, "mean", "", "", value(tau), value(m[["rmean"]]), value(m[["se(rmean)"]]), "", "", "")
  }
  fit <- survfit(y ~ 1, stype = 2, ctype = 1, conf.type = "log-log")
  s <- summary(fit, times = at, extend = TRUE)
  row(name, "hazard", "", 0.95, value(s$time), value(s$cumhaz), value(s$std.chaz),
      value(-log(s$upper)), value(-log(s$lower)), s$n.risk)
}
versions("survival")
