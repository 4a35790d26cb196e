-- panel.lua - the same people in two rounds: their later answers, by their earlier ones, as an ordinary tally
--
--   file > rows > BATCH > TALLY > metric > goal > report
--
-- In: one survey whose rows are of several rounds, or two surveys; a question. Out: a tally for cx.compare.
--
-- (1) survey:pairs { of =, round =, between = { earlier, later }, by =, where = }: round is a time bucket such as cx.year,
--     or a column whose texts name the rounds. cx.pairs(earlier, later, { of =, by =, where = }): two surveys.
-- (2) Who a row is of says the role person: the cell's text, trimmed, compared exactly. Blank ones are left out and counted.
-- (3) Of a person's several rows in a round the last of the file counts, whatever the threads; the others are counted as
--     repeated. `where` says which rows there are, in both rounds, before any of this.
-- (4) The tally holds those who are in both rounds: its question is the later answer, its last column, "before", the
--     earlier one; "" there is a missing or an off-scale answer. Of several questions the columns are "recommend before" ...
-- (5) Groups, weight, stratum and cluster of a pair are those of its later row. Strata and clusters are carried: errors
--     are linearised over the pairs as a sample of their own.
-- (6) tally:people() and the receipt's people: both, before only, after only; rows that are blank, of other rounds,
--     repeated. Rows that passed = blank + other + repeated + before + after + 2 both.
-- (7) Memory grows with persons (core/count/panel.h, 6), up to max_persons, ten million unless told; their names are let go
--     before the tally is returned, and are not in it.
-- (8) Both surveys ask a question on the same scale. A round that no row is of is nil, message, "no_round".

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local panel = {}

