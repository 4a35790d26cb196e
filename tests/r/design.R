# design.R - random samples, and what R's package survey says of them, for tests/r/verify.lua
#
#   Rscript tests/r/design.R FOLDER SEED SAMPLES
#
# Writes FOLDER/sample_1.csv ... and FOLDER/truth.csv. Columns of a sample: id, s (stratum), c (cluster, nested), size (of
# the stratum, in clusters or people), w (weight), g and h (names), y (0 to 10, with blanks), x and v (numbers). A design
# is a word of s, c and p for strata, clusters and population: "scp", "s", "" and so on; lonely as R calls it.

suppressMessages(library(survey))
options(warn = -1) # strata of one cluster are meant
given <- commandArgs(TRUE)
folder <- given[1]; set.seed(as.integer(given[2])); samples <- as.integer(given[3])
out <- file(file.path(folder, "truth.csv"), "w")
cat("sample,design,lonely,statistic,group,interval,value,se,low,high,df,targets\n", file = out)
number <- function(x) ifelse(is.na(x), "", format(x, digits = 17, trim = TRUE))

draw <- function(lonely) {
  strata <- if (lonely) sample(3:5, 1) else sample(1:5, 1)
  rows <- do.call(rbind, lapply(seq_len(strata), function(s) {
    clusters <- if (lonely && s == 1) 1 else sample(2:8, 1)
    do.call(rbind, lapply(seq_len(clusters), function(k)
      data.frame(s = letters[s], c = paste0(letters[s], k), shift = rnorm(1), n = seq_len(sample(2:15, 1)))))
  }))
  n <- nrow(rows)
  d <- data.frame(id = seq_len(n), s = rows$s, c = rows$c, w = round(exp(rnorm(n, 0, .6)), 4),
                  g = sample(c("a", "b", "c"), n, TRUE, c(.5, .3, .2)))
  d$h <- ifelse(rows$shift + rnorm(n) > 0, "Yes", "No")
  d$y <- pmin(10, pmax(0, round(7 + 2 * rows$shift + rnorm(n, 0, 2))))
  d$y[runif(n) < .08] <- NA
  d$x <- round(50 + 10 * rows$shift + rnorm(n, 0, 8), 2)
  d$v <- round(d$x * runif(n, .5, 1.5) + 1, 3)
  d
}

clusters_of <- function(d) ave(as.integer(factor(d$c)), d$s, FUN = function(k) length(unique(k)))
people_of <- function(d) ave(d$id, d$s, FUN = length)

describe <- function(d, word) {
  has <- function(letter) grepl(letter, word)
  if (has("p")) {
    n <- if (has("c")) clusters_of(d) else people_of(d)
    if (!has("s")) n <- rep(if (has("c")) length(unique(d$c)) else nrow(d), nrow(d))
    d$size <- n * 3 + 1
  } else d$size <- 0
  list(data = d, design = svydesign(ids = if (has("c")) ~c else ~1, strata = if (has("s")) ~s else NULL,
                                    weights = ~w, fpc = if (has("p")) ~size else NULL, data = d))
}

line <- function(head, statistic, value, se, low = NA, high = NA, df = NA, group = "", interval = "", targets = "")
  cat(paste(c(head, statistic, group, interval, number(value), number(se), number(low), number(high), number(df), targets),
            collapse = ","), "\n", sep = "", file = out)

straight <- function(head, statistic, m, df, ...) {
  reach <- qt(.975, df) * SE(m)
  line(head, statistic, coef(m), SE(m), coef(m) - reach, coef(m) + reach, df, ...)
}

domains <- function(head, statistic, formula, design, f, df) {
  b <- svyby(formula, ~g, design, f, na.rm = TRUE)
  for (i in which(SE(b) > 1e-9)) { # the error of people who are all in one cluster is nought, or what rounding leaves
    reach <- qt(.975, df) * SE(b)[i]
    line(head, statistic, coef(b)[i], SE(b)[i], coef(b)[i] - reach, coef(b)[i] + reach, df, group = b$g[i])
  }
}

