# Quantiles of small samples by definition 7 (R's default) and, to tell it from others, by definition 6.
# Run: python3 table.py quantiles.R
set.seed(1996)
sets <- list(one = 3.5, two = c(2, -1), ties = c(1, 1, 1, 4, 4, 9), nine = round(rnorm(9), 3),
             skewed = signif(rlnorm(40, 1, 1.3), 5))
value <- function(x) format(x, digits = 15, trim = TRUE)
cat("values,share,type7,type6\n")
for (x in sets) for (p in c(0, 0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975, 1))
  cat(paste(c(paste(value(x), collapse = " "), p, value(unname(quantile(x, p))),
              value(unname(quantile(x, p, type = 6)))), collapse = ","), "\n", sep = "")
message(R.version.string)
