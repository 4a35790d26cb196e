-- plain.lua - any value of a plan as a tree with one order, so that it can be shown and written
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: what a plan holds: texts, numbers, lists, maps, metrics, questions, surveys, goals, functions.
-- Out: nodes { kind = "scalar", value } | { kind = "list", [i] = node } | { kind = "map", [i] = { key, node } }.
--
-- (1) Keys stand in a fixed order: the known ones as in a plan, the rest by their bytes; a list part comes first.
-- (2) Objects of cx are named, never unfolded; a function is { kind = "function" }.
-- (3) A table inside itself, or one deeper than 16, ends as "…".

local plain = {}

local DEEPEST = 16

-- The order in which a plan says things.
local order = {
  "id", "name", "title", "text", "value", "experience", "benefit", "brand", "emotions", "principles", "edge", "images",
  "claims", "owners", "lead", "recruiting", "training", "rewards", "authority", "comfort",
  "contribution", "together", "functions", "norms", "events",
  "actions", "finding", "action", "cause", "owner", "cost", "decisions", "strategic", "daily", "loop", "messages",
  "when", "contact",
  "opened", "done", "of", "due", "tell", "to", "by", "told", "resources", "budget", "frame", "benchmarks", "review", "every",
  "raise", "lower", "drop", "split", "expectations", "new", "inputs", "bridges",
}
local rank = {}
for i, key in ipairs(order) do rank[key] = i end


--- Keys of a table in the fixed order: rule (1).
function plain.keys(value)
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    local na, nb = math.type(a), math.type(b)
    if na or nb then
      if na and nb then return a < b end
      return na ~= nil
    end
    local ra, rb = rank[a], rank[b]
    if ra or rb then return (ra or math.huge) < (rb or math.huge) end
    return tostring(a) < tostring(b)
  end)
  return keys
end


-- The short name of an object of cx: rule (2).
local named = {}

function named.metric(m)
  local question = m.question
  if type(question) == "table" then question = question.name end
  local own = tostring(m.label or m.name or "metric")
  local name = own:gsub("_", " ")
  return question and question ~= own and ("%s (%s)"):format(name, question) or name
end

function named.question(q) return tostring(q.name or q.column or "question") end

function named.survey(s)
  if require "cx.survey".is(s) then return require "cx.survey".name(s) end
  local file = s.name or s.file
  if type(file) == "table" then file = table.concat(file, ", ") end
  return tostring(file or "survey")
end

named.measure = named.metric

function named.series(s) return tostring(require "cx.behaviour".survey(s)) end

function named.contacts(c) return tostring(rawget(c, "name") or rawget(c, "file") or "contacts") end

function named.claim(c, words)
  if words and require "cx.analysis".is(c, "claim") then return require "cx.report.why.claim".text(c, words) end
  return tostring(rawget(c, "text") or rawget(c, "name") or "claim")
end

function named.goal(g)
  local sign = g.at_least and "≥" or "≤"
  return ("%s %s %s"):format(type(g.metric) == "table" and named.metric(g.metric) or tostring(g.id), sign,
    tostring(g.at_least or g.at_most))
end


local function is_list(value, keys)
  return #keys > 0 and #value == #keys
end


local function node(value, depth, above)
  local kind = type(value)
  if kind == "function" or kind == "userdata" or kind == "thread" then return { kind = "function" } end
  if kind ~= "table" then return { kind = "scalar", value = value } end
  local name = named[rawget(value, "kind")]
  if name then return { kind = "scalar", value = name(value, above.words) } end
  if above[value] or depth > DEEPEST then return { kind = "scalar", value = "…" } end               -- (3)
  above[value] = true
  local keys = plain.keys(value)
  local made = { kind = is_list(value, keys) and "list" or "map" }
  for i, key in ipairs(keys) do
    local child = node(rawget(value, key), depth + 1, above)
    made[i] = made.kind == "list" and child or { key = key, node = child }
  end
  above[value] = nil
  return made
end


--- The tree of a value; what a claim says in the language of words, where they are given.
---@param value any
---@param words? table
function plain.node(value, words)
  return node(value, 1, { words = words })
end


return plain