# Means of x in two groups, and the error of their difference from the influences of both. A side without an error of its
# own has a stand-in in cxlua.
differences <- function(head, statistic, design, df, targets = "") {
  d <- design$variables; w <- weights(design)
  influence <- function(inside) {
    value <- sum((w * d$x)[inside]) / sum(w[inside])
    list(value = value, z = ifelse(inside, (d$x - value) / sum(w[inside]), 0))
  }
  groups <- sort(unique(d$g))
  for (b in groups[-1]) {
    one <- influence(d$g == groups[1]); other <- influence(d$g == b)
    design$variables$za <- one$z; design$variables$zb <- other$z
    V <- vcov(svytotal(~za + zb, design))
    if (min(V[1, 1], V[2, 2]) < 1e-18) next
    se <- sqrt(V[1, 1] + V[2, 2] - 2 * V[1, 2]); value <- one$value - other$value; reach <- qt(.975, df) * se
    line(head, statistic, value, se, value - reach, value + reach, df, group = paste(groups[1], b), targets = targets)
  }
}

margins <- function(d) {
  share <- function(name) { t <- tapply(d$w, d[[name]], sum) * exp(rnorm(length(unique(d[[name]])), 0, .2)); t / sum(t) * 1000 }
  list(g = share("g"), h = share("h"))
}

# Rows without any one cluster still have people in every cell, so that each replicate can be raked.
is_ample <- function(d) all(sapply(unique(d$c), function(k) {
  rest <- d$c != k
  all(table(factor(d$g, unique(d$g))[rest], factor(d$h, unique(d$h))[rest]) > 0)
}))

# Replicates that leave out a cluster: the error is nought, or what rounding leaves, of people who are all in one cluster,
# and R passes over the replicate without anybody.
jackknifed <- function(head, jk, d) {
  line(head, "jackknife mean y", coef(svymean(~y, jk, na.rm = TRUE)), SE(svymean(~y, jk, na.rm = TRUE)))
  line(head, "jackknife sum x", coef(svytotal(~x, jk)), SE(svytotal(~x, jk)))
  b <- svyby(~x, ~g, jk, svytotal)
  for (i in seq_along(b$g)) line(head, "jackknife sum x", coef(b)[i], SE(b)[i], group = b$g[i])
  if (!is_ample(d)) return(invisible())
  b <- svyby(~x, ~g, jk, svymean)
  for (i in seq_along(b$g)) line(head, "jackknife mean x", coef(b)[i], SE(b)[i], group = b$g[i])
}

