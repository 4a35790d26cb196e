# worth.R - what R's survey says of purchases a year by class where people have weights, for worth_spec.lua
#
#   Rscript tests/r/worth.R
#
# The data are those of the spec: each class is a design of its own; t of its people less one. Wilson's interval by its
# formula, with the people that would be as sure without weights, p (1 - p) / the linearised variance without m / (m - 1).

suppressMessages(library(survey))
options(digits = 15)
d <- data.frame(class = rep(c("promoter", "detractor"), c(5, 5)), w = c(.5, 2, 1, .8, 1.7, 1, .4, 2.2, .9, 1.5),
                spend = c(100, 240, 180, 90, 310, 40, 120, 15, 60, 75), stayed = c(1, 1, 0, 1, 1, 0, 1, 0, 0, 1))
for (class in c("promoter", "detractor")) {
  e <- d[d$class == class, ]; n <- nrow(e)
  m <- svymean(~spend + stayed, svydesign(id = ~1, weights = ~w, data = e))
  half <- qt(.975, n - 1) * SE(m)[1]
  p <- coef(m)[2]; own <- p * (1 - p) / (SE(m)[2]^2 * (n - 1) / n); z <- qnorm(.975)
  wilson <- (p + z^2 / 2 / own + c(-1, 1) * z * sqrt(p * (1 - p) / own + z^2 / 4 / own^2)) / (1 + z^2 / own)
  cat(class, coef(m)[1], coef(m)[1] - half, coef(m)[1] + half, p, wilson, "\n")
}
