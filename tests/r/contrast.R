# contrast.R - what R says of differences between sides that are not independent, for verify_contrast_spec.lua
#
#   Rscript tests/r/contrast.R data                              draws tests/data/r/round_1.csv and round_2.csv
#   Rscript tests/r/contrast.R > tests/data/r/contrast.csv
#
# kind raked: two groups of tests/data/nps/answers.csv, raked to its margins; b is empty for all the rest.
# kind shared: round 1 less round 2, stacked, the round being a domain; a is the channel of both, empty for everybody.
# kind rounds: the same of two samples that share nothing.
# Rounds: some stores answered in both, some in one only; their labels begin anew in every region; size is that of the
# region, in stores; zone has a stratum of one store. Margins of the raked ones: see `wanted`.
# Influences: z = (inside and answered)(y - mean)/(sum of weights), so that the errors of two totals are those of two means.

suppressMessages(library(survey))
options(warn = -1)
set.seed(20261122)
FOLDER <- "tests/data/r"

draw <- function(round) do.call(rbind, lapply(c("north", "south", "west"), function(region) {
  stores <- sort(sample(7, 5)) # some of the seven, anew in each round
  do.call(rbind, lapply(stores, function(store) {
    n <- sample(4:11, 1)
    likes <- (store - 4) / 2 + (region == "south")
    y <- pmin(10, pmax(0, round(7.4 + likes + round / 4 + rnorm(n, 0, 2.4))))
    data.frame(region, store = paste0("s", store), size = c(north = 19, south = 23, west = 30)[[region]],
               zone = ifelse(region == "north" & store == stores[1], "corner", region),
               channel = sample(c("shop", "web"), n, TRUE), weight = round(exp(rnorm(n, 0, .5)), 3),
               recommend = ifelse(runif(n) < .07, NA, y), satisfied = ifelse(runif(n) < .07, NA, pmin(5, 1 + y %/% 2)))
  }))
}))

if (length(commandArgs(TRUE)) > 0) {
  for (round in 1:2) write.csv(draw(round), sprintf("%s/round_%d.csv", FOLDER, round), row.names = FALSE, na = "", quote = FALSE)
  quit()
}

cat("kind,design,metric,column,a,b,shared,difference,se,statistic,df,p,low,high\n")
number <- function(x) ifelse(is.na(x), "", format(x, digits = 15, trim = TRUE))
line <- function(kind, design, metric, column, a, b, shared, difference, se, df) {
  t <- difference / se
  half <- qt(.975, df) * se
  cat(paste(c(kind, design, metric, column, a, b, number(shared), number(difference), number(se), number(t), number(df),
              number(2 * pt(-abs(t), df)), number(difference - half), number(difference + half)), collapse = ","), "\n", sep = "")
}

score <- function(d) {
  d$nps <- 100 * ((d$recommend >= 9) - (d$recommend <= 6))
  d$promoters <- 100 * (d$recommend >= 9)
  d$mean <- d$satisfied
  d
}
METRICS <- c("nps", "promoters", "mean")

# The difference of the means of y in two domains, and its error.
differ <- function(design, y, a, b) {
  w <- weights(design)
  influence <- function(inside) {
    inside <- inside & !is.na(y)
    value <- sum((w * y)[inside]) / sum(w[inside])
    list(value = value, z = ifelse(inside, (y - value) / sum(w[inside]), 0))
  }
  a <- influence(a); b <- influence(b)
  design$variables$za <- a$z; design$variables$zb <- b$z
  V <- vcov(svytotal(~za + zb, design))
  c(a$value - b$value, sqrt(V[1, 1] + V[2, 2] - 2 * V[1, 2]))
}

rake_to <- function(design, margins, total) rake(design, lapply(names(margins), function(n) as.formula(paste0("~", n))),
  lapply(names(margins), function(n) { f <- data.frame(names(margins[[n]]), as.vector(margins[[n]])); names(f) <- c(n, "Freq"); f }),
  control = list(maxit = 5000, epsilon = 1e-13))

# ---- groups of one raked sample ----

