# Kaplan-Meier curves, Greenwood errors and log-log limits from R's survival package.
# Run: python3 table.py survival.R
# Columns: data set, time, survival, standard error, lower, upper, at risk (empty where undefined).
# The data sets stand in KaplanMeierTests under the same names.
suppressPackageStartupMessages(library(survival))

sets <- list(
  # Freireich and others (1963), 6-mercaptopurine group: weeks to relapse.
  freireich = list(
    time = c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35),
    event = c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)),
  # Visits every 4 weeks, completers censored at 12, one of them with an event there.
  visits = list(
    time = c(4, 4, 4, 8, 8, 8, 12, 12, 12, 12, 12, 12, 6, 6, 2),
    event = c(1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
  single = list(time = 5, event = 1),
  unordered = list(time = c(9, 1, 5, 3, 7), event = c(1, 1, 0, 1, 0)))

value <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "")
cat("set,time,survival,error,lower,upper,risk\n")
for (name in names(sets)) {
  d <- sets[[name]]
  fit <- survfit(Surv(time, event) ~ 1, data = d, conf.type = "log-log")
  at <- sort(unique(c(1, d$time, d$time + 0.5)))
  s <- summary(fit, times = at, extend = TRUE)
  cat(sprintf("%s,%.17g,%.17g,%s,%s,%s,%d\n", name, s$time, s$surv, value(s$std.err),
              value(s$lower), value(s$upper), as.integer(s$n.risk)), sep = "")
}
message(R.version.string, ", survival ", packageVersion("survival"))
