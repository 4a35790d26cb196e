-- json.lua - a result as JSON: what a program reads
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a document (its result), write(text). Out: JSON, two spaces deep.
--
-- (1) Keys stand in the order written here, those of the plan's own sections in the order of plain.lua.
-- (2) Numbers have 17 digits where they need them; an integer is an integer; what is absent or not finite is null.
-- (3) Words are those of the program, not of a language: verdict "cannot tell", phase "before".
-- (4) The same result gives the same bytes.
-- (5) Rounds: all of them with each goal, oldest first, with the change since the last, the trend and the control chart.
--     A hidden goal has none; where the report has privacy, a round without answers is "hidden".
-- (6) measures, promises and orphans stand there where a plan has any; so do claims, why and worth (analysis.lua), with the
--     keys of each outcome after its kind in the order of plain.lua.

local change = require "cx.report.change"
local plain = require "cx.report.plain"
local text = require "cx.report.text"
local wording = require "cx.report.wording"

local json = {}

local FORMAT = 1

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r",
                  ["\t"] = "\\t" }


-- Valid UTF-8 with control characters escaped: the data's own text, not the shown one.
local function string_text(s)
  if not utf8.len(s) then s = text.clean(s) end
  return '"' .. s:gsub('[%z\1-\31"\\\127]', function(c)
    return escapes[c] or ("\\u%04x"):format(c:byte())
  end) .. '"'
end


--- A number as JSON: rule (2).
function json.number(x)
  if x ~= x or x == math.huge or x == -math.huge then return "null" end
  if math.type(x) == "integer" then return ("%d"):format(x) end
  if x == math.floor(x) and math.abs(x) < 2 ^ 53 then return ("%.0f"):format(x):gsub("^%-0$", "0"):match "%S+" end
  local short = ("%.15g"):format(x)
  return tonumber(short) == x and short or ("%.17g"):format(x)
end


local function scalar(value)
  local kind = type(value)
  if value == nil then return "null" end
  if kind == "number" then return json.number(value) end
  if kind == "boolean" then return tostring(value) end
  return string_text(tostring(value))
end


-- What is written: objects { kind = "map", [i] = { key, node } }, lists, scalars.
local function object(fields)
  local node = { kind = "map" }
  for i = 1, fields.n or #fields, 2 do node[#node + 1] = { key = fields[i], node = fields[i + 1] } end
  return node
end


local function is_node(value)
  local kind = type(value) == "table" and value.kind
  return kind == "map" or kind == "list" or kind == "scalar" or kind == "function"
end


local emit

