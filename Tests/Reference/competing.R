# Cumulative incidence with competing risks: survival's Aalen-Johansen, and cmprsk's estimates beside it.
# Run: python3 table.py competing.R
# Rows "data": set, data, time, cause. Rows "at": set, at, cause, time, incidence, its standard error,
# lower and upper 95 % limit on the log-log scale, incidence by cmprsk.
source("survival_sets.R")
suppressPackageStartupMessages(library(cmprsk))
mgus <- mgus2[1:80, ]
crossing <- list(
  # The first 80 of mgus2: 1 is plasma-cell malignancy first, 2 death first; months.
  mgus = list(time = ifelse(mgus$pstat == 1, mgus$ptime, mgus$futime),
              cause = ifelse(mgus$pstat == 1, 1, 2 * mgus$death)),
  ties = list(time = c(1, 2, 2, 3, 4, 4, 5, 6), cause = c(1, 2, 1, 0, 2, 1, 0, 1)),
  three = list(time = c(3, 3, 3, 5, 6, 6, 7, 9, 9, 10), cause = c(3, 1, 0, 2, 2, 1, 0, 3, 0, 1)),
  one = list(time = sets$freireich$time, cause = sets$freireich$event))
cat("set,kind,a,b,c,d,e,f,g\n")
for (name in names(crossing)) {
  d <- crossing[[name]]
  cat(sprintf("%s,data,%.17g,%d,,,,,\n", name, d$time, as.integer(d$cause)), sep = "")
  causes <- max(d$cause)
  fit <- survfit(Surv(d$time, factor(d$cause, 0:causes)) ~ 1, conf.type = "log-log")
  other <- cuminc(d$time, d$cause, cencode = 0)
  at <- sort(unique(c(d$time, d$time + 0.25)))
  for (k in 1:causes) {
    if (causes == 1) {
      single <- survfit(Surv(d$time, d$cause) ~ 1)
      s <- summary(single, times = at, extend = TRUE)
      est <- 1 - s$surv; se <- s$std.err
      ci <- survival:::survfit_confint(est, se, logse = FALSE, "log-log", 0.95)
    } else {
      s <- summary(fit, times = at, extend = TRUE)
      est <- s$pstate[, k + 1]; se <- s$std.err[, k + 1]
      ci <- survival:::survfit_confint(est, se, logse = FALSE, "log-log", 0.95)
    }
    estimates <- timepoints(other, pmin(at, max(d$time)))$est
    cat(sprintf("%s,at,%d,%.17g,%s,%s,%s,%s,%s\n", name, k, at, value(est), value(se),
                value(ci$lower), value(ci$upper),
                value(as.vector(estimates[k, as.character(pmin(at, max(d$time)))]))), sep = "")
  }
}
versions("survival", "cmprsk")
