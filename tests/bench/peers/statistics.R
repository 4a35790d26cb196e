# statistics.R - R's time for the work of tests/bench/statistics.lua: svyby, boot and rake
#
#   Rscript statistics.R CELLS.csv JOINT.csv PART REPLICATES
#
# Prints "interval=SECONDS" and so on, of the first PART cells; a package that is not there says nothing.
given <- commandArgs(TRUE)
part <- as.integer(given[3]); replicates <- as.integer(given[4])
seconds <- function(name, work) cat(name, "=", system.time(work())[["elapsed"]], "\n", sep = "")

d <- subset(read.csv(given[1]), cell < part)
d$nps <- 100 * ((d$recommend >= 9) - (d$recommend <= 6))
if (suppressMessages(require(survey, quietly = TRUE))) {
  seconds("interval", function() {
    b <- svyby(~nps, ~cell, svydesign(ids = ~1, weights = ~weight, data = d), svymean)
    confint(b)
  })
  j <- read.csv(given[2])
  j$one <- 1
  margins <- paste0("m", 1:8)
  target <- lapply(margins, function(m) {
    f <- data.frame(0:5, nrow(j) / 6 * (0.9 + 0.2 * (0:5) / 5))
    names(f) <- c(m, "Freq")
    f
  })
  design <- svydesign(ids = ~1, weights = ~one, data = j)
  seconds("rake", function() rake(design, lapply(margins, function(m) as.formula(paste0("~", m))), target,
                                  control = list(maxit = 1000, epsilon = 1e-10)))
}
if (suppressMessages(require(boot, quietly = TRUE))) {
  set.seed(1)
  seconds("bootstrap", function() for (x in split(d$nps, d$cell)) {
    b <- boot(x, function(x, i) mean(x[i]), replicates)
    quantile(b$t, c(.025, .975))
  })
}
