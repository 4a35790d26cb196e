---@meta cx.core
-- core_why.d.lua - what cx.core gives for the questions behind the numbers: the rest of core.d.lua
--
--   FILE > ROWS > BATCH > TALLY > METRIC > goal > report
--
-- In: nothing. Out: the types of bind_moment.c, bind_driver.c, bind_allocate.c, bind_journey.c. What fails in the world
-- gives nil, message, code.

-- luacheck: ignore 212
local core = {}


-- ---- bind_moment.c --------------------------------------------------------------------------------

--- Empty moments; variables and buckets are counted from 1. A pass fills them (moments of a job's tally).
---@param options { names: string[], decimals: integer[], weighted?: boolean, buckets?: integer }
---@return userdata?, string? message, string? code
function core.moments_new(options) end

--- Whether a value is a box of moments, and whether it is open.
---@param value any
---@return boolean, boolean
function core.moments_is(value) end

--- What is said about moments; sets it when given.
---@param box userdata
---@param about? table
---@return table
function core.moments_about(box, about) end

--- Sums of two variables i <= j in a bucket: n, then w, x, y, xx, yy, xy as texts of whole numbers.
---@param box userdata
---@param missing "pairwise"|"listwise"
---@param bucket integer
---@param i integer
---@param j integer
---@return integer, string, string, string, string, string, string
function core.moments_get(box, missing, bucket, i, j) end

--- Adds to such sums.
---@param box userdata
---@param missing "pairwise"|"listwise"
---@param bucket integer
---@param i integer
---@param j integer
---@param n integer
---@param ... string w, x, y, xx, yy, xy
---@return true?, string? message, string? code
function core.moments_add(box, missing, bucket, i, j, n, ...) end

--- Rows of a bucket, after n more.
---@param box userdata
---@param bucket integer
---@param n? integer
---@return integer?, string? message, string? code
function core.moments_rows(box, bucket, n) end

--- Numbers of a variable that had more decimals than it has, after n more.
---@param box userdata
---@param i integer
---@param n? integer
---@return integer?, string? message, string? code
function core.moments_rounded(box, i, n) end

--- Adds the sums of other moments of the same shape.
---@param box userdata
---@param other userdata
---@return true?, string? message, string? code
function core.moments_merge(box, other) end

--- Means, covariances and correlations of some variables, without the rows of a bucket (0: of none).
---@param box userdata
---@param missing "pairwise"|"listwise"
---@param without integer
---@param variables integer[]
---@return { n: number[][], mean: number[], covariance: number[][], correlation: number[][] }?, string?, string?
function core.moments_matrix(box, missing, without, variables) end

--- The methods of moments.
core.moments = {}


-- ---- bind_allocate.c ------------------------------------------------------------------------------

--- A budget divided in steps; gains[i][s + 1] is what s steps gain at item i.
---@param gains number[][]
---@param least integer[]
---@param most integer[]
---@return integer[] steps of each
---@return "greedy"|"dynamic programme"
function core.allocate(gains, least, most) end

--- Standard normals of one replicate of one cell.
---@param n integer
---@param seed integer
---@param cell integer
---@param replicate integer
---@return number[]
function core.normals(n, seed, cell, replicate) end


-- ---- bind_driver.c --------------------------------------------------------------------------------

--- What an outcome goes with (core/infer/driver.h, shapley.h): lists with an entry for each driver, lmg one for each group.
---@param moments userdata
---@param missing "pairwise"|"listwise"
---@param without integer a bucket left out; 0: none
---@param outcome integer
---@param drivers integer[] group by group
---@param options { lmg?: "none"|"exact"|"sampled", groups?: integer[], twins?: integer, seed?: integer, threads?: integer }
---@return table?, string? message, string? code
function core.driver(moments, missing, without, outcome, drivers, options) end


-- ---- bind_journey.c --------------------------------------------------------------------------------

--- The paths of the cases of a log of events; the job is described at the head of bind_journey.c.
---@param job table
---@return { cases: integer, events: integer, activities: table[], steps: table[], variants: table[], kinds: table,
---  phases: table, scored: table[], felt: table, removal?: table, receipts: table[] }?, string?, string?
function core.journey(job) end


return core
