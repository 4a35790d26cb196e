# series.R - what R says of trends, orders, shrinkage and raking, for tests/lua/cx/verify_series_spec.lua
#
#   Rscript tests/r/series.R > tests/data/r/series.csv
#
# Run at the root of the project. Every line holds what it was made of and what R made of it; lists are
# separated by blanks. kind slope: a values, b errors; estimate and se of the line weighted by 1/b^2, whose
# errors are taken as known. kendall: a values; estimate tau. shares: a of b people; estimate chi-square.
# paule: a values, b errors; estimate tau^2, se the error of the mean. rake: tests/data/nps/answers.csv by
# design (w, st, cl), a, b and c the targets of region, channel and segment in the order of their names.
# trim: the same with weights, capped at times the mean; what is cut is shared equally.

suppressMessages(library(survey))
set.seed(20261122)
cat("kind,design,metric,a,b,c,times,estimate,se,p\n")

text <- function(x) paste(format(x, digits = 15, trim = TRUE), collapse = " ")
number <- function(x) ifelse(is.na(x), "", format(x, digits = 15, trim = TRUE))
line <- function(kind, a, b = "", c = "", times = NA, estimate = NA, se = NA, p = NA, design = "", metric = "")
  cat(paste(c(kind, design, metric, a, b, c, number(times), number(estimate), number(se), number(p)),
            collapse = ","), "\n", sep = "")

for (i in 1:10) {
  n <- sample(3:15, 1); y <- round(rnorm(n, 30, 10), 3); e <- round(runif(n, 2, 9), 3); t <- seq_len(n)
  m <- lm(y ~ t, weights = 1 / e^2)
  se <- sqrt(summary(m)$cov.unscaled[2, 2])
  line("slope", text(y), text(e), estimate = coef(m)[2], se = se, p = 2 * pnorm(-abs(coef(m)[2] / se)))
  k <- cor.test(t, y, method = "kendall", exact = TRUE)
  line("kendall", text(y), estimate = k$estimate, p = k$p.value)
  tied <- sample(1:5, n + 3, replace = TRUE)
  k <- cor.test(seq_along(tied), tied, method = "kendall", exact = FALSE, continuity = TRUE)
  line("kendall", text(tied), estimate = k$estimate, p = k$p.value)
  people <- sample(10:200, n); had <- rbinom(n, people, runif(1, .2, .8))
  s <- prop.trend.test(had, people)
  line("shares", text(had), text(people), estimate = s$statistic, p = s$p.value)
  q <- function(tau2) { w <- 1 / (e^2 + tau2); sum(w * (y - sum(w * y) / sum(w))^2) - (n - 1) }
  tau2 <- if (q(0) <= 0) 0 else uniroot(q, c(0, 1e5), tol = 1e-13)$root
  line("paule", text(y), text(e), estimate = tau2, se = 1 / sqrt(sum(1 / (e^2 + tau2))))
}

d <- read.csv("tests/data/nps/answers.csv", na.strings = "")
d$nps <- 100 * ((d$recommend >= 9) - (d$recommend <= 6))
d$mean <- d$satisfied
design <- list(w = svydesign(ids = ~1, weights = ~weight, data = d),
               st = svydesign(ids = ~1, strata = ~region, weights = ~weight, data = d),
               cl = svydesign(ids = ~store, strata = ~region, weights = ~weight, data = d))
target <- function(name, total) {
  shares <- prop.table(table(d[[name]])) * exp(rnorm(length(unique(d[[name]])), 0, .3))
  made <- data.frame(names(shares), as.vector(shares / sum(shares)) * total)
  names(made) <- c(name, "Freq")
  made
}
for (i in 1:5) {
  a <- target("region", 1000); b <- target("channel", 1000); c <- target("segment", 1000)
  for (name in names(design)) {
    r <- rake(design[[name]], list(~region, ~channel, ~segment), list(a, b, c), control = list(maxit = 1000, epsilon = 1e-10))
    for (metric in c("nps", "mean")) {
      m <- svymean(as.formula(paste0("~", metric)), r, na.rm = TRUE)
      line("rake", text(a$Freq), text(b$Freq), text(c$Freq), estimate = coef(m), se = SE(m), design = name, metric = metric)
    }
  }
  r <- rake(design$w, list(~region, ~channel, ~segment), list(a, b, c), control = list(maxit = 1000, epsilon = 1e-12))
  cap <- 2.5 * mean(weights(r))
  cut <- trimWeights(r, upper = cap)
  if (any(weights(cut) > cap)) next
  d$cut <- weights(cut)
  m <- svymean(~nps, svydesign(ids = ~1, weights = ~cut, data = d), na.rm = TRUE)
  line("trim", text(a$Freq), text(b$Freq), text(c$Freq), times = 2.5, estimate = coef(m), se = SE(m), design = "w", metric = "nps")
}