local COMMON = { "of", "by", "where", "max_persons", "max_groups", "threads", "kernel" }
local ROUNDS = table.move(COMMON, 1, #COMMON, 3, { "round", "between" })
local MOST_COLUMNS, MOST_PERSONS = 8, 1 << 30


-- ---- options ----------------------------------------------------------------------------------------

local function check(word, options, known)
  if type(options) ~= "table" then
    caller.raise(("%s: options are wanted, as in { of = \"recommend\", ... }"):format(word))
  end
  caller.known("option of " .. word, options, known)
  if options.of == nil then caller.raise(word .. ": answers to which question? of = \"recommend\"") end
  local most = options.max_persons
  if most ~= nil and (math.type(most) ~= "integer" or most < 1 or most > MOST_PERSONS) then
    caller.raise(("max_persons: a whole number from 1 to %d is wanted"):format(MOST_PERSONS))
  end
end


local function person_of(state)
  if state.roles.person then return state.roles.person end
  caller.raise "pairs: which column says who answered? person = \"...\" in cx.survey"
end


-- A request of a survey: only what both rounds are asked for.
local function request_of(self, options, by)
  return require "cx.survey".request(self, { of = options.of, by = by, where = options.where, threads = options.threads,
                                             kernel = options.kernel, max_groups = options.max_groups })
end


local function check_questions(request)
  for _, question in ipairs(request.of) do
    if question.type ~= "score" and question.type ~= "names" then
      caller.raise(("pairs: %s is no scale of answers, by which pairs could be grouped"):format(question.name))
    end
  end
end


-- What the earlier answers' columns are called (4).
local function before_names(request)
  local names, taken, columns = {}, {}, #request.of
  for i, question in ipairs(request.of) do
    names[i] = #request.of == 1 and "before" or question.name .. " before"
    taken[names[i]] = true
  end
  for _, entry in ipairs(request.by) do
    if taken[entry.name] then caller.raise(("by: '%s' is what the earlier answers are called"):format(entry.name)) end
    columns = columns + (entry.columns and #entry.columns or 1)
  end
  if columns > MOST_COLUMNS then
    caller.raise(("by: %d columns with those of the earlier answers; a tally groups by %d at most"):format(columns,
      MOST_COLUMNS))
  end
  return names
end


-- For each question the labels of its bins (4).
local function before_labels(request)
  local list = {}
  for i, question in ipairs(request.of) do
    list[i] = {}
    for bin, answer in ipairs(question.answers) do list[i][bin] = tostring(answer.value) end
    for _ = 1, #question.reasons do list[i][#list[i] + 1] = "" end
  end
  return list
end


--- What tells the rounds of a survey apart (1); mistakes are raised.
---@param self table
---@param wanted any
---@return table entry of by
function panel.round(self, wanted)
  local kind = type(wanted) == "table" and wanted.kind
  if type(wanted) ~= "string" and kind ~= "bucket" and kind ~= "question" then
    caller.raise(("round: a time bucket such as cx.year or the name of a column is wanted, not %s")
      :format(complain.show(wanted)))
  end
  local entry = require "cx.survey".request(self, { by = wanted }).by[1]
  if entry.rule then caller.raise(("round: %s is made by a rule; a column is wanted"):format(entry.name)) end
  return entry
end


--- The names of two rounds (1); mistakes are raised.
---@param between any
---@return string[]
function panel.between(between)
  if type(between) ~= "table" or #between ~= 2 then
    caller.raise "between: the earlier round and the later one are wanted, as in between = { \"2025\", \"2026\" }"
  end
  local list = {}
  for i, round in ipairs(between) do
    if type(round) ~= "string" and not (type(round) == "number" and math.abs(round) < math.huge) then
      caller.raise(("between: a round is a text, as its rows have it, not %s"):format(complain.show(round)))
    end
    list[i] = require "cx.scale".code(round)
  end
  if list[1] == list[2] then caller.raise(("between: '%s' is named twice"):format(list[1])) end
  return list
end


-- ---- the pass -----------------------------------------------------------------------------------------

-- How many columns a request groups by, with the hidden ones.
local function width(request)
  local n = #request.hidden
  for _, entry in ipairs(request.by) do n = n + (entry.columns and #entry.columns or 1) end
  return n
end


-- An empty panel for what the later round is asked.
local function new(request, state, options)
  return core.panel { of = #request.of, by = width(request), weighted = state.roles.weight ~= nil,
                      max_persons = options.max_persons }
end


-- Makes of a request one of pairs.
local function fill(request, state, made, more)
  request.panel = { box = made.box, person = person_of(state), names = made.names, before = made.before,
                    rounds = made.rounds, round = more.round, side = more.side }
  return request
end


--- What a job is told of a panel (lua/bind/job.h).
---@param request table
---@param number_of fun(key: string, column: table): integer
---@param n_by integer how many columns the tally groups by, hidden ones included
---@return table
function panel.compose(request, number_of, n_by)
  local made, text_column = request.panel, require "cx.scale".text_column
  local round = made.round
  local number
  if round and round.bucket then
    number = number_of("bucket:" .. round.bucket,
      { kind = "label", label = "bucket", bucket = round.bucket, name = round.column })
  elseif round then
    number = number_of("label:" .. round.columns[1], text_column(round.columns[1]))
  end
  return { box = made.box, person = number_of("label:" .. made.person, text_column(made.person)), round = number,
           labels = round and made.rounds, side = made.side, before_at = n_by - #request.hidden, names = made.names,
           before = made.before }
end


-- The same without its last column.
local function shortened(box, n)
  local few = assert(core.tally_collapse(box, require "cx.tally".count_up(n - 1)))
  box:close()
  return few
end


--- The tally of a request's pairs as others are: with its design's frame beside, and said what it is (5) (6).
---@param request table
---@param about table
---@param box userdata
---@param state table
---@return userdata
function panel.settle(request, about, box, state)
  if request.panel.side == "earlier" then return box end
  local hidden, n = #request.hidden, width(request) + #request.of
  for i, name in ipairs(request.panel.names) do
    about.by[#about.by + 1] = { name = name, column = request.of[i].column }
  end
  about.design, about.people = state.design, core.panel_people(request.panel.box)
  about.people.rounds = request.panel.rounds
  if not about.design then return box end
  local places = {}
  for i = 1, hidden do places[i] = n - hidden + i end
  about.frame = assert(core.tally_collapse(box, places))
  return state.design.population and shortened(box, n) or box
end


-- Counts the pairs of a request, and beside them all rows by round, which the receipt is made of.
local function count(self, request, options, by)
  local state = require "cx.survey".state(self)
  local rows = request_of(self, { of = request.of, where = options.where, threads = options.threads,
                                  kernel = options.kernel }, by)
  rows.hidden = {}
  local list, message, code = require "cx.tally".count(self, { rows, request })
  if not list then return nil, message, code end
  state.receipt.people = core.tally_about(list[2]).people
  return list[2], list[1]
end


-- nil when all rounds are there, else the message (8).
local function lacks_round(rows, rounds, name)
  local known, labels = {}, {}
  for i, one in ipairs(rows:groups()) do
    labels[i] = one.group[name]
    known[labels[i]] = true
  end
  for _, round in ipairs(rounds) do
    if not known[round] then
      return ("round: no row is of '%s'; by %s there are %s"):format(round, name,
        #labels > 0 and complain.list(labels) or "none")
    end
  end
end


--- The pairs of one survey (1).
---@param self table
---@param options { of: string|table, round: string|table, between: table, by?: string|table, where?: string|function,
---  max_persons?: integer, max_groups?: integer, threads?: integer, kernel?: string }
---@return userdata?, string?, string?
function panel.one(self, options)
  check("survey:pairs", options, ROUNDS)
  local state = require "cx.survey".state(self)
  local round, rounds = panel.round(self, options.round), panel.between(options.between)
  local request = request_of(self, options, options.by)
  check_questions(request)
  local made = { names = before_names(request), before = before_labels(request), rounds = rounds }
  request.hidden = state.design and require "cx.design".frame(state.design) or {}
  person_of(state)
  local box <close>, message, code = new(request, state, options)
  if not box then return nil, message, code end
  made.box = box
  local pairs_of, rows
  pairs_of, rows, code = count(self, fill(request, state, made, { round = round }), options, options.round)
  if not pairs_of then return nil, rows, code end
  message = lacks_round(rows, rounds, round.name)
  rows:close()
  if not message then return pairs_of end
  pairs_of:close()
  return nil, ("%s: %s"):format(state.receipt.files[1].path, message), "no_round"
end


-- ---- two surveys -----------------------------------------------------------------------------------------

local function check_surveys(earlier, later)
  local survey = require "cx.survey"
  if not survey.is(earlier) or not survey.is(later) then
    caller.raise "cx.pairs wants two surveys: cx.pairs(last_year, this_year, { of = \"recommend\" })"
  end
  if earlier == later then caller.raise "cx.pairs: a survey and itself; rounds of one survey are survey:pairs { round = }" end
end


-- Raises when a question of both is not on one scale (8).
local function check_scales(first, second)
  for i, question in ipairs(second.of) do require "cx.compare.scales".check(first.of[i], question) end
end


local function round_name(self)
  local survey = require "cx.survey"
  return tostring(survey.state(self).round or survey.name(self))
end


--- The pairs of two surveys (1), whose earlier question may have another name.
---@param earlier table
---@param later table
---@param options table of cx.pairs
---@param of_earlier? table the question of the earlier survey
---@return userdata?, string?, string?
function panel.across(earlier, later, options, of_earlier)
  check_surveys(earlier, later)
  check("cx.pairs", options, COMMON)
  local survey = require "cx.survey"
  local before, after = survey.state(earlier), survey.state(later)
  local second = request_of(later, options, options.by)
  check_questions(second)
  local names = of_earlier or require "cx.named".names(second.of)
  local first = request_of(earlier, { of = names, where = options.where, threads = options.threads, kernel = options.kernel })
  check_scales(first, second)
  first.hidden, second.hidden = {}, after.design and require "cx.design".frame(after.design) or {}
  local made = { names = before_names(second), before = before_labels(first),
                 rounds = { round_name(earlier), round_name(later) } }
  fill(first, before, made, { side = "earlier" })
  fill(second, after, made, { side = "later" })
  local box <close>, message, code = new(second, after, options)
  if not box then return nil, message, code end
  first.panel.box, second.panel.box = box, box
  local none, rows
  none, rows, code = count(earlier, first, options)
  if not none then return nil, rows, code end
  none:close()
  rows:close()
  none, rows, code = count(later, second, options)
  if not none then return nil, rows, code end
  rows:close()
  return none
end


--- The pairs of two surveys (1).
---@param earlier table
---@param later table
---@param options { of: string|table, by?: string|table, where?: string|function, max_persons?: integer,
---  max_groups?: integer, threads?: integer, kernel?: string }
---@return userdata?, string?, string?
function panel.two(earlier, later, options) return panel.across(earlier, later, options) end


return panel
