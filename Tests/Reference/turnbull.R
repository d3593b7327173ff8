# Nonparametric maximum likelihood for interval-censored times by npsurv's constrained Newton method
# (Wang and Taylor 2013), and the self-consistent curve of survival's survfit, which stops at 5e-5.
# Run: python3 table.py turnbull.R
# Rows "data": set, data, left, right: the event lies in (left, right]; -Inf, Inf where open.
# Rows "mass": set, mass, left, right, share. Rows "survfit": set, survfit, time, survival.
source("survival_sets.R")
suppressPackageStartupMessages({ library(npsurv); library(KMsurv) })
data(bcdeter)
rows <- function(k) { d <- bcdeter[bcdeter$treat == k, ]; list(l = d$lower, r = ifelse(is.na(d$upper), Inf, d$upper)) }
set.seed(3)
visits <- local({
  # 60 people seen every four weeks, some visits missed, lost or followed to week 24.
  t <- round(rexp(60, 1 / 15), 3); last <- sample(1:6, 60, TRUE, c(1, 1, 1, 1, 1, 6)) * 4
  l <- pmin(floor(t / 4) * 4, last); r <- ifelse(t > last, Inf, l + 4)
  wide <- runif(60) < 0.3; r[wide & r < 24] <- r[wide & r < 24] + 4
  list(l = l, r = r)
})
samples <- list(
  # Finkelstein and Wolfe (1985), Biometrics 41, 933-945: months to cosmetic deterioration, radiotherapy
  # alone and with chemotherapy (Klein and Moeschberger 2003, table 1.18).
  radiotherapy = rows(1), chemotherapy = rows(2), visits = visits,
  mixed = list(l = c(2, 3, -Inf, 5, 1, 4, -Inf, 6, 7, 2), r = c(2, 3, 3, 5, 4, Inf, 2, Inf, 7, 6)),
  right = list(l = ifelse(sets$freireich$event == 1, sets$freireich$time, sets$freireich$time),
               r = ifelse(sets$freireich$event == 1, sets$freireich$time, Inf)),
  current = list(l = c(-Inf, 3, -Inf, 5, 6, -Inf, 8, -Inf), r = c(2, Inf, 4, Inf, Inf, 7, Inf, 9)))
# npsurv takes closed intervals [l, r] for points and (l, r] else; open on the left is 0 there.
cat("set,kind,a,b,c\n")
text <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), ifelse(x > 0, "Inf", "-Inf"))
for (name in names(samples)) {
  d <- samples[[name]]
  cat(sprintf("%s,data,%s,%s,\n", name, text(d$l), text(d$r)), sep = "")
  fit <- npsurv(cbind(pmax(d$l, 0), d$r), maxit = 1000, tol = 0)
  message(name, ": largest gradient ", fit$maxgrad)
  keep <- fit$f$p > 1e-12
  cat(sprintf("%s,mass,%s,%s,%s\n", name, text(fit$f$left[keep]), text(fit$f$right[keep]),
              value(fit$f$p[keep])), sep = "")
  y <- Surv(ifelse(d$l == -Inf, NA, d$l), ifelse(d$r == Inf, NA, d$r), type = "interval2")
  # With exact and right-censored times alone survfitTurnbull of survival 3.5-3 adds a subject who may
  # have the event at any time; with no exact one it fails.
  if (!name %in% c("current", "right")) {
    s <- survfit(y ~ 1)
    cat(sprintf("%s,survfit,%.17g,%.17g,\n", name, s$time, s$surv), sep = "")
  }
}
versions("survival", "npsurv", "KMsurv")
