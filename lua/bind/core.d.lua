---@meta cx.core
-- core.d.lua - what the C module cx.core gives to lua/cx; never loaded, read by editors and by a test
--
--   FILE > ROWS > BATCH > TALLY > METRIC > goal > report
--
-- In: nothing. Out: the types of lua/bind/bind_*.c. Whatever fails in the world gives nil, message, code.

-- luacheck: ignore 212
local core = {}


---@class cx.Input: userdata one file of a survey; close() shuts it
---@class cx.Box: userdata a tally; its methods are those of lua/cx/tally.lua, and close()

---@class cx.Dialect
---@field encoding "utf-8"|"windows-1252"|"utf-16le"|"utf-16be"
---@field delimiter string
---@field quote string "" when nothing is quoted
---@field escape string "" when quotes are doubled
---@field newline "lf"|"crlf"|"cr"
---@field skip_space boolean
---@field decimal "."|","
---@field day_order "dmy"|"mdy"|"" "" when not settled
---@field skip_rows integer
---@field header_rows integer
---@field data_row integer record number of the first row
---@field guessed table<string, true>

---@class cx.Inspected
---@field source cx.Input
---@field name string
---@field dialect cx.Dialect
---@field columns string[]
---@field renamed integer names that had to be made unique
---@field compression ""|"gzip"|"zstd"
---@field mark boolean a byte-order mark was dropped
---@field restart boolean it can be read again
---@field size integer bytes on the disk, 0 when not known


-- ---- bind.c --------------------------------------------------------------------------------------

--- The same function as a C function, so that a tail call to it keeps the caller's line.
---@param f function
---@return function
function core.door(f) end


-- ---- bind_base.c ---------------------------------------------------------------------------------

--- SHA-256 as 64 lower-case hexadecimal digits.
---@param text string
---@return string
function core.sha256(text) end

--- HMAC-SHA-256 as 64 lower-case hexadecimal digits.
---@param key string
---@param text string
---@return string
function core.hmac(key, text) end

--- Makes a file of 64 random digits that nobody else may read, unless there is one.
---@param path string
---@return true?, string? message, string? code
function core.secret(path) end

--- The login name of whoever runs the program; nil where the system knows none.
---@return string?
function core.login() end

--- Notes the file that is being written, for a program that is told to stop in the middle; nil when there is none.
---@param path string?
function core.unfinished(path) end

--- Why a path may not be read, or written: under --sandbox it is outside the plan's folder. Nil when it may.
---@param path string
---@param write boolean?
---@return string?
function core.refusal(path, write) end


-- ---- bind_read.c ---------------------------------------------------------------------------------

--- Looks at the head of a file: { file = | text =, name =, names =, keep =, members of a dialect }.
---@param options table
---@return cx.Inspected?, string? message, string? code
function core.inspect(options) end

--- Seconds of the clock as written, or nil.
---@param text string
---@param day_order? "dmy"|"mdy"
---@return integer?
function core.time(text, day_order) end

--- The calendar bucket of a moment, such as "2026-03".
---@param seconds integer
---@param unit "hour"|"day"|"week"|"month"|"quarter"|"half-year"|"year"
---@return string
function core.bucket(seconds, unit) end

--- A number as people write it, or nil.
---@param text string
---@param decimal? "."|","
---@return number?
function core.number(text, decimal) end

--- The paths that a pattern matches, sorted.
---@param pattern string
---@return string[]
function core.glob(pattern) end

---@param path string
---@return boolean
function core.file_exists(path) end

--- The same text for all paths and links of one file; nil when there is none.
---@param path string
---@return string?
function core.file_identity(path) end

---@param descriptor integer
---@return boolean
function core.isatty(descriptor) end

--- Columns of a terminal, or nil when it is none.
---@param descriptor? integer standard output unless given
---@return integer?
function core.terminal_width(descriptor) end


-- ---- bind_count.c, bind_rows.c --------------------------------------------------------------------

--- One pass over the files of a job (its shape: lua/bind/job.h).
---@param job table
---@return { tallies: cx.Box[], receipts: table[], odd: table[] }?, string? message, string? code
function core.pass(job) end

--- An iterator of rows as tables, and a box to close. With any = n, rows that pass the filter of any of the first n
--- tallies, and row[i] = true for each of these filters passed.
---@param job table with take and keys
---@return (fun(): table<string, string>?)?, userdata|string|nil, string? code
function core.rows(job) end


-- ---- bind_panel.c ---------------------------------------------------------------------------------

