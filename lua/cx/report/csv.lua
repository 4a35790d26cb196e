-- csv.lua - the report as data: a row for each goal, for each measure that is no goal of a touchpoint, for each figure of why
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a document, write(text), options { locale = nil|"fi"|"sv"|"en" }. Out: CSV as RFC 4180 has it.
--
-- (1) Without a locale: names in English, comma, decimal point, ISO dates, no byte-order mark: data for programs.
-- (2) locale "fi" or "sv": names and verdicts in the language, semicolon, decimal comma, the language's dates, and a
--     byte-order mark: a file that a spreadsheet of that language opens as it is. Never from the environment.
-- (3) A text that begins with = + - @ TAB or CR gets an apostrophe, in heads too; numbers are numbers and stay so.
-- (4) Nothing is an empty cell; there is no NaN.
-- (5) Columns keep their places: new ones stand at the end. From `round` on they say the round, the change since the one
--     before, the rule that decides, and what the next rounds can tell. A hidden goal has no change and no outlook.
-- (6) section says where in the plan a row stands: touchpoints, organise, implement, measure; subject what a measure is of: the
--     touchpoint whose practice it is, a function, a daily choice. A measure without a target has no verdict.
-- (7) Figures of claims, why and worth follow: id says where they stand in JSON, why[1].drivers[2].part, touchpoint what they
--     are of, metric the kind, subject the title; the verdict is that of the whole analysis.

local change = require "cx.report.change"
local details = require "cx.report.details"
local figures = require "cx.report.why.figures"
local lang = require "cx.lang"
local complain = require "cx.complain"
local text = require "cx.report.text"
local wording = require "cx.report.wording"

local csv = {}

local BOM = "\u{feff}"

local known = { "en", "fi", "sv" }

local columns = { "id", "phase", "touchpoint", "peak", "owner", "metric", "question", "unit", "relation", "target", "due",
                  "value", "low", "high", "se", "n", "n_effective", "missing", "method", "verdict", "probability", "n_needed",
                  "round", "change_from", "change", "change_low", "change_high", "change_p", "change_p_adjusted",
                  "beyond_noise", "met_rule", "per_round", "month", "never",
                  "section", "subject" }


--- A text that no spreadsheet takes for a formula: rule (3).
function csv.neutral(s)
  if s:find "^[=+@\t\r-]" then return "'" .. s end
  return s
end


local function quoted(s, delimiter)
  if s:find('[\r\n"]') or s:find(delimiter, 1, true) or s:find "^ " or s:find " $" then
    return '"' .. s:gsub('"', '""') .. '"'
  end
  return s
end


-- Writers of values in a format: numbers, texts, dates.
local Format = {}
Format.__index = Format

function Format:number(x)
  if not x or x ~= x or x == math.huge or x == -math.huge then return "" end    -- (4)
  local s = math.type(x) == "integer" and ("%d"):format(x) or ("%.15g"):format(x)
  if math.type(x) == "float" and tonumber(s) ~= x then s = ("%.17g"):format(x) end
  return (s:gsub("%.", self.decimal))
end

function Format:text(value)
  if value == nil then return "" end
  local raw = tostring(value)
  local s = text.clean(raw)
  if raw:find "^[\t\r]" then return quoted("'" .. s, self.delimiter) end
  return quoted(csv.neutral(s), self.delimiter)
end

function Format:date(value)
  if not value then return "" end
  return self:text(self.locale and self.words:date(value) or value)
end


local function format(locale)
  if locale ~= nil and locale ~= "en" and locale ~= "fi" and locale ~= "sv" then
    complain.at(4, complain.message("locale of a CSV report", locale, known))
  end
  local comma = locale == "fi" or locale == "sv"
  return setmetatable({ locale = comma and locale or nil, words = lang.load(locale or "en"), decimal = comma and "," or ".",
                        delimiter = comma and ";" or ",", bom = comma }, Format)
end


local function yes_no(f, value)
  return f:text(f.words.csv[value and "yes" or "no"])
end


