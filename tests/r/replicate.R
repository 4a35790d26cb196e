# replicate.R - what R says of replicate weights and of raked sums, for tests/lua/cx/verify_replicate_spec.lua
#
#   Rscript tests/r/replicate.R > tests/data/r/replicate.csv
#
# design: nps, tests/data/nps/answers.csv by region and store, jackknifed (JKn); api, tests/data/api/apistrat.csv by stype,
# every school being a cluster, with the finite population (JKn); clus, tests/data/api/apiclus1.csv (JK1); "raked" after
# it: each replicate raked anew to its end; "linear": the raked design by residuals; "post": one margin alone.
# lonely strata: six rows, of which one stratum has one cluster, by each policy.

suppressMessages(library(survey))
cat("design,statistic,group,estimate,se\n")
number <- function(x) format(as.numeric(x), digits = 15, trim = TRUE)
line <- function(design, statistic, m, group = "")
  cat(paste(design, statistic, group, number(coef(m)), number(SE(m)), sep = ","), "\n", sep = "")
by_group <- function(design, statistic, b, groups) for (i in seq_along(groups))
  cat(paste(design, statistic, groups[i], number(coef(b)[i]), number(SE(b)[i]), sep = ","), "\n", sep = "")
frame <- function(name, labels, totals) { f <- data.frame(labels, totals); names(f) <- c(name, "Freq"); f }
end <- list(maxit = 5000, epsilon = 1e-15)
quietly <- function(x) suppressWarnings(x)

# The standard deviation of a question's answers by weights w.
spread <- function(x) function(w, data) {
  x <- data[[x]]; w <- w[!is.na(x)]; x <- x[!is.na(x)]
  sqrt(sum(w * (x - sum(w * x) / sum(w))^2) / sum(w))
}

# ---- the made-up survey ----
d <- read.csv("tests/data/nps/answers.csv")
d$nps <- 100 * ((d$recommend >= 9) - (d$recommend <= 6))
d$known <- ifelse(is.na(d$satisfied), 0, d$satisfied)
m <- read.csv("tests/data/nps/margins.csv")
pop <- function(v) { m <- m[m$variable == v, ]; frame(v, m$level, m$total) }
cl <- svydesign(ids = ~store, strata = ~region, weights = ~weight, data = d)
jk <- as.svrepdesign(cl)
say <- function(name, design) {
  line(name, "nps", svymean(~nps, design, na.rm = TRUE))
  line(name, "mean", svymean(~satisfied, design, na.rm = TRUE))
  line(name, "sum", svytotal(~known, design))
  channels <- sort(unique(d$channel))
  by_group(name, "nps", svyby(~nps, ~channel, design, svymean, na.rm = TRUE), channels)
  by_group(name, "sum", svyby(~known, ~channel, design, svytotal), channels)
}
say("nps", jk)
line("nps", "spread", withReplicates(jk, spread("recommend")))
margins <- list(~channel, ~age)
raked <- quietly(rake(jk, margins, list(pop("channel"), pop("age")), control = end))
say("nps raked", raked)
line("nps raked", "spread", withReplicates(raked, spread("recommend")))
say("nps linear", quietly(rake(cl, margins, list(pop("channel"), pop("age")), control = end)))
say("nps post", postStratify(cl, ~age, pop("age")))
row <- svydesign(ids = ~1, weights = ~weight, data = d)
say("rows linear", quietly(rake(row, margins, list(pop("channel"), pop("age")), control = end)))
say("rows post", postStratify(row, ~age, pop("age")))

# ---- schools ----
schools <- function(name, design) {
  line(name, "mean", svymean(~api00, design))
  line(name, "sum", svytotal(~enroll, design))
  by_group(name, "mean", svyby(~api00, ~stype, design, svymean), c("E", "H", "M"))
  by_group(name, "sum", svyby(~enroll, ~stype, design, svytotal), c("E", "H", "M"))
}
types <- frame("stype", c("E", "H", "M"), c(4421, 755, 1018)); wide <- frame("sch.wide", c("No", "Yes"), c(1072, 5122))
a <- read.csv("tests/data/api/apistrat.csv")
strat <- svydesign(ids = ~snum, strata = ~stype, weights = ~pw, fpc = ~fpc, data = a)
schools("api", as.svrepdesign(strat))
line("api", "spread", withReplicates(as.svrepdesign(strat), spread("api00")))
schools("api raked", quietly(rake(as.svrepdesign(strat), list(~stype, ~sch.wide), list(types, wide), control = end)))
r <- quietly(rake(strat, list(~stype, ~sch.wide), list(types, wide), control = end))
schools("api linear", r)
line("api linear", "ratio", svyratio(~api.stu, ~enroll, r))
by_group("api linear", "ratio", svyby(~api.stu, ~stype, r, svyratio, denominator = ~enroll), c("E", "H", "M"))
b <- read.csv("tests/data/api/apiclus1.csv")
clus <- svydesign(ids = ~dnum, weights = ~pw, fpc = ~fpc, data = b)
schools("clus", as.svrepdesign(clus))
schools("clus raked", quietly(rake(as.svrepdesign(clus), list(~stype, ~sch.wide), list(types, wide), control = end)))
post <- postStratify(clus, ~stype, types)
line("clus post", "ratio", svyratio(~api.stu, ~enroll, post))
by_group("clus post", "ratio", svyby(~api.stu, ~stype, post, svyratio, denominator = ~enroll), c("E", "H", "M"))

# ---- strata of one cluster: the rows stand in the spec too ----
s <- read.csv(text = "s,y,x,w,id\n1,1,2,1,a\n1,4,3,2,b\n1,2,1,1,c\n2,9,5,3,d\n3,5,5,1,e\n3,8,6,2,f")
for (lonely in c("adjust", "remove", "average")) {
  options(survey.lonely.psu = lonely)
  jk <- as.svrepdesign(svydesign(ids = ~id, strata = ~s, weights = ~w, data = s))
  line(lonely, "mean", svymean(~y, jk))
  line(lonely, "sum", svytotal(~x, jk))
}
