# airport_drivers.R - what drives the airport's outcomes, by R's own matrices, for tests/lua/cx/airport_spec.lua
#
#   Rscript tests/r/airport_drivers.R > tests/data/r/airport_drivers.csv
#
# Run at the root of the project; nothing is drawn at random. Of each two questions the rows that answered both, weighted by
# WEIGHT: their correlation by the means and variances of those rows (cov.wt). R squared of all 2^13 subsets of drivers by
# solve(); a driver's share is its mean gain over all orders (Lindeman, Merenda and Gold 1980), by hand since relaimpo takes
# no correlations of unlike rows. beta: the standardised coefficients of the whole.

columns <- c(getting = "Q13GETRATE", roads = "Q7ROADS", security = "Q14PASSTHRU", safe = "Q10SAFE", finding = "Q14FIND",
             signs = "Q7SIGN", food = "Q7FOOD", clean_food = "Q9FOOD", shops = "Q7STORE", art = "Q7ART", wifi = "Q7WIFI",
             restrooms = "Q9RESTROOM", boarding = "Q9BOARDING")
raw <- read.csv("examples/airport/data/sfo_2017.csv", colClasses = "character")
w <- as.numeric(raw$WEIGHT)
number <- function(column, answers) {
  x <- suppressWarnings(as.numeric(raw[[column]]))
  ifelse(x %in% answers, x, NA)
}
rated <- sapply(columns, number, answers = 1:5)

correlations <- function(x) {
  p <- ncol(x)
  r <- diag(p)
  for (i in 1:p) for (j in 1:p) if (i < j) {
    both <- !is.na(x[, i]) & !is.na(x[, j])
    r[i, j] <- r[j, i] <- cov.wt(x[both, c(i, j)], w[both], cor = TRUE)$cor[1, 2]
  }
  r
}

# R squared by the set of drivers, a number whose bits say who is in.
gains <- function(r) {
  p <- nrow(r) - 1
  r2 <- numeric(2^p)
  for (set in 1:(2^p - 1)) {
    m <- which(bitwAnd(set, 2^(0:(p - 1))) > 0) + 1
    r2[set + 1] <- sum(r[m, 1] * solve(r[m, m], r[m, 1]))
  }
  r2
}

cat("outcome,driver,r_squared,part,beta,r\n")
for (outcome in c("overall", "recommend")) {
  y <- if (outcome == "overall") number("Q7ALL", 1:5) else number("NETPRO", 0:10)
  r <- correlations(cbind(y, rated))
  p <- length(columns)
  r2 <- gains(r)
  size <- sapply(0:(2^p - 1), function(set) sum(bitwAnd(set, 2^(0:(p - 1))) > 0))
  beta <- solve(r[-1, -1], r[-1, 1])
  for (i in 1:p) {
    without <- which(bitwAnd(0:(2^p - 1), 2^(i - 1)) == 0)
    weight <- factorial(size[without]) * factorial(p - 1 - size[without]) / factorial(p)
    share <- sum(weight * (r2[without + 2^(i - 1)] - r2[without]))
    cat(sprintf("%s,%s,%.15g,%.15g,%.15g,%.15g\n", outcome, names(columns)[i], r2[2^p], share / r2[2^p], beta[i], r[1, i + 1]))
  }
}
