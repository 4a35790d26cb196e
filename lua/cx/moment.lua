-- moment.lua - how answers go together: sums of products of each two questions, counted in one pass
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a survey, questions or metrics. Out: moments, userdata with these methods; matrices as plain tables.
--
-- (1) survey:moments { of = { "recommend", cx.metric.nps "ease", ... }, where =, buckets = 32, decimals = }: an answer of a
--     scale enters as its number, one of a metric as its score, a number as it is, in steps of 10^-decimals (4 unless told).
-- (2) Sums are exact (core/count/moment.h): threads, blocks and the order of merging make no difference, not by a bit.
-- (3) A row's bucket is a hash of its cluster, else its person, its account, its record: rows that belong together stay
--     together, and leaving a bucket out shows what they make of an estimate (jackknife). Records that are alike in every
--     column are one to the hash: without a person, an account or a column that differs, such as an answer's id, intervals
--     are wider than they need be, and more rows do not narrow them.
-- (4) Rows where both answers of two questions are there are "pairwise" sums, those where all are there "listwise" ones.
-- (5) Moments are saved, loaded and merged as tallies are (moment/file.lua). They hold sums, no rows; the sums of a bucket
--     with few people can still tell their answers, so a file of moments stays in the house.
-- (6) Beside them the pass counts the questions' answers, so that the receipt is whole.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local named = require "cx.named"

local moment = {}

local method = core.moments -- the table of methods of all moments

local OPTIONS = { "of", "where", "buckets", "decimals", "threads", "kernel" }
local MOST, BUCKETS, DECIMALS, MOST_DECIMALS = 64, 32, 4, 9


-- ---- asked for --------------------------------------------------------------------------------------

-- The question that an entry of `of` means, and the metric whose scores it has, if any.
local function read_entry(self, entry)
  local metric = require "cx.metric"
  if not metric.is(entry) then
    return require "cx.survey".request(self, { of = { entry } }).of[1]
  end
  if not entry.question then
    caller.raise(("of: the metric %s has no question: bind it, as in cx.metric.nps \"recommend\""):format(entry.name))
  end
  if entry.survey and entry.survey ~= self then
    caller.raise(("of: the metric's question '%s' belongs to another survey"):format(entry.question))
  end
  return require "cx.survey".request(self, { of = { entry.question } }).of[1], entry
end


-- The least number of decimals that holds all scores, and these as whole steps.
local function whole_steps(name, scores)
  for decimals = 0, MOST_DECIMALS do
    local steps, fits = {}, true
    for i, score in ipairs(scores) do
      local step = score * 10.0 ^ decimals
      steps[i] = math.floor(step + 0.5)
      fits = fits and math.abs(step - steps[i]) <= 1e-9 * math.max(math.abs(step), 1e-9)
    end
    if fits then return decimals, steps end
  end
  caller.raise(("of: the scores of '%s' have more than %d decimals"):format(name, MOST_DECIMALS))
end


-- One variable of a question of a scale: the whole steps of its bins, false for a missing one.
local function of_scale(question, metric)
  local scores = {}
  if metric then
    local list, trouble = require "cx.metric".scores(metric, question)
    if not list then caller.raise("of: " .. trouble) end
    scores = list
  elseif question.type == "score" then
    for i, answer in ipairs(question.answers) do scores[i] = answer.value end
  else
    caller.raise(("of: the answers of '%s' are no numbers; give them scores, as in cx.metric.share(...)"):format(question.name))
  end
  local decimals, steps = whole_steps(question.name, scores)
  for _ = 1, #question.reasons do steps[#steps + 1] = false end
  return { name = question.name, question = question, values = steps, decimals = decimals,
           metric = metric and metric.name }
end


