# The bench's job in data.table.   Rscript --vanilla datatable.R FILE THREADS
suppressMessages(library(data.table))
told <- commandArgs(trailingOnly = TRUE)
setDTthreads(as.integer(told[2]))
options(digits = 15)

answers <- fread(told[1], select = c("touchpoint", "nps", "csat", "ces", "weight"),
                 encoding = "UTF-8", showProgress = FALSE)
answers[, side := (nps >= 9L) - (nps <= 6L)] # 1 promoter, 0 passive, -1 detractor, NA blank

groups <- answers[, {
  above <- sum(side == 1L, na.rm = TRUE)
  below <- sum(side == -1L, na.rm = TRUE)
  answered <- sum(!is.na(side))
  list(n = .N, n_nps = answered, promoters = above / answered, detractors = below / answered,
       nps = 100 * (above - below) / answered,
       weighted_nps = 100 * sum(weight * side, na.rm = TRUE) / sum(weight[!is.na(side)]),
       mean_csat = mean(csat, na.rm = TRUE), mean_ces = mean(ces, na.rm = TRUE))
}, by = touchpoint]
fwrite(groups[order(touchpoint)])
