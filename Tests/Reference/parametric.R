# Exponential and Weibull maximum likelihood by survreg, and exact Poisson limits of a rate.
# Run: python3 table.py parametric.R
# Columns: set, fit, ln rate or ln scale, its standard error, ln shape, its standard error, log likelihood;
# for "exact": 95 % limits of the rate by poisson.test.
source("survival_sets.R")
cat("set,fit,a,b,c,d,loglik\n")
tight <- survreg.control(rel.tolerance = 1e-14, maxiter = 200)
for (name in setdiff(names(sets), c("onecensored", "allcensored", "alltied"))) {
  d <- sets[[name]]
  ct <- poisson.test(sum(d$event), sum(d$time))$conf.int
  cat(sprintf("%s,exact,%s,%s,,,\n", name, value(ct[1]), value(ct[2])))
  if (any(d$time == 0)) next
  e <- survreg(Surv(time, event) ~ 1, data = d, dist = "exponential", control = tight)
  cat(sprintf("%s,exponential,%s,%s,,,%s\n", name, value(-coef(e)), value(sqrt(vcov(e)[1, 1])), value(e$loglik[1])))
  if (name %in% c("one", "tied")) next
  w <- survreg(Surv(time, event) ~ 1, data = d, dist = "weibull", control = tight)
  v <- sqrt(diag(vcov(w)))
  cat(sprintf("%s,weibull,%s,%s,%s,%s,%s\n", name, value(coef(w)), value(v[1]), value(-log(w$scale)),
              value(v[2]), value(w$loglik[1])))
}
versions("survival")
