# The samples of the survival references. Run: python3 table.py survival_sets.R
# Columns: set, time, event (1) or censoring (0). Other scripts source this file for `sets`.
suppressPackageStartupMessages(library(survival))

extract <- function(d, rows) list(time = d$time[rows], event = as.integer(d$status[rows] == max(d$status)))
sets <- list(
  # Freireich and others (1963), Blood 21, 699-716: weeks to relapse, 6-mercaptopurine and placebo
  # (Klein and Moeschberger 2003, table 1.1).
  freireich = list(
    time = c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35),
    event = c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)),
  placebo = list(
    time = c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23),
    event = rep(1, 21)),
  # Data sets of the survival package: aml by arm, the first 40 of lung, the first 25 of veteran.
  maintained = extract(aml, aml$x == "Maintained"),
  nonmaintained = extract(aml, aml$x == "Nonmaintained"),
  lung = extract(lung, 1:40),
  veteran = extract(veteran, 1:25),
  # The curve lies at exactly 1/2 from the 10th to the 11th event; the products are not exactly 1/2.
  flat = list(time = c(1:10 * 1.5, 21:30), event = rep(1, 20)),
  # It lies at 1/2 and 1/4 to the end.
  flatend = list(time = c(1, 2, 3, 4), event = c(1, 1, 0, 0)),
  quarterend = list(time = c(1, 2, 3, 4, 5, 6, 7, 9), event = c(1, 1, 1, 1, 1, 1, 0, 0)),
  one = list(time = 5, event = 1),
  onecensored = list(time = 5, event = 0),
  allcensored = list(time = c(4, 12, 12, 12, 12), event = rep(0, 5)),
  tied = list(time = rep(3, 6), event = c(1, 1, 0, 1, 0, 0)),
  alltied = list(time = rep(3, 4), event = rep(1, 4)),
  atzero = list(time = c(0, 0, 2, 5, 5, 8), event = c(1, 0, 1, 1, 0, 1)),
  censoredfirst = list(time = c(1, 2, 3, 4, 5, 6), event = c(0, 0, 1, 1, 0, 1)))

# 17 digits, empty where undefined.
value <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "")
versions <- function(...) message(paste(
  c(R.version.string, sapply(c(...), function(p) paste(p, packageVersion(p)))), collapse = ", "))

if (sys.nframe() == 0) {
  cat("set,time,event\n")
  for (name in names(sets)) {
    d <- sets[[name]]
    cat(sprintf("%s,%.17g,%d\n", name, d$time, as.integer(d$event)), sep = "")
  }
  versions("survival")
}
