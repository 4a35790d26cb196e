# pairs.R - what R says of the same people asked twice, for tests/lua/cx/verify_pairs_spec.lua
#
#   Rscript tests/r/pairs.R > tests/data/r/pairs.csv
#
# Rows of two rounds are drawn with a fixed seed and stand in `rows` as "person round answer account stratum weight;", in the
# order of the file; lines without are of the rows above. Some people answer in one round only, some twice in one, of which the last row counts, "-" is no answer.
# R pairs them by duplicated and merge. kind ttest: t.test(after, before, paired = TRUE); kind design: svymean of the
# differences with the later row's account (c), stratum (s) and weight (w), p for each person as a cluster; subset keeps the
# design of all pairs.

suppressMessages(library(survey))
set.seed(20261122)
cat("kind,design,metric,rows,people,pairs,difference,se,statistic,df,p,low,high\n")

number <- function(x) ifelse(is.na(x), "", format(x, digits = 15, trim = TRUE))
line <- function(kind, design, metric, rows, people, pairs, difference, se, statistic, df, p, low, high)
  cat(paste(c(kind, design, metric, rows, people, pairs, number(difference), number(se), number(statistic), number(df), number(p),
              number(low), number(high)), collapse = ","), "\n", sep = "")

draw <- function(people) {
  n <- round(2.2 * people)
  who <- sample(people, n, replace = TRUE)
  stratum <- c("north", "south")[1 + (who %% 8 >= 5)]
  data.frame(person = paste0("P", who), round = sample(1:2, n, replace = TRUE),
             answer = ifelse(runif(n) < 0.07, NA, sample(0:10, n, replace = TRUE, prob = c(1:6, 6, 7, 9, 8, 7))),
             account = paste0("A", who %% 8), stratum = stratum, weight = sample(c(0.5, 1, 1.75, 3), n, replace = TRUE))
}

pair <- function(d) {
  last <- d[!duplicated(d[c("person", "round")], fromLast = TRUE), ]
  merge(last[last$round == 1, c("person", "answer")], last[last$round == 2, ], by = "person", suffixes = c(".before", ".after"))
}

score <- list(mean = function(x) x, nps = function(x) 100 * ((x >= 9) - (x <= 6)), top = function(x) 100 * (x >= 9))
ids <- list(c = ~account, sc = ~account, scw = ~account, sw = ~1, pw = ~person)

for (people in c(14, 25, 40, 60, 90, 150)) {
  d <- draw(people)
  rows <- paste(d$person, d$round, ifelse(is.na(d$answer), "-", d$answer), d$account, d$stratum, d$weight, collapse = ";")
  both <- pair(d)
  for (metric in names(score)) {
    both$d <- score[[metric]](both$answer.after) - score[[metric]](both$answer.before)
    whole <- both[!is.na(both$d), ]
    t <- t.test(score[[metric]](whole$answer.after), score[[metric]](whole$answer.before), paired = TRUE)
    line("ttest", "", metric, rows, nrow(both), nrow(whole), t$estimate, t$stderr, t$statistic, t$parameter, t$p.value,
         t$conf.int[1], t$conf.int[2])
    rows <- ""
    for (name in names(ids)) {
      design <- svydesign(ids = ids[[name]], strata = if (grepl("s", name)) ~stratum else NULL, data = both,
                          weights = if (grepl("w", name)) ~weight else ~I(rep(1, nrow(both))))
      m <- svymean(~d, subset(design, !is.na(both$d)))
      df <- degf(design); s <- coef(m) / SE(m); half <- qt(.975, df) * SE(m)
      line("design", name, metric, rows, nrow(both), nrow(whole), coef(m), SE(m), s, df, 2 * pt(-abs(s), df), coef(m) - half,
           coef(m) + half)
    }
  }
}
