# Job J1 in R: 15 exponential times a trial, X / n with Clopper-Pearson limits, the exact one-sided test of a rate of
# 0.5, Kaplan-Meier at 12 weeks with log-log limits (j1.yaml says it for the engine).
#
#   Rscript j1.R survival|counts|rpact|mediana TRIALS
#
# survival: all of it, trial by trial, by base R and the package survival. counts: only X, vectorised over trials.
# rpact, mediana: what these simulators have of it, X / n and the test. Prints the mean of X and the share of trials
# that reject, each with its Monte Carlo error.
arguments <- commandArgs(TRUE)
method <- arguments[1]
trials <- as.integer(arguments[2])
set.seed(20261122)
n <- 15
weeks <- 12
recurrence <- -log(0.70) / weeks
loss <- -log(0.95) / weeks
# Recurrence before loss, which is what a binomial simulator can draw.
seen <- recurrence / (recurrence + loss) * (1 - exp(-weeks * (recurrence + loss)))

one_trial <- function() {
  time <- rexp(n, recurrence)
  lost <- rexp(n, loss)
  seen_until <- pmin(lost, weeks)
  event <- time <= seen_until
  fit <- summary(survfit(Surv(pmin(time, seen_until), event) ~ 1, conf.type = "log-log"), times = weeks, extend = TRUE)
  two_sided <- binom.test(sum(event), n)$conf.int
  test <- binom.test(sum(event), n, p = 0.5, alternative = "less")$p.value
  c(sum(event), test <= 0.05, two_sided, 1 - fit$surv, 1 - fit$upper, 1 - fit$lower)
}

if (method == "survival") suppressPackageStartupMessages(library(survival))
if (method == "rpact") suppressPackageStartupMessages(library(rpact))
if (method == "mediana") suppressPackageStartupMessages(library(Mediana))
start <- proc.time()
if (method == "survival") {
  results <- t(replicate(trials, one_trial()))
  x <- results[, 1]
  rejected <- results[, 2]
} else if (method == "counts") {
  time <- matrix(rexp(n * trials, recurrence), n)
  lost <- matrix(rexp(n * trials, loss), n)
  x <- colSums(time <= pmin(lost, weeks))
  rejected <- x <= qbinom(0.05, n, 0.5) - 1
} else if (method == "rpact") {
  design <- getDesignGroupSequential(kMax = 1, alpha = 0.05, sided = 1)
  simulated <- getSimulationRates(design, groups = 1, thetaH0 = 0.5, pi1 = seen, directionUpper = FALSE,
                                  normalApproximation = FALSE, plannedSubjects = n, maxNumberOfIterations = trials,
                                  seed = 20261122)
  data <- getData(simulated)
  x <- data$overallRate1 * n
  rejected <- data$rejectPerStage
} else if (method == "mediana") {
  data_model <- DataModel() + OutcomeDist(outcome.dist = "BinomDist") + SampleSize(n) +
    Sample(id = "cohort", outcome.par = parameters(parameters(prop = seen)))
  analysis_model <- AnalysisModel() + Statistic(id = "rate", method = "PropStat", samples = samples("cohort"))
  evaluation_model <- EvaluationModel() +
    Criterion(id = "rate", method = "MeanSumm", statistics = statistics("rate"), labels = "rate")
  result <- CSE(data_model, analysis_model, evaluation_model,
                SimParameters(n.sims = trials, proc.load = 1, seed = 20261122))
  x <- result$simulation.results$result * n
  rejected <- NULL
} else stop("write survival, counts, rpact or mediana")
used <- proc.time() - start
show <- function(name, values, error = sd(values) / sqrt(trials))
  cat(sprintf("%s %.10g %.3g\n", name, mean(values), error))
# Mediana gives the mean over trials alone.
if (method == "mediana") show("events", x, sqrt(n * seen * (1 - seen) / trials)) else show("events", x)
if (!is.null(rejected)) show("decided", rejected)
cat(sprintf("seconds %.6f processor %.6f\n", used[["elapsed"]], used[["user.self"]] + used[["sys.self"]]),
    file = stderr())
