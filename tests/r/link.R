# link.R - what R says of links, reliability and agreement, for tests/core/infer/test_link.c and test_agree.c
#
#   Rscript tests/r/link.R
#
# Nothing is drawn at random; the numbers stand in the tests. Formulas are those at the head of core/infer/link.h and
# agree.h, written once more on R's own cor, anova, qf, qt and cor.test; orders are all orders.

options(digits = 15)
staff <- matrix(c(3.1, 3.3, 3.0, 3.4, 4.0, 4.1, 4.3, 4.2, 2.5, 2.8, 2.6, 2.9, 3.6, 3.4, 3.7, 3.9, 4.4, 4.5, 4.2, 4.6), 5, byrow = TRUE)
customers <- matrix(c(22, 25, 24, 30, 41, 44, 38, 47, 30, 18, 26, 21, 28, 35, 30, 33, 36, 45, 49, 40), 5, byrow = TRUE)

# r at a lag, l > 0 being staff first.
r_of <- function(s, k, l, within = FALSE) {
  t <- ncol(s)
  x <- s[, max(1, 1 - l):min(t, t - l), drop = FALSE]; y <- k[, max(1, 1 + l):min(t, t + l), drop = FALSE]
  x[is.na(y)] <- NA; y[is.na(x)] <- NA
  if (within) { x <- x - rowMeans(x, na.rm = TRUE); y <- y - rowMeans(y, na.rm = TRUE) }
  cor(as.vector(x), as.vector(y), use = "complete.obs")
}
# Error of z and the interval, a unit left out at a time.
bounds <- function(s, k, l, within) {
  n <- nrow(s); z <- atanh(r_of(s, k, l, within))
  left <- sapply(1:n, function(i) atanh(r_of(s[-i, ], k[-i, ], l, within)))
  se <- sqrt((n - 1) / n * sum((left - mean(left))^2))
  c(se, tanh(z + c(-1, 1) * qt(.975, n - 1) * se))
}
orders <- function(v) if (length(v) < 2) list(v) else
  do.call(c, lapply(seq_along(v), function(i) lapply(orders(v[-i]), function(p) c(v[i], p))))
all <- orders(1:5)

cat("# lag, r, error of z, low, high; pooled, then within\n")
for (w in c(FALSE, TRUE)) for (l in -1:1) print(c(l, r_of(staff, customers, l, w), bounds(staff, customers, l, w)))
cat("# the same r with two cells missing\n")
s <- staff; s[2, 3] <- NA; k <- customers; k[4, 1] <- NA
for (w in c(FALSE, TRUE)) print(sapply(-1:1, function(l) r_of(s, k, l, w)))
cat("# of 120 orders, those that reach each lag alone, with any lag; the band\n")
for (w in c(FALSE, TRUE)) {
  m <- sapply(all, function(o) abs(sapply(-1:1, function(l) r_of(staff[o, ], customers, l, w))))
  seen <- abs(sapply(-1:1, function(l) r_of(staff, customers, l, w))); most <- apply(m, 2, max)
  print(rowSums(m >= seen - 1e-12)); print(sapply(seen, function(x) sum(most >= x - 1e-12))); print(sort(most)[114])
}
cat("# lead: value, error, p\n")
lead <- function(s, k) atanh(r_of(s, k, 1)) - atanh(r_of(s, k, -1))
left <- sapply(1:5, function(i) lead(staff[-i, ], customers[-i, ]))
se <- sqrt(4 / 5 * sum((left - mean(left))^2))
print(c(lead(staff, customers), se, 2 * pt(-abs(lead(staff, customers) / se), 4)))
cat("# strata 1 1 2 2 2: p, the largest difference\n")
stratum <- c(1, 1, 2, 2, 2)
apart <- sapply(all, function(o) { g <- stratum[o]; max(abs(sapply(-1:1, function(l)
  r_of(staff[g == 1, ], customers[g == 1, ], l) - r_of(staff[g == 2, ], customers[g == 2, ], l)))) })
print(c(mean(apart >= apart[1] - 1e-12), apart[1]))
one <- sapply(all, function(o) { g <- stratum[o]; abs(r_of(staff[g == 1, ], customers[g == 1, ], 1) -
  r_of(staff[g == 2, ], customers[g == 2, ], 1)) })
print(mean(one >= one[1] - 1e-12)) # at lag 1 alone
cat("# k, ICC(1) with bounds, ICC(2) with bounds\n")
icc <- function(g, v) {
  a <- anova(lm(v ~ factor(g))); n <- table(g); m <- a[["Mean Sq"]]; f <- m[1] / m[2]
  k <- (sum(n) - sum(n^2) / sum(n)) / (length(n) - 1)
  f <- c(f, f / qf(.975, a$Df[1], a$Df[2]), f * qf(.975, a$Df[2], a$Df[1]))
  print(c(k, (f - 1) / (f + k - 1), 1 - 1 / f))
}
icc(rep(1:4, each = 5), c(3, 4, 4, 5, 4, 2, 3, 2, 3, 2, 5, 4, 5, 5, 4, 3, 3, 4, 2, 3))
icc(c(1, 1, 1, 2, 2, 3, 3, 3, 3), c(1, 2, 4, 5, 7, 3, 3, 4, 6))
cat("# agreement: tau, p; with ties tau, bounds, p\n")
test <- cor.test(1:6, c(2, 1, 4, 3, 6, 5), method = "kendall", exact = TRUE)
print(c(test$estimate, test$p.value))
a <- c(1, 2, 2, 4, 5, 6, 7); b <- c(3, 1, 2, 2, 6, 7, 5); tau <- cor(a, b, method = "kendall")
p <- mean(sapply(orders(1:7), function(o) abs(cor(a, b[o], method = "kendall")) >= abs(tau) - 1e-12))
print(c(tau, tanh(atanh(tau) + c(-1, 1) * qnorm(.975) * sqrt(.437 / 3)), p))
