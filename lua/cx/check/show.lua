-- show.lua - findings on the screen, and as JSON
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: findings of a plan, what is switched off, rules. Out: text.
--
-- (1) A finding is two lines: file:line: severity id: why; below it how to mend it, the first time that this is to be said.
-- (2) Keys of JSON stand in one order. Texts are as they are in the plan, control characters escaped.
-- (3) What goes to a terminal has no control characters.

local lang = require "cx.lang"

local show = {}

local FINDING = { "id", "severity", "stair", "file", "line", "path", "why", "mend" }
local COUNTED = { "error", "warning", "note" }


local function clean(text) return (text:gsub("[\0-\31\127]", " "):gsub("\xC2[\x80-\x9F]", " ")) end


-- "2 errors, 1 warning".
local function counted(own, common, n)
  local parts = {}
  for _, severity in ipairs(COUNTED) do
    if n[severity] > 0 then parts[#parts + 1] = common:say(own.counted[severity], n[severity]) end
  end
  return common:join(parts)
end


--- Findings as lines (1).
---@param findings table[]
---@param off { id: string, why: string }[]
---@param plan table
---@param language? string
---@return string
function show.text(findings, off, plan, language)
  local own, common = require "cx.check.words".load(language or plan.language)
  local lines, said = {}, {}
  for _, one in ipairs(findings) do
    local place = one.line and ("%s:%d"):format(one.file, one.line) or one.file
    lines[#lines + 1] = clean(("%s: %s %s: %s"):format(place, own.severity[one.severity], one.id, one.why))
    if not said[one.mend] then lines[#lines + 1] = clean(("    %s: %s"):format(own.mend, one.mend)) end
    said[one.mend] = true
  end
  for _, one in ipairs(off) do lines[#lines + 1] = clean(lang.fill(own.off, { id = one.id, why = one.why })) end
  local n = require "cx.check".count(findings)
  lines[#lines + 1] = #findings > 0 and counted(own, common, n) or own.none
  return table.concat(lines, "\n") .. "\n"
end


-- Why a rule is, with dots where a finding has its values.
local function title_of(own, rule) return (own.rule[rule.id][1]:gsub("{%a+}", "...")) end


--- The rules as lines: id, severity, stair, why.
---@param rules table[]
---@param language? string
---@return string
function show.rules(rules, language)
  local own = require "cx.check.words".load(language)
  local lines = {}
  for _, rule in ipairs(rules) do
    lines[#lines + 1] = ("%s  %-8s %d %-10s %s%s"):format(rule.id, own.severity[rule.severity], rule.stair,
      own.stairs[rule.stair], title_of(own, rule), rule.data and " (--data)" or "")
  end
  return table.concat(lines, "\n") .. "\n"
end


-- ---- JSON (2) ------------------------------------------------------------------------------------------------------

local function value_of(value)
  if value == nil then return "null" end
  if math.type(value) then return ("%d"):format(value) end
  return '"' .. require "cx.ledger.json".escaped(value) .. '"'
end


local function object(one, keys)
  local parts = {}
  for i, key in ipairs(keys) do parts[i] = ('"%s": %s'):format(key, value_of(one[key])) end
  return "{ " .. table.concat(parts, ", ") .. " }"
end


local function list(items, keys)
  local lines = {}
  for i, one in ipairs(items) do lines[i] = "    " .. object(one, keys) end
  return #lines > 0 and "[\n" .. table.concat(lines, ",\n") .. "\n  ]" or "[]"
end


--- Findings as JSON: { plan, counts, findings, off }.
---@param findings table[]
---@param off table[]
---@param path string of the plan
---@return string
function show.json(findings, off, path)
  return ('{\n  "plan": %s,\n  "counts": %s,\n  "findings": %s,\n  "off": %s\n}\n'):format(value_of(path),
    object(require "cx.check".count(findings), COUNTED), list(findings, FINDING), list(off, { "id", "why" }))
end


--- The rules as JSON.
---@param rules table[]
---@param language? string
---@return string
function show.rules_json(rules, language)
  local own, lines = require "cx.check.words".load(language), {}
  for i, rule in ipairs(rules) do
    lines[i] = ('  { "id": "%s", "severity": "%s", "stair": %d, "data": %s, "inventory": [%s], "title": %s }'):format(
      rule.id, rule.severity, rule.stair, rule.data and "true" or "false", table.concat(rule.items, ", "),
      value_of(title_of(own, rule)))
  end
  return "[\n" .. table.concat(lines, ",\n") .. "\n]\n"
end


return show
