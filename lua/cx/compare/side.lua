-- side.lua - the two sides of a comparison: groups of a tally, what is left without one of them, and all of them
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: tallies, a metric, the names of groups. Out: sides, plain tables { key, label, group, estimate }.
--
-- (1) A side's key is its labels in the order of the tally's columns: sides of two tallies meet by it.
-- (2) Groups of a tally do not overlap. The rest of one is the sum of the others, never a subtraction.
-- (3) A label that is empty has a word in what is said of it, `blank`; the label itself and the group stay empty.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local names_of = require "cx.named".names

local side = {}


--- Raises unless a value is an open tally; gives what is said about it.
---@param box any
---@return table
function side.about(box)
  return require "cx.tally".about(box)
end


--- The numbers of columns named, ascending.
---@param about table
---@param by string[]
---@return integer[]
function side.places(about, by)
  local known, wanted, list = names_of(about.by), {}, {}
  for _, name in ipairs(by) do wanted[name] = true end
  for i, name in ipairs(known) do
    if wanted[name] then
      list[#list + 1] = i
      wanted[name] = nil
    end
  end
  local strange = next(wanted)
  if strange ~= nil then caller.raise(complain.message("column of the tally", strange, known)) end
  return list
end


--- The columns of `by` as a list: one name, a list, false for none; nil means all the tally has.
---@param about table
---@param by string|string[]|false|nil
---@return string[]
function side.columns(about, by)
  if by == nil then return names_of(about.by) end
  if by == false then return {} end
  if type(by) == "string" then return { by } end
  if type(by) ~= "table" then caller.raise("by: a column's name or a list of names is wanted") end
  return by
end


--- A tally by some of its columns alone, with its design; the caller closes it.
---@param box userdata
---@param by string[]
---@return userdata
function side.collapse(box, by)
  local about = side.about(box)
  local list = side.places(about, by)
  local new, message = core.tally_collapse(box, list)
  if not new then caller.raise(message) end
  local said = {}
  for key, value in pairs(about) do said[key] = value end
  said.by, said.full, said.buckets = {}, nil, nil
  for i, place in ipairs(list) do said.by[i] = about.by[place] end
  if about.design then
    for i = 1, #require "cx.design".hidden(about.design) do list[#list + 1] = #about.by + i end
    said.full = assert(core.tally_collapse(about.full or box, list))
  end
  core.tally_about(new, said)
  return new
end


--- The words of a language; a mistake is the caller's.
---@param code string|string[]|nil
---@return table
function side.words(code)
  local lang = require "cx.lang"
  local wanted = type(code) == "table" and code[1] or code
  for _, known in ipairs(lang.known) do
    if wanted == nil or wanted == known then return lang.load(wanted) end
  end
  caller.raise(complain.message("language", wanted, lang.known))
end


--- The question that a metric or a name means in a tally, and its number; measuring says what is wrong.
---@param about table
---@param name string?
---@return table?, integer?
function side.question(about, name)
  if name == nil and #about.questions == 1 then return about.questions[1], 1 end
  local at = about.index[name]
  return about.questions[at or 0], at
end


-- ---- sides ---------------------------------------------------------------------------------------

local function labelled(box, i)
  local labels = core.tally_labels(box, i)
  return table.concat(labels, "\0"), table.concat(labels, ", ")
end


--- How a side is called in words: an empty label is blank (3); nil of a side that is no group.
---@param words table
---@param one { key: string, label: string, group: table }
---@return string?
function side.shown(words, one)
  if next(one.group or {}) == nil then return one.label ~= "" and one.label or nil end
  local parts = {}
  for label in (one.key .. "\0"):gmatch "([^\0]*)\0" do parts[#parts + 1] = label ~= "" and label or words.compare.blank end
  return table.concat(parts, ", ")
end


--- One side for each group (1).
---@param box userdata
---@param metric table
---@param options table { confidence, weighted }
---@return table[]
function side.groups(box, metric, options)
  local list = box:measure(metric, options)
  for i, estimate in ipairs(list) do
    local key, label = labelled(box, i)
    list[i] = { key = key, label = label, group = estimate.group, estimate = estimate }
  end
  return list
end


--- The two groups named; a label of several columns is "web, B2B".
---@param groups { label: string }[]
---@param between string[]
---@return table, table
function side.named(groups, between)
  if type(between) ~= "table" or #between ~= 2 then
    caller.raise "between: two groups are wanted, as in between = { \"web\", \"store\" }"
  end
  local by_label, labels, pair = {}, {}, {}
  for i, one in ipairs(groups) do by_label[one.label], labels[i] = one, one.label end
  for i, label in ipairs(between) do
    pair[i] = by_label[tostring(label)]
    if not pair[i] then caller.raise(complain.message("group", label, labels)) end
  end
  return pair[1], pair[2]
end


-- People, weights and their squares by score, for each group.
local function cells_of(box, at, plan)
  local list = {}
  for group = 1, core.tally_size(box) do
    local slots = {}
    for i, score in ipairs(plan.score) do slots[i] = { n = 0, w = 0.0, q = 0.0, score = score + 0.0 } end
    local cells = core.tally_cells(box, at, group)
    for i = 1, #cells, 4 do
      local slot = slots[plan.place[cells[i]]]
      if slot then
        slot.n, slot.w, slot.q = slot.n + cells[i + 1], slot.w + cells[i + 2], slot.q + cells[i + 3]
      end
    end
    for _, slot in ipairs(slots) do -- squares of weights below 1e-9 are lost: estimate.h (6)
      if slot.n > 0 then slot.q = math.max(slot.q, slot.w * slot.w / slot.n) end
    end
    list[group] = slots
  end
  return list
end


--- The cells of each group of a tally under a metric: lists of { n, w, q, score }.
---@param box userdata
---@param metric table
---@param about? table what is said about a tally that has nothing said about it
---@return table[][] cells, table plan
function side.cells(box, metric, about)
  about = about or side.about(box)
  local question, at = side.question(about, metric.question)
  local plan, message = require "cx.measure".plan(box, at, question, metric, about)
  if not plan then caller.raise(message) end
  return cells_of(box, at, plan), plan
end


local function add(a, b)
  local sum = {}
  for i, x in ipairs(a) do
    local y = b and b[i] or { n = 0, w = 0.0, q = 0.0 }
    sum[i] = { n = x.n + y.n, w = x.w + y.w, q = x.q + y.q, score = x.score }
  end
  return sum
end


-- Sums of the cells before each group and after it (2).
local function running(cells)
  local before, after, n = {}, {}, #cells
  for i = 1, n do
    before[i + 1] = add(cells[i], before[i])
    after[n - i] = add(cells[n + 1 - i], after[n + 1 - i])
  end
  return before, after
end


local function weight(cells, weighted)
  local sum = 0
  for _, cell in ipairs(cells) do sum = sum + (weighted and cell.w or cell.n) end
  return sum
end


--- For each group the estimate of the rest and of the total, and the group's share of all weights.
---@param box userdata
---@param metric table
---@param options table { confidence, weighted }
---@return table[] { rest, total, share }
function side.rests(box, metric, options)
  local cells, plan = side.cells(box, metric)
  local design_n = (core.tally_design(box))
  local function estimate(of) return require "cx.measure".bare(core.estimate(of, design_n, options), plan) end
  local before, after = running(cells)
  local list, n = {}, #cells
  local all = n > 0 and before[n + 1]
  local total = all and estimate(all)
  for i = 1, n do
    local rest = before[i] and add(before[i], after[i]) or after[i]
    local sum = weight(all, options.weighted)
    list[i] = {
      rest = rest and estimate(rest) or { n = 0, n_effective = 0.0 },
      total = total,
      share = sum > 0 and weight(cells[i], options.weighted) / sum or 1,
    }
  end
  return list
end


return side
