# times.R - what R's survival says of times until something was done, for tests/lua/cx/loop/survival_spec.lua
#
#   Rscript tests/r/times.R > tests/data/r/times.csv
#
# Each sample has times a (days) and b (1 done, 0 still open then). kind curve: one line for each time at which
# something was done: at, n at risk, done, estimate, se of the log, low, high (log-log, 95 %). kind median: estimate, low,
# high. kind point: the estimate at a time of our choosing. What R has not is empty.

suppressMessages(library(survival))
set.seed(20261121)
cat("kind,a,b,at,n,done,estimate,se,low,high\n")

text <- function(x) paste(format(x, digits = 15, trim = TRUE), collapse = " ")
number <- function(x) ifelse(is.na(x), "", format(x, digits = 15, trim = TRUE))
line <- function(kind, a, b, ...) cat(paste(c(kind, text(a), text(b), number(c(...))), collapse = ","), "\n", sep = "")

sample_of <- function(i) {
  n <- sample(1:40, 1)
  a <- if (i %% 3 == 0) round(rexp(n, 1 / 6), 3) else sample(0:15, n, replace = TRUE)
  b <- rbinom(n, 1, if (i %% 4 == 0) 1 else runif(1, 0.2, 0.9))
  list(a = a, b = b)
}

for (i in 1:40) {
  s <- sample_of(i)
  fit <- survfit(Surv(s$a, s$b) ~ 1, conf.type = "log-log")
  for (k in which(fit$n.event > 0))
    line("curve", s$a, s$b, fit$time[k], fit$n.risk[k], fit$n.event[k], fit$surv[k],
         ifelse(is.finite(fit$std.err[k]), fit$std.err[k], NA), fit$lower[k], fit$upper[k])
  q <- quantile(fit, 0.5)
  line("median", s$a, s$b, NA, NA, NA, q$quantile, NA, q$lower, q$upper)
  for (at in c(0, 2.5, 7, 14)) {
    p <- summary(fit, times = at, extend = TRUE)
    line("point", s$a, s$b, at, NA, NA, p$surv, NA, p$lower, p$upper)
  }
}
