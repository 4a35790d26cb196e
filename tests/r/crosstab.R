# crosstab.R - what R says of groups by answers in samples with a design, and of shares by likelihood, for
# tests/lua/cx/compare/crosstab_spec.lua
#
#   Rscript tests/r/crosstab.R > tests/data/r/crosstab.csv
#
# All of tests/data/nps/answers.csv, as the designs of compare.R, cu being strata and clusters without weights.
# kind chisq: svychisq of a question by a column; a and b are two levels of it, b empty for all the rest, both empty for
# all at once. p is taken with the degrees of freedom of the whole design also where a part of it is tested.
# kind rank: two levels. Where weights differ, svyranktest takes people who answer alike in the order of their rows: there
# the statistic is svyttest of ranks made here, which share the rank; the others are svyranktest's own. df is the whole
# design's less one.
# kind stacked: chisq of odd rows against even ones, of weights that are 1 in the mean of those who answered; each half a
# sample of its own, but where they share clusters.
# kind likelihood: what svyciprop does, svyglm and its confint, but fitted to the last bit and with steps of the profile some
# 400 times as fine, since R reads the ends off between them.

suppressMessages(library(survey))
cat("kind,design,question,column,a,b,statistic,df,df2,p,effect,low,high\n")
number <- function(x) ifelse(is.na(x), "", format(x, digits = 15, trim = TRUE))
line <- function(kind, design, question, column, a = "", b = "", statistic = NA, df = NA, df2 = NA, p = NA, effect = NA,
                 low = NA, high = NA)
  cat(paste(c(kind, design, question, column, a, b, number(statistic), number(df), number(df2), number(p), number(effect),
              number(low), number(high)), collapse = ","), "\n", sep = "")

d <- read.csv("tests/data/nps/answers.csv")
d$one <- 1
draw <- function(d) list(
  w = svydesign(ids = ~1, weights = ~weight, data = d),
  st = svydesign(ids = ~1, strata = ~region, weights = ~weight, data = d),
  cl = svydesign(ids = ~store, strata = ~region, weights = ~weight, data = d),
  cu = svydesign(ids = ~store, strata = ~region, weights = ~one, data = d))
designs <- draw(d)

# Cramer's V of the weighted shares
cramer <- function(design) {
  share <- prop.table(svytable(~side + answer, design))
  share <- share[rowSums(share) > 0, colSums(share) > 0]
  e <- outer(rowSums(share), colSums(share))
  sqrt(sum((share - e)^2 / e) / (min(dim(share)) - 1))
}

independence <- function(design, nu, ...) {
  t <- svychisq(~side + answer, design)
  df <- t$parameter[["ndf"]]
  line("chisq", ..., statistic = t$statistic, df = df, df2 = df * nu,
       p = pf(t$statistic, df, df * nu, lower.tail = FALSE), effect = cramer(design))
}

# Sides of a column: a is TRUE, b FALSE, others NA
sides <- function(x, a, b) ifelse(x == a, TRUE, if (b == "") FALSE else ifelse(x == b, FALSE, NA))

ranks <- function(design, name, df, ...) {
  design <- subset(design, !is.na(answer))
  w <- weights(design, "sampling"); y <- design$variables$answer
  at <- tapply(w, y, sum)
  rank <- ((cumsum(at) - at / 2) / sum(at))[as.character(y)]
  design <- update(design, rank = rank)
  t <- if (name == "cu") svyranktest(answer ~ side, design) else svyttest(rank ~ side, design)
  means <- svyby(~rank, ~side, design, svymean)
  line("rank", ..., statistic = t$statistic, df = df, p = 2 * pt(-abs(t$statistic), df),
       effect = 0.5 + means["TRUE", "rank"] - means["FALSE", "rank"])
}

for (name in names(designs)) for (question in c("satisfied", "recommend")) for (column in c("channel", "segment", "age")) {
  nu <- degf(designs[[name]])
  levels <- sort(unique(d[[column]]))
  all <- designs[[name]]
  all$variables$answer <- all$variables[[question]]
  independence(update(all, side = factor(d[[column]])), nu, name, question, column)
  for (case in c(lapply(levels, function(l) c(l, "")), list(levels[1:2]))) {
    part <- update(all, side = sides(d[[column]], case[1], case[2]))
    part <- subset(part, !is.na(side))
    independence(part, nu, name, question, column, case[1], case[2])
    ranks(part, name, nu - 1, name, question, column, case[1], case[2])
  }
}

# Two samples
for (name in names(designs)) for (question in c("satisfied", "recommend")) {
  two <- d
  two$answer <- two[[question]]
  two$side <- ifelse(seq_len(nrow(d)) %% 2 == 1, "odd", "even")
  if (name == "cu") two$weight <- 1
  for (side in c("odd", "even")) {
    in_side <- two$side == side
    two$weight[in_side] <- two$weight[in_side] / mean(two$weight[in_side & !is.na(two$answer)])
  }
  if (name == "w") two$region <- two$side
  if (name == "st") two$region <- paste(two$side, two$region)
  stacked <- if (name %in% c("w", "st")) svydesign(ids = ~1, strata = ~region, weights = ~weight, data = two)
             else svydesign(ids = ~store, strata = ~region, weights = ~weight, data = two)
  t <- svychisq(~side + answer, stacked)
  line("stacked", name, question, "", statistic = t$statistic, df = t$parameter[["ndf"]], df2 = t$parameter[["ddf"]],
       p = t$p.value, effect = cramer(stacked))
}

# Shares by likelihood
for (name in names(designs)) for (answer in 6:10) {
  design <- update(designs[[name]], yes = as.numeric(recommend == answer))
  design <- subset(design, !is.na(recommend))
  m <- suppressWarnings(svyglm(yes ~ 1, design, family = quasibinomial, control = list(epsilon = 1e-20, maxit = 100)))
  ends <- suppressWarnings(confint(m, 1, method = "likelihood", ddf = degf(designs[[name]]), del = 0.001, maxsteps = 1e6))
  line("likelihood", name, "recommend", "", answer, low = plogis(ends[1]), high = plogis(ends[2]))
}