local function emit_all(write, node, indent, left, right)
  if #node == 0 then return write(left .. right) end
  write(left .. "\n")
  for i, item in ipairs(node) do
    write(indent .. "  ")
    if node.kind == "map" then write(string_text(tostring(item.key)) .. ": ") end
    local value = item
    if node.kind == "map" then value = item.node end
    emit(write, value, indent .. "  ")
    write(i < #node and ",\n" or "\n")
  end
  write(indent .. right)
end


function emit(write, node, indent)
  if not is_node(node) then return write(scalar(node)) end
  if node.kind == "scalar" then return write(scalar(node.value)) end
  if node.kind == "function" then return write "null" end
  if node.kind == "list" then return emit_all(write, node, indent, "[", "]") end
  return emit_all(write, node, indent, "{", "}")
end


local NOTHING = { kind = "scalar" }

local function value(x)
  if x == nil then return NOTHING end
  return x
end


local function list(items, make)
  local node = { kind = "list" }
  for i, item in ipairs(items or {}) do node[i] = make and make(item) or { kind = "scalar", value = item } end
  return node
end


-- A map of counts, reasons or the like, in a fixed order.
local function counts(map)
  local node = { kind = "map" }
  for _, key in ipairs(plain.keys(map or {})) do node[#node + 1] = { key = key, node = map[key] } end
  return node
end


-- An estimate, with its parts where it is a sum of such (index.lua).
local function estimate(e)
  if not e then return NOTHING end
  local made = object { "value", value(e.value), "se", value(wording.se(e)), "low", value(e.low), "high", value(e.high),
    "n", value(e.n), "n_effective", value(e.n_effective),
    "design_effect", value(e.design_effect), "missing", e.missing and counts(e.missing) or NOTHING, "method", value(e.method) }
  if e.parts then
    made[#made + 1] = { key = "parts", node = list(e.parts, function(part)
      return object { "name", part.name, "question", part.measure.question, "metric", part.measure.name, "weight", part.weight,
        "value", part.value, "low", value(part.low), "high", value(part.high), "n", part.n, "method", value(part.method) }
    end) }
  end
  return made
end


local function verdict(v)
  if not v then return NOTHING end
  return object { "verdict", value(v.verdict), "shown", value(v.shown or v.verdict), "probability", value(v.probability),
    "word", value(v.word), "n_needed", value(v.n_needed) }
end


-- The rule that decides: "sure", or a map of its number.
local function met(rule)
  if not rule or rule.kind == "sure" then return "sure" end
  return object { rule.kind, value(rule[rule.kind]) }
end


local function outlook(o)
  if not o then return NOTHING end
  return object { "difference", value(o.difference), "per_round", value(o.per_round), "month", value(o.month),
    "in_time", value(o.in_time), "never", o.never or false }
end


local function change_of(g)
  local c = change.of(g)
  if not c then return NOTHING end
  return object { "from", value(c.from), "to", value(c.to), "difference", value(c.difference), "low", value(c.low),
    "high", value(c.high), "se", value(c.se), "p", value(c.p), "p_adjusted", value(c.p_adjusted), "family", value(c.family),
    "adjust", value(c.adjust), "shared", value(c.shared), "beyond_noise", c.beyond_noise or false, "better", c.better or false,
    "confidence", value(c.confidence), "method", value(c.method) }
end


-- Every round of a goal: rule (5).
local function rounds(g, private)
  return list(g.rounds, function(r)
    local empty = not r.estimate or r.estimate.value == nil
    local why = empty and (r.why or "no answers") or nil
    if private and why == "no answers" then why = "hidden" end
    return object { "name", value(r.name), "estimate", empty and NOTHING or estimate(r.estimate), "why", value(why) }
  end)
end


local function trend(t)
  if not t then return NOTHING end
  return object { "direction", value(t.direction), "slope", value(t.slope), "se", value(t.se), "low", value(t.low),
    "high", value(t.high), "p", value(t.p), "rounds", value(t.rounds), "confidence", value(t.confidence),
    "method", value(t.method) }
end


local function control(c)
  if not c then return NOTHING end
  return object { "method", value(c.method), "centre", value(c.centre), "signal", c.signal or false,
    "points", list(c.points, function(p)
      return object { "round", value(p.label), "value", value(p.value), "low", value(p.low), "high", value(p.high),
        "signals", list(p.signals) }
    end) }
end


local function answer(a)
  return object { "value", value(a.value), "label", value(a.label), "score", value(a.score), "n", value(a.n), "w", value(a.w),
    "share", value(a.share) }
end


-- The rounds of a goal: rule (5); nothing of a hidden one.
local function add_rounds(node, g, result)
  local shown = g.hidden and {} or g
  for _, field in ipairs { { "change", change_of(shown) }, { "rounds", rounds(shown, result.privacy ~= nil) },
                           { "trend", trend(shown.trend) }, { "control", control(shown.control) } } do
    node[#node + 1] = { key = field[1], node = field[2] }
  end
  return node
end


local function goal(g)
  return object { "id", value(g.id), "touchpoint", value(g.touchpoint), "phase", value(g.phase), "peak", g.peak or false,
    "owner", value(g.owner), "metric", value(g.metric_name or g.metric and g.metric.name),
    "question", value(g.question and g.question.name), "unit", value(g.unit), "relation", value(g.relation),
    "target", value(g.target), "due", value(g.due), "estimate", estimate(g.estimate), "met", met(g.met),
    "verdict", verdict(g.verdict), "outlook", outlook(not g.hidden and g.outlook or nil),
    "answers", list(g.answers, answer) }
end


local function reason(r)
  return object { "reason", value(r.reason), "n", value(r.n), "rows", list(r.rows) }
end


local function question(q)
  return object { "used", value(q.used), "missing", counts(q.missing), "off_scale", list(q.off_scale, function(item)
    return object { "text", value(item.text), "n", value(item.n) }
  end) }
end


local function receipt(r)
  if not r then return NOTHING end
  local questions = { kind = "map" }
  for _, name in ipairs(plain.keys(r.questions or {})) do
    questions[#questions + 1] = { key = name, node = question(r.questions[name]) }
  end
  return object { "read", value(r.read), "used", value(r.used), "dropped", list(r.dropped, reason),
    "repaired", list(r.repaired, reason),
    "files", list(r.files, function(f)
      return object { "path", value(f.path), "rows", value(f.rows), "bytes", value(f.bytes) } end),
    "questions", questions,
    "dialect", list(r.dialect, function(d)
      return object { "name", value(d.name), "value", value(d.value), "guessed", d.guessed or false } end) }
end


local function touchpoints(found)
  if not found then return NOTHING end
  return object {
    "unplanned", list(found.unplanned, function(one) return object { "name", value(one.name), "n", value(one.n) } end),
    "without_rows", list(found.without_rows, function(one)
      return object { "name", value(one.name), "nearest", value(one.nearest) } end) }
end


local function design(d)
  if not d then return NOTHING end
  return object { "strata", value(d.strata), "clusters", value(d.clusters), "accounts", d.accounts or false,
    "population", d.population or false, "lonely", value(d.lonely), "policy", value(d.policy) }
end


local function survey(s)
  return object { "name", value(s.name), "round", value(s.round), "files", list(s.files),
    "n_design", value(s.n_design), "weighted", s.weighted or false,
    "weight", value(s.weight), "design", design(s.design), "receipt", receipt(s.receipt),
    "touchpoints", touchpoints(s.touchpoints), "without_round", value(s.without_round) }
end


-- What was published of whom, so that a later report can be audited with this one.
local function published(made)
  return object { "of", value(made.of), "by", list(made.by), "within", plain.node(made.within or {}),
    "cells", list(made.cells, function(cell)
      return object { "at", counts(cell.at), "n", value(cell.n), "hidden", cell.hidden or false }
    end) }
end


local function kept(all)
  local node = { kind = "map" }
  for _, name in ipairs { "define", "touchpoints", "organise", "implement", "measure", "redefine" } do
    if all and all[name] ~= nil then node[#node + 1] = { key = name, node = plain.node(all[name]) } end
  end
  return node
end


local function sections(document)
  local node = { kind = "list" }
  for _, section in ipairs(document.result.sections or {}) do node[#node + 1] = plain.node(section) end
  return node
end


-- Measures that are no goals of touchpoints, and promises: rule (6).
local function measure(m, result)
  local node = object { "id", value(m.id), "place", value(m.place), "touchpoint", value(m.touchpoint),
    "metric", value(m.metric_name), "question", value(m.question and m.question.name), "unit", value(m.unit),
    "relation", value(m.relation), "target", value(m.target), "due", value(m.due), "estimate", estimate(m.estimate),
    "verdict", verdict(m.verdict), "why", value(m.why) }
  return result.rounds and add_rounds(node, m, result) or node
end


local function add_measures(node, result)
  if #(result.measures or {}) > 0 then
    node[#node + 1] = { key = "measures", node = list(result.measures, function(m) return measure(m, result) end) }
  end
  if #(result.promises or {}) == 0 then return end
  node[#node + 1] = { key = "promises", node = list(result.promises, function(p)
    return object { "id", value(p.id), "kind", value(p.kind), "text", value(p.text), "touchpoints", list(p.touchpoints),
      "of", p.of, "met", p.met, "open", p.open }
  end) }
  local orphans = result.orphans or {}
  node[#node + 1] = { key = "orphans", node = object { "promises", list(orphans.promises),
                                                       "touchpoints", list(orphans.touchpoints) } }
end


-- Kinds of cases of a contact log, each with its estimates.
local function kinds(made)
  if not made then return NOTHING end
  return list(made.kinds, function(one)
    local node = object { "kind", value(one.kind), "good_start", value(one.good_start),
                          "first_contact", value(one.first_contact), "n", value(one.n) }
    for _, metric in ipairs(made.metrics) do
      local difference = one.differences and one.differences[metric.name]
      node[#node + 1] = { key = metric.name, node = estimate(one[metric.name] or {}) }
      if one.without then
        node[#node + 1] = { key = metric.name .. "_without", node = estimate(one.without[metric.name] or {}) }
        node[#node + 1] = { key = metric.name .. "_p_adjusted", node = value(difference and difference.p_adjusted) }
      end
    end
    return node
  end)
end


-- How the round stands: told of all, of actions and of cases.
local function loop_of(l)
  local function part(one)
    return object { "told", value(one.told), "of", value(one.of), "late", value(one.late),
      "oldest_days", value(one.oldest_days) }
  end
  return object { "actions", part(l), "cases", l.cases.hidden and NOTHING or part(l.cases) }
end


local function contacts(c)
  local p, d, trend_ = c.promises, c.starts and c.starts.difference, c.delays and c.delays.trend
  return object { "name", value(c.name), "promises", p and object { "made", p.made, "kept", p.kept, "late", p.late,
    "broken", p.broken, "open", p.open, "share", estimate(p.share) } or NOTHING,
    "outcomes", kinds(c.outcomes), "starts", kinds(c.starts),
    "difference", d and object { "value", value(d.difference), "se", value(d.se), "low", value(d.low), "high", value(d.high),
      "p", value(d.p) } or NOTHING,
    "delays", kinds(c.delays), "coded", kinds(c.coded), "trend", trend_ and object { "direction", value(trend_.direction),
      "chi_square", value(trend_.chi_square), "p", value(trend_.p), "method", value(trend_.method) } or NOTHING }
end


-- The outcomes of analyses: rule (6).
local function outcome(made)
  local node = object { "kind", made.kind }
  for _, key in ipairs(plain.keys(made)) do
    if key ~= "kind" then node[#node + 1] = { key = key, node = plain.node(made[key]) } end
  end
  return node
end


local function add_outcomes(node, result)
  for _, key in ipairs { "claims", "why", "worth" } do
    if #(result[key] or {}) > 0 then node[#node + 1] = { key = key, node = list(result[key], outcome) } end
  end
end


--- Writes the result as JSON.
---@param document table as compose.document makes it
---@param write fun(text: string)
---@param options? table none yet
function json.render(document, write, options) -- luacheck: no unused args
  local result = document.result
  local node = object { "format", FORMAT, "name", value(result.name), "language", document.language,
    "today", value(result.today), "due", value(result.due),
    "goals", list(result.goals, function(g) return result.rounds and add_rounds(goal(g), g, result) or goal(g) end),
    "surveys", list(result.surveys, survey), "earlier", list(result.earlier, survey),
    "sections", sections(document), "kept", kept(result.kept) }
  if result.rounds then
    local r = result.rounds
    node[#node + 1] = { key = "rounds", node = object { "names", list(r.names), "current", value(r.current), "unit",
                                                        value(r.unit) } }
  end
  add_measures(node, result)
  add_outcomes(node, result)
  if result.loop then node[#node + 1] = { key = "loop", node = loop_of(result.loop) } end
  if result.contacts then node[#node + 1] = { key = "contacts", node = contacts(result.contacts) } end
  if result.published then node[#node + 1] = { key = "published", node = list(result.published, published) } end
  emit(write, node, "")
  write "\n"
end


return json