d <- score(read.csv("tests/data/nps/answers.csv"))
m <- read.csv("tests/data/nps/margins.csv")
margins <- lapply(split(m, m$variable), function(x) setNames(x$total, x$level))[c("region", "channel", "age")]
designs <- list(rw = svydesign(ids = ~1, weights = ~weight, data = d),
                rs = svydesign(ids = ~1, strata = ~region, weights = ~weight, data = d),
                rc = svydesign(ids = ~store, strata = ~region, weights = ~weight, data = d))
for (name in names(designs)) {
  design <- rake_to(designs[[name]], margins)
  for (metric in METRICS) for (column in c("channel", "segment", "age")) {
    levels <- sort(unique(d[[column]]))
    cases <- c(lapply(levels, function(l) c(l, "")), list(c(levels[1], levels[length(levels)])))
    for (case in cases) {
      a <- d[[column]] == case[1]
      b <- if (case[2] == "") !a else d[[column]] == case[2]
      x <- differ(design, d[[metric]], a, b)
      line("raked", name, metric, column, case[1], case[2], NA, x[1], x[2], degf(designs[[name]]))
    }
  }
}

# ---- two rounds ----

rounds <- lapply(1:2, function(i) cbind(score(read.csv(sprintf("%s/round_%d.csv", FOLDER, i))), round = i))
s <- do.call(rbind, rounds)
wanted <- list(region = c(north = 400, south = 350, west = 250), channel = c(shop = 450, web = 550))
s$region_round <- paste(s$region, s$round); s$channel_round <- paste(s$channel, s$round)
twice <- function(margin) setNames(rep(margin, 2), c(paste(names(margin), 1), paste(names(margin), 2)))

stacked <- list(
  c = svydesign(ids = ~store, weights = ~weight, data = s),
  sc = svydesign(ids = ~store, strata = ~region, weights = ~weight, nest = TRUE, data = s),
  scp = svydesign(ids = ~store, strata = ~region, weights = ~weight, fpc = ~size, nest = TRUE, data = s))
stacked$raked <- rake_to(stacked$sc, list(region_round = twice(wanted$region), channel_round = twice(wanted$channel)))
zones <- svydesign(ids = ~store, strata = ~zone, weights = ~weight, nest = TRUE, data = s)
stacked$adjust <- stacked$remove <- stacked$average <- zones

for (name in names(stacked)) {
  options(survey.lonely.psu = if (name %in% c("adjust", "remove", "average")) name else "fail")
  design <- stacked[[name]]
  cluster <- if (name == "c") s$store else paste(if (identical(design, zones)) s$zone else s$region, s$store)
  for (metric in METRICS) for (channel in c("", "shop", "web")) {
    inside <- (channel == "" | s$channel == channel) & !is.na(s[[metric]])
    both <- length(intersect(cluster[inside & s$round == 1], cluster[inside & s$round == 2]))
    x <- differ(design, s[[metric]], inside & s$round == 1, inside & s$round == 2)
    line("shared", name, metric, "channel", channel, "", both, x[1], x[2], degf(design))
  }
}

apart <- list(
  w = lapply(rounds, function(d) svydesign(ids = ~1, weights = ~weight, data = d)),
  s = lapply(rounds, function(d) svydesign(ids = ~1, strata = ~region, weights = ~weight, data = d)))
apart$rw <- lapply(apart$w, rake_to, wanted)
apart$rs <- lapply(apart$s, rake_to, wanted)
for (name in names(apart)) for (metric in METRICS) for (channel in c("", "shop", "web")) {
  x <- sapply(apart[[name]], function(design) {
    d <- design$variables
    inside <- (channel == "" | d$channel == channel) & !is.na(d[[metric]])
    m <- svymean(as.formula(paste0("~", metric)), subset(design, inside))
    c(coef(m), SE(m)^2, degf(if (name %in% c("rw", "rs")) apart[[sub("r", "", name)]][[d$round[1]]] else design))
  })
  v <- x[2, ]
  line("rounds", name, metric, "channel", channel, "", NA, x[1, 1] - x[1, 2], sqrt(sum(v)), sum(v)^2 / sum(v^2 / x[3, ]))
}
