# Reproduces the analyses of an exported trial from ADTTE, as its own statistician would.
#
# Usage: Rscript adtte.R FOLDER    (a folder of `washout export --trial N`; needs the package survival)
# Ends with an error where a number of analyses.csv differs by more than 1e-9, or where a changed time or censoring
# does not show.
suppressPackageStartupMessages(library(survival))
folder <- commandArgs(trailingOnly = TRUE)[1]
adtte <- read.csv(file.path(folder, "adtte.csv"))
adsl <- read.csv(file.path(folder, "adsl.csv"))
analyses <- read.csv(file.path(folder, "analyses.csv"))
stopifnot(all(adtte$USUBJID %in% adsl$USUBJID), nrow(analyses) > 0)

# 1 - S of Kaplan and Meier at the last day that counts, with Greenwood's error and log-log limits.
kaplan_meier <- function(people, analysis) {
  fit <- survfit(Surv(AVAL, CNSR == 0) ~ 1, data = people, conf.type = "log-log", conf.int = analysis$level)
  last <- summary(fit, times = analysis$days, extend = TRUE)
  found <- c(estimate = 1 - last$surv, standard_error = last$std.err)
  if (last$surv > 0 && last$surv < 1) found <- c(found, lower = 1 - last$upper, upper = 1 - last$lower)
  found
}

# Recurrences over people, with whoever was not seen to the end handled as the method says.
proportion <- function(people, analysis) {
  events <- sum(people$CNSR == 0)
  missing <- sum(people$CNSR == 2)
  of <- nrow(people)
  if (grepl("left out", analysis$method)) of <- of - missing
  if (grepl("counted with recurrence", analysis$method)) events <- events + missing
  found <- c(events = events, denominator = of, estimate = events / of,
             standard_error = sqrt(events / of * (1 - events / of) / of))
  if (grepl("Clopper-Pearson", analysis$interval)) {
    limits <- binom.test(events, of, conf.level = analysis$level)$conf.int
    found <- c(found, lower = limits[1], upper = limits[2])
  }
  found
}

reproduce <- function(times, analysis) {
  people <- times[times$PARAMCD == analysis$paramcd, ]
  if (nrow(people) == 0) return(NULL)
  if (grepl("Kaplan-Meier", analysis$method)) return(kaplan_meier(people, analysis))
  if (grepl("^proportion, lost patients (left out|counted)", analysis$method)) return(proportion(people, analysis))
  NULL
}

compared <- 0
for (i in seq_len(nrow(analyses))) {
  analysis <- analyses[i, ]
  found <- reproduce(adtte, analysis)
  if (is.null(found) || is.na(analysis$estimate)) next
  for (name in names(found)) {
    difference <- abs(found[[name]] - analysis[[name]])
    if (!(difference <= 1e-9)) {
      stop(sprintf("%s %s: %.12g here, %.12g in analyses.csv", analysis$analysis, name, found[[name]], analysis[[name]]))
    }
    compared <- compared + 1
  }
  # The partner: another outcome of one person must be noticed.
  person <- which(adtte$PARAMCD == analysis$paramcd)[1]
  changed <- adtte
  changed$CNSR[person] <- if (changed$CNSR[person] == 0) 1 else 0
  changed$AVAL[person] <- max(1, analysis$days / 2)
  if (isTRUE(all.equal(reproduce(changed, analysis)[["estimate"]], found[["estimate"]], tolerance = 1e-9))) {
    stop(sprintf("%s: another outcome of one person changes nothing", analysis$analysis))
  }
}
stopifnot(compared > 0)
cat(sprintf("%s: %d numbers of %d analyses reproduced\n", folder, compared, nrow(analyses)))
