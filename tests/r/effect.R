# effect.R - what R's survey says of a difference in differences whose persons answer several times, for effect_spec.lua
#
#   Rscript tests/r/effect.R
#
# tests/data/effect/answers.csv: treated are A, the day is 2026-07-01. svyglm with the interaction is linearised over
# persons with m / (m - 1) of all m of them in all cells; cxlua corrects each cell by its own persons, m_c / (m_c - 1).
# So R's error is given twice: as svyglm has it, and as the same residuals give it with the cells' own corrections.

suppressMessages(library(survey))
options(digits = 15)
d <- read.csv("tests/data/effect/answers.csv")
d$after <- as.numeric(d$day >= "2026-07-01"); d$treated <- as.numeric(d$g == "A")

say <- function(name, data, formula, term, weights) {
  data$weight <- weights
  fit <- svyglm(formula, svydesign(id = ~id, weights = ~weight, data = data))
  e <- residuals(fit, "response"); cell <- interaction(data$treated, data$step, drop = TRUE)
  part <- tapply(weights * e, list(data$id, cell), sum, default = 0)
  scaled <- sweep(part, 2, tapply(weights, cell, sum), "/")
  m <- colSums(tapply(weights, list(data$id, cell), length, default = 0) > 0)
  sign <- ifelse(colnames(part) %in% c("1.1", "0.0"), 1, -1)
  own <- sqrt(sum((scaled %*% (sign * sqrt(m / (m - 1))))^2)); all <- sqrt(sum((scaled %*% sign)^2) * nrow(part) / (nrow(part) - 1))
  cat(name, coef(fit)[term], SE(fit)[term], all, own, "\n")
}
d$step <- d$after
say("plain", d, x ~ treated * step, "treated:step", rep(1, nrow(d)))
say("weighted", d, x ~ treated * step, "treated:step", d$w)
b <- d[d$after == 0, ]; b$step <- as.numeric(b$day >= "2026-04-01")     # 90 of the 181 days before
say("placebo", b, x ~ treated * step, "treated:step", b$w)
