# airport.R - what R's survey package says of examples/airport, for tests/lua/cx/airport_spec.lua
#
#   Rscript tests/r/airport.R > tests/data/r/airport.csv
#
# Run at the root of the project; nothing is drawn at random. Each year is a sample of its own: people are the units,
# STRATA the strata, WEIGHT the weights; the answers on the scale are a domain of all rows. Percentages and NPS points
# are 0 to 100. A year that did not ask a question, or not of the same people, has no line.
#
# kind estimate: one year's value, error and degrees of freedom (n: answers on the scale).
# linear: 2017 minus 2016 by the errors of both, t with Welch's degrees of freedom.
# score: the same for a share, by the pooled error of no difference and the fewer degrees of freedom.
# Welch: the same for a mean, each side with the people that its error is worth.
# The last two are the formulas at the head of core/infer/compare.h, written once more.
# BH: the p of score or Welch, adjusted by Benjamini and Hochberg over all goals that have one.
# slope: the line through the years there are, weighted by 1/se^2, whose errors are taken as known.

suppressMessages(library(survey))
cat("kind,question,metric,column,year,n,value,se,df,statistic,p,low,high\n")

number <- function(x) ifelse(is.na(x), "", format(x, digits = 15, trim = TRUE))
line <- function(kind, goal, value, se, year = "", n = NA, df = NA, statistic = NA, p = NA, low = NA, high = NA)
  cat(paste(c(kind, goal$question, goal$metric, goal$column, year, number(n), number(value), number(se), number(df),
              number(statistic), number(p), number(low), number(high)), collapse = ","), "\n", sep = "")

# ---- what is asked of each year ------------------------------------------------------------------------------

goal <- function(question, metric, column, columns = rep(column, 4)) # columns: of the years, NA where there is none
  list(question = question, metric = metric, column = column, columns = setNames(columns, 2014:2017))
goals <- list(
  goal("getting", "csat", "Q13GETRATE"), goal("roads", "csat", "Q7ROADS"), goal("parking", "csat", "Q7PARK"),
  goal("shuttle", "csat", "Q7LTPARKING"), goal("rental", "csat", "Q7RENTAL"), goal("airtrain", "mean", "Q7AIRTRAIN"),
  goal("clean_airtrain", "csat", "Q9AIRTRAIN"), goal("security", "csat", "Q14PASSTHRU"),
  goal("precheck", "csat", "Q12PRECHEKCRATE", c("Q12PRECHECKRATE", NA, "Q12PRECHECKRATE", "Q12PRECHEKCRATE")),
  goal("safe", "csat", "Q10SAFE"), goal("finding", "csat", "Q14FIND"), goal("signs", "csat", "Q7SIGN"),
  goal("food", "csat", "Q7FOOD"), goal("clean_food", "csat", "Q9FOOD"), goal("shops", "mean", "Q7STORE"),
  goal("art", "csat", "Q7ART"), goal("wifi", "csat", "Q7WIFI"), goal("restrooms", "csat", "Q9RESTROOM"),
  goal("boarding", "csat", "Q9BOARDING"), goal("overall", "csat", "Q7ALL"), goal("problem", "share", "Q15PROBLEM"),
  goal("recommend", "nps", "NETPRO", c(NA, NA, NA, "NETPRO")))

# The score of each cell; NA where it is no answer: 0, 6, "Blank" and a blank cell, and the codes that no guide explains.
score <- list(
  csat = function(x) ifelse(x %in% 1:5, 100 * (x %in% 4:5), NA),
  mean = function(x) ifelse(x %in% 1:5, as.numeric(x), NA),
  share = function(x) ifelse(x %in% 1:2, 100 * (x == 1), NA),
  nps = function(x) ifelse(x %in% 0:10, 100 * (x %in% 9:10) - 100 * (x %in% 0:6), NA))

answers <- lapply(setNames(nm = 2014:2017), function(year)
  read.csv(sprintf("examples/airport/data/sfo_%s.csv", year), colClasses = "character"))

measure <- function(goal, year) {
  column <- goal$columns[[as.character(year)]]
  if (is.na(column)) return(NULL)
  d <- answers[[as.character(year)]]
  d$w <- as.numeric(d$WEIGHT)
  d$s <- score[[goal$metric]](suppressWarnings(as.numeric(d[[column]])))
  design <- svydesign(ids = ~1, strata = ~STRATA, weights = ~w, data = d)
  m <- svymean(~s, subset(design, !is.na(s)))
  answered <- d[!is.na(d$s), ]
  list(n = nrow(answered), value = coef(m)[[1]], se = SE(m)[[1]], df = degf(design),
       spread = weighted.mean((answered$s - coef(m)[[1]])^2, answered$w))
}

# ---- 2017 minus 2016 ----------------------------------------------------------------------------------------------

pool <- function(u, v, df_u, df_v) (u + v)^2 / (u^2 / df_u + v^2 / df_v)

straight <- function(kind, goal, a, b, u, v, df_u, df_v) {
  se <- sqrt(u + v); df <- pool(u, v, df_u, df_v); d <- a$value - b$value
  line(kind, goal, d, se, df = df, statistic = d / se, p = 2 * pt(-abs(d / se), df),
       low = d - qt(.975, df) * se, high = d + qt(.975, df) * se)
  2 * pt(-abs(d / se), df)
}

changes <- function(goal, a, b) {
  straight("linear", goal, a, b, a$se^2, b$se^2, a$df, b$df)
  people <- c(a$spread / a$se^2, b$spread / b$se^2)
  if (goal$metric == "mean")
    return(straight("Welch", goal, a, b, a$spread / (people[1] - 1), b$spread / (people[2] - 1), people[1] - 1, people[2] - 1))
  share <- weighted.mean(c(a$value, b$value), people) / 100
  se <- 100 * sqrt(share * (1 - share) * sum(1 / people)); df <- min(a$df, b$df); t <- (a$value - b$value) / se
  line("score", goal, a$value - b$value, se, df = df, statistic = t, p = 2 * pt(-abs(t), df))
  2 * pt(-abs(t), df)
}

# ---- all of it --------------------------------------------------------------------------------------------------------

p <- c()
for (goal in goals) {
  years <- list()
  for (year in 2014:2017) {
    m <- measure(goal, year)
    if (is.null(m)) next
    line("estimate", goal, m$value, m$se, year = year, n = m$n, df = m$df)
    years[[as.character(year)]] <- m
  }
  if (length(years) < 2) next
  p[goal$question] <- changes(goal, years[["2017"]], years[["2016"]])
  t <- as.numeric(names(years)); y <- sapply(years, `[[`, "value"); e <- sapply(years, `[[`, "se")
  fit <- lm(y ~ t, weights = 1 / e^2)
  se <- sqrt(summary(fit)$cov.unscaled[2, 2]); slope <- coef(fit)[[2]]
  line("slope", goal, slope, se, statistic = slope / se, p = 2 * pnorm(-abs(slope / se)))
}
adjusted <- p.adjust(p, "BH")
for (goal in goals) if (goal$question %in% names(p)) line("BH", goal, NA, NA, p = adjusted[[goal$question]])