-- The rule that decides: "sure", "probability 0.8", "margin 2.5".
local function rule(f, met)
  local kind = met and met.kind or "sure"
  local words = f.words.csv.rule[kind] or kind
  return f:text(lang.fill(words, { x = met and f:number(met[kind]) or "" }))
end


-- The columns of rule (5).
local function add_rounds(cells, f, goal, round)
  local c, o = change.of(goal) or {}, not goal.hidden and goal.outlook or {}
  local has = c.difference ~= nil
  for _, cell in ipairs {
    f:text(round), f:text(c.from), f:number(c.difference), f:number(c.low), f:number(c.high), f:number(c.p),
    f:number(c.p_adjusted), has and yes_no(f, c.beyond_noise) or "", rule(f, goal.met), f:number(o.per_round),
    f:text(o.month), next(o) and yes_no(f, o.never) or "",
  } do cells[#cells + 1] = cell end
  return cells
end


-- A row of the table, cell by cell in the order of `columns`.
local function row(f, goal, names, round)
  local e, verdict, words, metric = goal.estimate or {}, goal.verdict or {}, f.words, goal.metric or {}
  local has_status = goal.target or goal.hidden or not wording.measured(goal)                                  -- (6)
  local status = has_status and wording.status(goal) or nil
  local cells = {
    f:text(goal.id or goal.touchpoint), f:text(goal.phase and words:word("phase", goal.phase)), f:text(goal.touchpoint),
    yes_no(f, goal.peak), f:text(goal.owner), f:text(f.locale and names or metric.label or goal.metric_name or metric.name),
    f:text(goal.question and goal.question.name), f:text(f.locale and words:word("unit", goal.unit) or goal.unit),
    f:text(f.locale and goal.relation and words.csv[goal.relation] or goal.relation), f:number(goal.target), f:date(goal.due),
    f:number(e.value), f:number(e.low), f:number(e.high), f:number(wording.se(e)), f:number(e.n), f:number(e.n_effective),
    f:text(details.missing(words, goal)), f:text(f.locale and words:method_name(e.method) or e.method),
    f:text(f.locale and status and words:word("status", status) or status), f:number(verdict.probability),
    f:number(verdict.n_needed),
  }
  add_rounds(cells, f, goal, round)
  cells[#cells + 1] = f:text(f.locale and words.section[goal.section or "touchpoints"] or goal.section or "touchpoints")
  cells[#cells + 1] = f:text(goal.word and (f.locale and words.kept[goal.word] or goal.word))
  return cells
end


-- A figure of an analysis: rule (7).
local function outcome_row(f, one)
  local e, cells = one.estimate, {}
  local values = {
    id = f:text(one.path), touchpoint = f:text(one.label), metric = f:text(one.outcome.kind), value = f:number(e.value),
    low = f:number(e.low), high = f:number(e.high), se = f:number(e.se), n = f:number(e.n),
    method = f:text(f.locale and f.words:method_name(e.method) or e.method),
    verdict = f:text(e == one.outcome.estimate and one.outcome.verdict or e == one.outcome and e.verdict or nil),
    section = f:text(f.locale and require "cx.report.why.words"[f.words.code].line[one.section] or one.section),
    subject = f:text(one.outcome.title or one.outcome.text or one.outcome.claim),
  }
  for i, key in ipairs(columns) do cells[i] = values[key] or "" end
  return cells
end


--- Writes the report as CSV.
---@param document table as compose.document makes it
---@param write fun(text: string)
---@param options? { locale: string? }
function csv.render(document, write, options)
  local f = format(options and options.locale)
  local heads = {}
  for i, key in ipairs(columns) do heads[i] = f:text(f.words.csv[key]) end
  if f.bom then write(BOM) end
  write(table.concat(heads, f.delimiter) .. "\r\n")
  local rounds = document.result.rounds
  for _, list in ipairs { document.result.goals or {}, document.result.measures or {} } do
    for _, goal in ipairs(list) do
      write(table.concat(row(f, goal, wording.metric(f.words, goal), rounds and rounds.current), f.delimiter) .. "\r\n")
    end
  end
  for _, one in ipairs(figures.of(document.result)) do
    write(table.concat(outcome_row(f, one), f.delimiter) .. "\r\n")
  end
end


return csv