--- The same people in two rounds, empty: { of = questions, by = columns, weighted =, max_persons = }. A pass fills it, and
--- it gives the tally of their pairs (panel of a job's tally). close() lets the persons' names go.
---@param options { of: integer, by: integer, weighted?: boolean, max_persons?: integer }
---@return userdata?, string? message, string? code
function core.panel(options) end

--- How many persons and rows: both, before, after; blank, other, repeated.
---@param box userdata
---@return table<string, integer>
function core.panel_people(box) end


-- ---- bind_tally.c ---------------------------------------------------------------------------------

--- The table of methods of every tally.
---@type table<string, function>
core.tally = {}

--- Whether a value is a tally, and whether it is open.
---@param value any
---@return boolean, boolean
function core.tally_is(value) end

--- What lua/cx says about a tally, after setting it when given.
---@param box cx.Box
---@param about? table
---@return table
function core.tally_about(box, about) end

--- How many groups.
---@param box cx.Box
---@return integer
function core.tally_size(box) end

--- n, w, w2 of the whole design; exact: as decimal texts.
---@param box cx.Box
---@param exact? boolean
---@return integer, number|string, number|string
function core.tally_design(box, exact) end

--- n, w, w2 of a group's rows.
---@param box cx.Box
---@param group integer
---@param exact? boolean
---@return integer, number|string, number|string
function core.tally_group(box, group, exact) end

---@param box cx.Box
---@param group integer
---@return string[]
function core.tally_labels(box, group) end

--- The texts of an open question.
---@param box cx.Box
---@param question integer
---@return string[]
function core.tally_answers(box, question) end

--- { answer, n, w, w2, answer, n, w, w2, ... }
---@param box cx.Box
---@param question integer
---@param group integer
---@param exact? boolean
---@return (number|string)[]
function core.tally_cells(box, question, group, exact) end

--- An empty tally; bins 0: an open question.
---@param by string[]
---@param questions string[]
---@param bins integer[]
---@return cx.Box?, string? message, string? code
function core.tally_new(by, questions, bins) end

---@param box cx.Box
---@param n integer
---@param w string
---@param w2 string
---@return true?, string? message, string? code
function core.tally_add_design(box, n, w, w2) end

--- Adds rows to a group; the result is its code for tally_add_cell.
---@param box cx.Box
---@param labels string[]
---@param n integer
---@param w string
---@param w2 string
---@return integer?, string? message, string? code
function core.tally_add_group(box, labels, n, w, w2) end

---@param box cx.Box
---@param question integer
---@param group integer a code
---@param answer integer|string number of a bin, or the text of an open answer
---@param n integer
---@param w string
---@param w2 string
---@return true?, string? message, string? code
function core.tally_add_cell(box, question, group, answer, n, w, w2) end

--- Puts what was added in order; only then can cells be read.
---@param box cx.Box
---@return true?, string? message, string? code
function core.tally_settle(box) end

--- Adds another tally of the same shape; settle afterwards.
---@param box cx.Box
---@param other cx.Box
---@return true?, string? message, string? code
function core.tally_merge(box, other) end

--- A tally by some of the columns alone.
---@param box cx.Box
---@param by integer[] ascending
---@return cx.Box?, string? message, string? code
function core.tally_collapse(box, by) end

--- A tally of one question by "side" and the columns behind a group's own: "group" is that group, "rest" all others.
---@param box cx.Box
---@param question integer
---@param labels string[] of the group's columns, the tally's first
---@return cx.Box?, string? message, string? code
function core.tally_against(box, question, labels) end

--- An estimate for each group: place says for each answer the number of its score, or the negative of its reason.
---@param box cx.Box
---@param question integer
---@param plan { place: integer[], score: number[], reason: string[] }
---@param options { confidence?: number, interval?: string, weighted?: boolean }
---@return table[]
function core.measure(box, question, plan, options, design) end


-- ---- bind_infer.c ---------------------------------------------------------------------------------

--- An estimate of cells that need no tally.
---@param cells { n: number, w?: number, q?: number, score: number }[]
---@param design_n number
---@param options? table
---@return table
function core.estimate(cells, design_n, options) end

---@param estimate table
---@param relation "at_least"|"at_most"
---@param target number
---@param power? number
---@return { verdict: string, probability?: number, n_needed?: integer }
function core.verdict(estimate, relation, target, power) end

--- normal, normal_quantile, t, t_quantile, beta, beta_quantile, chi_square, chi_square_tail
---@type table<string, function>
core.distribution = {}


-- ---- bind_audit.c --------------------------------------------------------------------------------

--- Which hidden cells can be worked out: equations are { total, unknown, coefficient, ... }, unknowns from 1.
---@param n_unknowns integer
---@param equations integer[][]
---@return { rank: integer, contradicts: boolean, [integer]: table }?, string? message, string? code
function core.audit(n_unknowns, equations) end


-- ---- bind_series.c --------------------------------------------------------------------------------

--- A weighted slope, or with coefficients a contrast; nothing when the numbers cannot decide.
---@param times number[]
---@param values number[]
---@param variances number[]
---@param contrast? number[]
---@return { value: number, se: number, z: number, p: number, level: number, mean_time: number }?
function core.trend(times, values, variances, contrast) end

---@param times number[]
---@param had number[]
---@param people number[]
---@return { chi_square: number, z: number, p: number }?
function core.trend_shares(times, had, people) end

---@param values number[]
---@return { s: number, tau: number, se: number, p: number, exact: boolean }?
function core.trend_order(values) end

--- A control chart; the baseline's first and last point, and the first points after events, from 1.
---@param kind "laney"|"xmr"
---@param input { y: number[], se?: number[], weight?: number[], n?: number[], spread?: number[] }
---@param from integer
---@param to integer
---@param events integer[]
---@return table?
function core.chart(kind, input, from, to, events) end

--- Shrunk values; with draws their ranks too.
---@param values number[]
---@param variances number[]
---@param seed integer
---@param draws integer
---@param confidence number
---@return table?
function core.shrink(values, variances, seed, draws, confidence) end


-- ---- bind_rake.c ----------------------------------------------------------------------------------

---@class cx.Raked: userdata raked weights of a tally's groups; close()

--- Raked weights, or nil, a word, margin, level (or the key without a target), value.
---@param box cx.Box
---@param margins { columns: integer[], level: table<string, integer>, target: number[] }[]
---@param weighted boolean
---@param sweeps integer
---@return cx.Raked?, string? word, integer? margin, integer|string? level, number? value
function core.rake(box, margins, weighted, sweeps) end

---@param raked cx.Raked
---@param times number
---@return true?, string? word
function core.rake_trim(raked, times) end

--- The factors of the same margins from other weights of the groups; or nil, a word, margin, level, value.
---@param raked cx.Raked
---@param box cx.Box
---@param weights number[]
---@return number[]?, string? word, integer? margin, integer? level, number? value
function core.rake_again(raked, box, weights) end

--- What the margins take from a variable in each group, of which the sums over people and over weights are given.
---@param raked cx.Raked
---@param box cx.Box
---@param sums number[]
---@param weighted number[]
---@return number[]
function core.rake_taken(raked, box, sums, weighted) end

---@param raked cx.Raked
---@param box cx.Box
---@return number[]
function core.rake_factors(raked, box) end

--- People, weight before, target, weight now.
---@param raked cx.Raked
---@param margin integer
---@param level integer
---@return integer, number, number, number
function core.rake_level(raked, margin, level) end

---@param raked cx.Raked
---@return table
function core.rake_sum_up(raked) end


-- ---- bind_raked.c ---------------------------------------------------------------------------------

--- An estimate for each list of groups.
---@param raked cx.Raked
---@param box cx.Box
---@param question integer
---@param plan { place: integer[], score: number[], reason: string[] }
---@param options { confidence?: number, interval?: string }
---@param domains integer[][]
---@param weighted boolean
---@param design? table its shape: lua/bind/bind_raked.c
---@return table[]
function core.rake_measure(raked, box, question, plan, options, domains, weighted, design) end


-- ---- bind_resample.c ------------------------------------------------------------------------------

--- The bootstrap of each group's histogram.
---@param box cx.Box
---@param question integer
---@param plan { place: integer[], score: number[], reason: string[] }
---@param options { seed?: integer, replicates?: integer, threads?: integer, confidence?: number }
---@return table[]
function core.bootstrap(box, question, plan, options) end

--- A histogram drawn again.
---@param people integer[]
---@param seed integer
---@param cell integer
---@param replicate integer
---@return integer[]
function core.resample(people, seed, cell, replicate) end

---@param values number[]
---@param confidence number
---@return { mean: number, se: number, low: number, high: number }
function core.resample_sum_up(values, confidence) end

--- The standard error of a statistic from its replicates and their factors.
---@param values number[]
---@param factors number[]
---@param times integer[] how many there are of each
---@return number
function core.replicates(values, factors, times) end


-- ---- bind_compare.c -------------------------------------------------------------------------------

---@class cx.CoreDifference empty when not defined
---@field value number
---@field centre number
---@field se number
---@field df number
---@field low number
---@field high number
---@field statistic number
---@field p number
---@field method string
---@field effect? number
---@field effect_name? string

--- The difference of two estimates, a minus b.
---@param a table
---@param b table
---@param options? { method?: string, confidence?: number, df?: number, covariance?: number, share?: number, whole?: table }
---@return cx.CoreDifference
function core.compare(a, b, options) end

--- The mean of the same people's differences.
---@param cells { n: number, w?: number, q?: number, score: number }[] every score that there can be
---@param options { confidence?: number, weighted?: boolean }
---@return cx.CoreDifference
function core.compare_pairs(cells, options) end

--- Variance and degrees of freedom of a contrast, of the sums over PSUs of its z and of z squared by stratum.
---@param strata { psus: number[], population: number[], lonely?: string }
---@param z number[]
---@param z2 number[]
---@return number variance, number df
function core.design_error(strata, z, z2) end

---@param p number[]
---@param way? "holm"|"benjamini-hochberg"|"hochberg"|"benjamini-yekutieli"|"bonferroni"|"none"
---@return number[]
function core.adjust(p, way) end

--- Pearson's chi-square; effect is Cramér's V.
---@class cx.CoreIndependence
---@field n number
---@field statistic? number
---@field df? number
---@field p? number
---@field effect? number
---@field least_expected? number
---@field small_expected? integer
---@field doubtful? boolean

---@param rows number[][] people
---@return cx.CoreIndependence
function core.independence(rows) end

--- Mann-Whitney; effect is the share of superiority.
---@param a number[] people by answer, ascending
---@param b number[]
---@return { u?: number, statistic?: number, p?: number, effect?: number }
function core.rank_test(a, b) end

--- within, people, of, share_people, share_of, mean_people, mean_of, months
---@type table<string, function>
core.power = {}

--- Parts are mix and rate of each slice in turn, then the questionnaire.
---@class cx.CoreDecomposition
---@field before? number
---@field after? number
---@field change? number
---@field mix? number
---@field rate? number
---@field questionnaire? number
---@field parts? number[]

---@param slices { w0?: number, ws0?: number, w1?: number, ws1?: number, apart?: boolean }[]
---@return cx.CoreDecomposition
function core.decompose(slices) end

--- Parts in units of 10^-decimals that add up to a sum in such units.
---@param parts number[]
---@param decimals integer
---@param sum number
---@return number[]
function core.decompose_round(parts, decimals, sum) end


-- ---- bind_crosstab.c ------------------------------------------------------------------------------

--- Groups by answers in a sample with weights, strata or clusters: Rao and Scott's F, or a rank test of two groups.
--- parts: stratum, cell, w, q, kind of each, by stratum; kind 0: people who are PSUs, 1: a PSU's first part, 2: a further
--- one. nil and how many strata have one PSU, when the policy is to fail.
---@param test "independence"|"rank"
---@param table { rows: integer, columns: integer, parts: number[], psus: number[], population: number[], lonely?: string }
---@return { statistic?: number, df?: number, df2?: number, p?: number, effect?: number }?, integer? lonely
function core.crosstab(test, table) end


-- ---- bind_link.c ----------------------------------------------------------------------------------

---@class cx.CoreLag one lag; positive is staff first
---@field lag integer
---@field value? number
---@field n? integer pairs
---@field units? integer
---@field se? number of Fisher's z
---@field low? number
---@field high? number
---@field p? number of this lag alone
---@field p_family? number among all lags

--- Correlations of two lists, unit by unit, at lags both ways; whole units are permuted.
---@param staff (number|false)[]
---@param customers (number|false)[]
---@param periods integer
---@param options { lags?: integer, within?: boolean, seed?: integer, permutations?: integer, confidence?: number }
---@return { lags: cx.CoreLag[], at: integer, p: number, band: number, orders: integer, exact: boolean }?
function core.link(staff, customers, periods, options) end

--- z at +l less z at -l for each l; false where there is none.
---@param staff (number|false)[]
---@param customers (number|false)[]
---@param periods integer
---@param options { lags?: integer, within?: boolean, confidence?: number }
---@return (table|false)[]
function core.link_lead(staff, customers, periods, options) end

--- Correlations by stratum of units, whose names are permuted.
---@param staff (number|false)[]
---@param customers (number|false)[]
---@param periods integer
---@param options { lags?: integer, within?: boolean, seed?: integer, permutations?: integer, confidence?: number }
---@param stratum integer[] of each unit, 0 for none
---@param strata integer
---@param lag? integer one alone; all unless told
---@return { strata: cx.CoreLag[][], at: integer, p?: number, orders: integer, exact: boolean }
function core.link_moderate(staff, customers, periods, options, stratum, strata, lag) end

--- Reliability of groups of answers.
---@param n number[]
---@param mean number[]
---@param squares number[] about the mean
---@param confidence number
---@return { k: number, icc1: number, icc1_low: number, icc1_high: number, icc2: number, icc2_low: number, icc2_high: number }?
function core.icc(n, mean, squares, confidence) end

--- Kendall's tau of two rankings.
---@param a number[]
---@param b number[]
---@param confidence number
---@param seed integer
---@param permutations integer
---@return { value: number, low?: number, high?: number, se?: number, p: number, orders: integer, exact: boolean }?
function core.agree(a, b, confidence, seed, permutations) end



return core