for (i in seq_len(samples)) {
  lonely <- c("adjust", "remove", "average")[1 + i %% 3]
  options(survey.lonely.psu = lonely)
  word <- sample(c("", "s", "c", "sc", "sp", "cp", "scp"), 1)
  made <- describe(draw(grepl("s", word) && i %% 4 == 0), word)
  d <- made$data; design <- made$design; df <- degf(design)
  write.csv(d, file.path(folder, paste0("sample_", i, ".csv")), row.names = FALSE, na = "", quote = FALSE)
  head <- c(i, word, lonely)
  design <- update(design, nps = 100 * ((y >= 9) - (y <= 6)), yes = as.numeric(h == "Yes"))
  if (df < 1) next
  straight(head, "mean y", svymean(~y, design, na.rm = TRUE), df)
  straight(head, "nps", svymean(~nps, design, na.rm = TRUE), df)
  domains(head, "mean x", ~x, design, svymean, df)
  domains(head, "nps", ~nps, design, svymean, df)
  differences(head, "difference", design, df)
  straight(head, "sum x", svytotal(~x, design), df)
  domains(head, "sum y", ~y, design, svytotal, df)
  if (grepl("c", word)) straight(head, "ratio", svyratio(~v, ~x, design), df)
  if (length(unique(d$h)) == 2) for (method in c("xlogit", "asin", "beta")) {
    p <- svyciprop(~yes, design, method = method)
    reach <- asin(sqrt(coef(p))) + c(-1, 1) * qt(.975, df) * sqrt(vcov(p)) / (2 * sqrt(coef(p) * (1 - coef(p))))
    if (method == "asin" && (reach[1] < 0 || reach[2] > pi / 2)) next # R folds such bounds back; cxlua ends at 0 and 1
    line(head, "share", coef(p), sqrt(vcov(p)), attr(p, "ci")[1], attr(p, "ci")[2], df, interval = method)
  }
  jk <- if (grepl("c", word)) as.svrepdesign(design)
  if (!is.null(jk)) jackknifed(head, jk, d)
  if (length(unique(d$h)) == 2) {
    m <- svyglm(yes ~ 1, design, family = quasibinomial)
    for (again in 1:2) m <- svyglm(yes ~ 1, design, family = quasibinomial, start = coef(m)) # weights are of a step before
    # what confint of svyglm looks for by profile, whose steps are too few for nine digits
    reach <- qt(.975, df)^2 * m$cov.unscaled[1] / m$naive.cov[1] * summary(m)$dispersion[1]
    yes <- as.numeric(d$h == "Yes")
    past <- function(b) sum(binomial()$dev.resids(yes, rep(plogis(b), nrow(d)), d$w / mean(d$w))) - deviance(m) - reach
    end <- function(sign) {
      far <- 1
      while (past(coef(m) + sign * far) < 0) far <- 2 * far
      plogis(uniroot(past, coef(m) + sign * c(0, far)[if (sign > 0) 1:2 else 2:1], tol = 1e-14, maxiter = 1e4)$root)
    }
    p <- svymean(~yes, design)
    line(head, "share", coef(p), SE(p), end(-1), end(1), df, interval = "likelihood")
  }
  if (all(table(d$g, d$h) > 0)) {
    f <- svychisq(~g + h, design)
    line(head, "Rao-Scott", f$statistic, f$parameter[["ndf"]])
  }
  both <- table(d$g, d$h)[c("a", "b"), ]
  if (df > 1 && all(both > 0)) { # people who answer alike share a rank
    two <- subset(design, g != "c")
    no <- svymean(~I(h == "No"), two)[["I(h == \"No\")TRUE"]]
    two <- update(two, rank = ifelse(h == "No", no / 2, no + (1 - no) / 2), side = g == "a")
    r <- svyttest(rank ~ side, two)
    line(head, "rank test", r$statistic, r$estimate)
  }
  if (any(table(d$g, d$h) == 0)) next # such margins may be out of reach
  target <- margins(d)
  frame <- function(name) { f <- data.frame(names(target[[name]]), as.vector(target[[name]])); names(f) <- c(name, "Freq"); f }
  r <- rake(design, list(~g, ~h), list(frame("g"), frame("h")), control = list(maxit = 5000, epsilon = 1e-13))
  told <- list(g = paste("g", names(target$g), number(target$g)), h = paste("h", names(target$h), number(target$h)))
  both <- paste(c(told$g, told$h), collapse = ";")
  say <- function(statistic, m, targets = both) line(head, statistic, coef(m), SE(m), targets = targets)
  say("raked", svymean(~y, r, na.rm = TRUE))
  say("raked sum", svytotal(~x, r))
  differences(head, "raked difference", r, df, both)
  b <- svyby(~x, ~g, r, svytotal)
  for (k in seq_along(b$g)) line(head, "raked sum yes", coef(svytotal(~x, subset(r, g == b$g[k] & yes == 1))),
                                 SE(svytotal(~x, subset(r, g == b$g[k] & yes == 1))), group = b$g[k], targets = both)
  if (!is.null(jk)) say("raked ratio", svyratio(~v, ~x, r))
  one <- postStratify(design, ~g, frame("g"))
  say("post", svymean(~y, one, na.rm = TRUE), paste(told$g, collapse = ";"))
  say("post sum", svytotal(~x, one), paste(told$g, collapse = ";"))
  if (is.null(jk) || !is_ample(d)) next
  rj <- rake(jk, list(~g, ~h), list(frame("g"), frame("h")), control = list(maxit = 400, epsilon = 1e-18))
  say("jackknife raked", svymean(~y, rj, na.rm = TRUE))
  say("jackknife raked sum", svytotal(~x, rj))
}
close(out)