local function of_number(question, metric, decimals)
  if metric and metric.family ~= "mean" then
    caller.raise(("of: '%s' is a number; only its mean can be scored here"):format(question.name))
  end
  local missing = {}
  for _, code in ipairs(question.missing) do
    local number = core.number(code.code)
    if number then missing[#missing + 1] = number end
  end
  return { name = question.name, question = question, low = question.from, high = question.to, missing = missing,
           decimals = decimals }
end


-- How many decimals a number has, of one option for all or for each by name.
local function decimals_of(options, name)
  local given = options.decimals
  if type(given) == "table" then given = given[name] end
  if given == nil then return DECIMALS end
  if math.type(given) ~= "integer" or given < 0 or given > MOST_DECIMALS then
    caller.raise(("decimals: a whole number from 0 to %d is wanted, not %s"):format(MOST_DECIMALS, complain.show(given)))
  end
  return given
end


--- A variable of a question and, where its answers are not to be their own numbers, a metric or scores by bin.
---@param question table
---@param given? cx.Metric|number[] scores in the order of the answers
---@param name? string other than the question's
---@param decimals? integer of a number, or of given scores
---@return table
function moment.variable(question, given, name, decimals)
  local made
  if given and given.kind ~= "metric" then
    made = { question = question, values = {}, decimals = decimals or 0 }
    for i = 1, #question.answers do made.values[i] = math.floor(given[i] * 10.0 ^ made.decimals + 0.5) end
    for _ = 1, #question.reasons do made.values[#made.values + 1] = false end
  elseif question.type == "number" then
    made = of_number(question, given, decimals or DECIMALS)
  elseif question.type == "several" then
    caller.raise(("of: '%s' has several answers a cell, which are no number"):format(question.name))
  else
    made = of_scale(question, given)
  end
  made.name = name or question.name
  return made
end


local function read_variables(self, options)
  local of = options.of
  if type(of) ~= "table" or of.kind or #of == 0 then
    caller.raise "survey:moments: which questions go together? of = { \"recommend\", \"ease\" }"
  end
  if #of > MOST then caller.raise(("of: %d questions; moments are of %d at most"):format(#of, MOST)) end
  local list, seen = {}, {}
  for i, entry in ipairs(of) do
    local question, metric = read_entry(self, entry)
    if seen[question.name] then caller.raise(("of: '%s' is named twice"):format(question.name)) end
    seen[question.name] = true
    list[i] = moment.variable(question, metric, nil, decimals_of(options, question.name))
  end
  return list
end


local function read_buckets(options)
  local n = options.buckets
  if n == nil then return BUCKETS end
  if math.type(n) ~= "integer" or n < 1 or n > 1024 then
    caller.raise(("buckets: a whole number from 1 to 1024 is wanted, not %s"):format(complain.show(n)))
  end
  return n
end


-- ---- the pass -----------------------------------------------------------------------------------------

--- What a job is told of moments (lua/bind/job.h).
---@param request table
---@param number_of fun(key: string, column: table): integer
---@return table
function moment.compose(request, number_of)
  local made, variables = request.moments, {}
  local scale = require "cx.scale"
  for i, one in ipairs(made.variables) do
    local column = one.question.column
    if one.values then
      variables[i] = { column = number_of("score:" .. one.question.name, scale.column(one.question)), values = one.values }
    else
      variables[i] = { column = number_of("number:" .. column, { kind = "number", name = column }), low = one.low,
                       high = one.high, missing = one.missing }
    end
  end
  local bucket = made.buckets > 1 and number_of("hash:" .. made.buckets .. ":" .. made.hashed,
    { kind = "label", label = "hash", n_hash = made.buckets, name = made.hashed }) or nil
  return { box = made.box, bucket = bucket, variables = variables }
end


local function new_box(variables, buckets, weighted)
  local decimals = {}
  for i, one in ipairs(variables) do decimals[i] = one.decimals end
  return core.moments_new { names = named.names(variables), decimals = decimals, buckets = buckets, weighted = weighted }
end

moment.new_box = new_box


-- What is said about moments: all that two of them must share to be merged (moment/file.lua).
local function describe(state, options, variables, made)
  local list = {}
  for i, one in ipairs(variables) do
    list[i] = { name = one.name, type = one.question.type, from = one.question.from, to = one.question.to,
                decimals = one.decimals, metric = one.metric, column = one.question.column, text = one.question.text }
  end
  return { variables = list, buckets = made.buckets, hashed = made.buckets > 1 and made.hashed or nil,
           weight = state.roles.weight, only = state.only,
           where = type(options.where) == "string" and options.where or nil,
           untold = type(options.where) == "function" or nil }
end


-- The questions whose answers the pass counts for the receipt (6); texts of numbers would be without end.
local function counted(variables)
  local list = {}
  for _, one in ipairs(variables) do
    if one.values then list[#list + 1] = one.question end
  end
  return list
end


-- Boxes to be filled, a request for each, and before these the request for the receipt.
local function requests_of(self, state, sinks, options)
  local survey = require "cx.survey"
  local plain = { where = options.where, threads = options.threads, kernel = options.kernel }
  local roles, list = state.roles, { survey.request(self, plain) }
  list[1].of, list[1].hidden = counted(sinks[1]), {}
  for i, variables in ipairs(sinks) do
    local made = { variables = variables, buckets = options.buckets or BUCKETS,
                   hashed = roles.cluster or roles.person or roles.account or "" }                 -- (3)
    local message, code
    made.box, message, code = new_box(variables, made.buckets, roles.weight ~= nil)
    if not made.box then return nil, message, code end
    core.moments_about(made.box, describe(state, options, variables, made))
    list[i + 1] = survey.request(self, plain)
    list[i + 1].of, list[i + 1].hidden, list[i + 1].moments = {}, {}, made
  end
  return list
end


--- Several moments in one pass, for analyses: lists of variables as moment.variable makes them.
---@param self table
---@param sinks table[][] the first one's questions are those of the receipt
---@param options { where?: string|function, buckets?: integer, threads?: integer, kernel?: string }
---@return userdata[]? moments
---@return userdata|string counts the tally of the questions' answers, or a message
---@return string? code
function moment.count(self, sinks, options)
  local requests, message, code = requests_of(self, require "cx.survey".state(self), sinks, options)
  if not requests then return nil, message, code end
  local tallies
  tallies, message, code = require "cx.tally".count(self, requests)
  local list = {}
  for i = 1, #sinks do
    list[i] = requests[i + 1].moments.box
    local stale = tallies and tallies[i + 1] or list[i]
    stale:close()
  end
  if not tallies then return nil, message, code end
  return list, tallies[1]
end


--- survey:moments { of =, where =, buckets =, decimals =, threads =, kernel = } (1)
---@param self table
---@param options { of: table, where?: string|function, buckets?: integer, decimals?: integer|table<string, integer>,
---  threads?: integer, kernel?: string }
---@return userdata?, string?, string?
function moment.new(self, options)
  if type(options) ~= "table" then caller.raise "survey:moments wants a table: survey:moments { of = { ... } }" end
  caller.known("option of survey:moments", options, OPTIONS)
  local how = { where = options.where, threads = options.threads, kernel = options.kernel, buckets = read_buckets(options) }
  local list, counts, code = moment.count(self, { read_variables(self, options) }, how)
  if not list then return nil, counts, code end
  counts:close()
  return list[1]
end


-- ---- asked --------------------------------------------------------------------------------------------

--- What is said about open moments; raises for anything else.
---@param box any
---@return table
function moment.about(box)
  local is, open = core.moments_is(box)
  if not is then caller.raise(("moments are wanted, not %s"):format(complain.show(box))) end
  if not open then caller.raise "the moments are closed" end
  return core.moments_about(box)
end


--- Whether a value is a box of moments, open or not.
---@param value any
---@return boolean
function moment.is(value) return (core.moments_is(value)) end


--- The numbers of variables by name; all of them where none is named.
---@param about table
---@param names? string[]
---@return integer[]
function moment.places(about, names)
  local at, known = {}, named.names(about.variables)
  for i, name in ipairs(known) do at[name] = i end
  local list = {}
  for i, name in ipairs(names or known) do
    if type(name) == "table" then name = name.name end
    list[i] = at[name]
    if not list[i] then caller.raise(complain.message("question of these moments", name, known)) end
  end
  return list
end


local function read_missing(given)
  if given == nil or given == "pairwise" or given == "listwise" then return given or "pairwise" end
  caller.raise(complain.message("missing", given, { "pairwise", "listwise" }))
end


local function read_without(about, given)
  if given == nil then return 0 end
  if math.type(given) == "integer" and given >= 1 and given <= about.buckets then return given end
  caller.raise(("without: the number of a bucket, 1 to %d, is wanted, not %s"):format(about.buckets, complain.show(given)))
end


---@class cx.MomentMatrix
---@field names string[]
---@field n integer[][] people of each two
---@field mean number[] of each alone
---@field covariance number[][] over the sum of weights
---@field correlation number[][] 0 with a constant
---@field missing "pairwise"|"listwise"

--- Means, covariances and correlations, exactly centred; without = a bucket leaves its rows out.
---@param self userdata
---@param options? { of?: string[], missing?: "pairwise"|"listwise", without?: integer }
---@return cx.MomentMatrix
function method.matrix(self, options)
  local about = moment.about(self)
  options = options or {}
  caller.known("option of matrix", options, { "of", "missing", "without" })
  local missing, places = read_missing(options.missing), moment.places(about, options.of)
  local made = caller.try(core.moments_matrix, self, missing, read_without(about, options.without), places)
  made.names, made.missing = {}, missing
  for i, place in ipairs(places) do made.names[i] = about.variables[place].name end
  for _, row in ipairs(made.n) do
    for j, n in ipairs(row) do row[j] = math.tointeger(n) or n end
  end
  return made
end


---@class cx.MomentPair sums of whole numbers of 128 bits, as texts: values in steps of 10^-decimals, weights of 10^-18
---@field a string
---@field b string
---@field bucket integer
---@field n integer
---@field w string
---@field x string
---@field y string
---@field xx string
---@field yy string
---@field xy string

--- The sums of each two variables and each bucket, one after another.
---@param self userdata
---@param options? { missing?: "pairwise"|"listwise" }
---@return fun(): cx.MomentPair?
function method.pairs(self, options)
  local about = moment.about(self)
  options = options or {}
  caller.known("option of pairs", options, { "missing" })
  local missing, k = read_missing(options.missing), #about.variables
  return coroutine.wrap(function()
    for bucket = 1, about.buckets do
      for i = 1, k do
        for j = i, k do
          local n, w, x, y, xx, yy, xy = core.moments_get(self, missing, bucket, i, j)
          coroutine.yield { a = about.variables[i].name, b = about.variables[j].name, bucket = bucket, n = n, w = w,
                            x = x, y = y, xx = xx, yy = yy, xy = xy }
        end
      end
    end
  end)
end


--- How many rows passed, and how many of them have all answers.
---@param self userdata
---@return { n: integer, complete: integer }
function method.rows(self)
  local about, rows = moment.about(self), { n = 0, complete = 0 }
  for bucket = 1, about.buckets do
    rows.n = rows.n + core.moments_rows(self, bucket)
    rows.complete = rows.complete + core.moments_get(self, "listwise", bucket, 1, 1)
  end
  return rows
end


--- Writes the sums to a file, to be loaded (cx.load) and merged (cx.merge) elsewhere.
---@param self userdata
---@param path string
---@return true?, string?, string?
function method.save(self, path) return require "cx.moment.file".save(self, moment.about(self), path) end


return moment
