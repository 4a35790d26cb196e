# compare.R - what R says of differences, for tests/lua/cx/verify_compare_spec.lua
#
#   Rscript tests/r/compare.R > tests/data/r/compare.csv
#
# Counts are drawn with a fixed seed; every line holds what it was made of and what R made of it.
# kind welch, wilcoxon: a and b are people by answer 1 to 5; chisq: the same, two rows;
# kind prop: a and b are "x n"; paired: a is the joint table of three answers, row by row;
# kind survey: a and b are two levels of a column of tests/data/nps/answers.csv, b empty for all the rest.

suppressMessages(library(survey))
set.seed(20261121)
cat("kind,design,metric,column,a,b,difference,se,statistic,df,p,low,high\n")

text <- function(x) paste(x, collapse = " ")
number <- function(x) ifelse(is.na(x), "", format(x, digits = 15, trim = TRUE))
line <- function(kind, a, b, difference = NA, se = NA, statistic = NA, df = NA, p = NA, low = NA, high = NA,
                 design = "", metric = "", column = "")
  cat(paste(c(kind, design, metric, column, a, b, number(difference), number(se), number(statistic),
              number(df), number(p), number(low), number(high)), collapse = ","), "\n", sep = "")

draw <- function(n) as.vector(rmultinom(1, n, runif(5) + 0.05))
for (i in 1:12) {
  a <- draw(sample(5:300, 1)); b <- draw(sample(5:300, 1))
  x <- rep(1:5, a); y <- rep(1:5, b)
  w <- t.test(x, y)
  line("welch", text(a), text(b), mean(x) - mean(y), w$stderr, w$statistic, w$parameter, w$p.value, w$conf.int[1], w$conf.int[2])
  u <- wilcox.test(x, y, exact = FALSE, correct = FALSE)
  line("wilcoxon", text(a), text(b), statistic = u$statistic, p = u$p.value)
  m <- rbind(a, b)[, a + b > 0]
  q <- suppressWarnings(chisq.test(m, correct = FALSE))
  line("chisq", text(a), text(b), statistic = q$statistic, df = q$parameter, p = q$p.value)
  n <- c(sum(a), sum(b)); k <- c(a[5] + a[4], b[5] + b[4])
  r <- suppressWarnings(prop.test(k, n, correct = FALSE))
  line("prop", text(c(k[1], n[1])), text(c(k[2], n[2])), k[1] / n[1] - k[2] / n[2],
       statistic = sign(k[1] / n[1] - k[2] / n[2]) * sqrt(r$statistic), p = r$p.value)
  j <- as.vector(rmultinom(1, sample(20:200, 1), runif(9) + 0.05))
  before <- rep(rep(c(-100, 0, 100), each = 3), j); after <- rep(rep(c(-100, 0, 100), 3), j)
  p <- t.test(after, before, paired = TRUE)
  line("paired", text(j), "", p$estimate, p$stderr, p$statistic, p$parameter, p$p.value, p$conf.int[1], p$conf.int[2])
}

d <- read.csv("tests/data/nps/answers.csv")
d$nps <- 100 * ((d$recommend >= 9) - (d$recommend <= 6))
d$promoters <- 100 * (d$recommend >= 9)
d$mean <- d$satisfied
designs <- list(
  u = svydesign(ids = ~1, weights = ~I(rep(1, 900)), data = d),
  w = svydesign(ids = ~1, weights = ~weight, data = d),
  st = svydesign(ids = ~1, strata = ~region, weights = ~weight, data = d),
  cl = svydesign(ids = ~store, strata = ~region, weights = ~weight, data = d))

# The two domains' means by svyby with their covariance, and their contrast.
for (name in names(designs)) for (metric in c("nps", "promoters", "mean")) for (column in c("channel", "segment", "age")) {
  levels <- sort(unique(d[[column]]))
  cases <- lapply(levels, function(l) c(l, ""))
  cases <- c(cases, list(c(levels[1], levels[length(levels)])))
  for (case in cases) {
    design <- designs[[name]]
    side <- ifelse(d[[column]] == case[1], "a", if (case[2] == "") "b" else ifelse(d[[column]] == case[2], "b", "c"))
    design <- update(design, side = side)
    answered <- subset(design, !is.na(design$variables[[metric]])) # a domain: the design stays whole
    means <- svyby(as.formula(paste0("~", metric)), ~side, answered, svymean, covmat = TRUE)
    k <- svycontrast(means, setNames(list(c(a = 1, b = -1)), "difference"))
    df <- degf(designs[[name]]); t <- coef(k) / SE(k); half <- qt(.975, df) * SE(k)
    line("survey", case[1], case[2], coef(k), SE(k), t, df, 2 * pt(-abs(t), df), coef(k) - half, coef(k) + half,
         design = name, metric = metric, column = column)
  }
}
