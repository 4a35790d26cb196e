-- cells.lua - every count of cases that an outcome tells or lets work out, and the sums between them
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: what the core counted. Out: cells { n, people, of, less } and sums { total, parts... }, for hidden.lua; cells by name.
--
-- (1) of = the name of what is counted, less = of these without another: a path has its cases in a cell when it met `of`
--     and not `less`. A cell without `of` counts events.
-- (2) Names: all; k3 = cases that met activity 3, e3 = its events, r3 = met again, l3 = lost there, p3 = its peaks (events of
--     cases, which no path tells); "1>2" = cases that took a step, "1>2 n" = how often; 0 the start, -1 the end; those of
--     kinds of cases, and phase1, phase2 ...
-- (3) A subset and its rest add up to the whole: the rest is a cell that is not told but worked out. A count of 0 is no cell.
-- (4) Events are cases and, beyond the first of each, events of cases that met it again: as many as these where none met it
--     a third time. Where no case takes a step again, how often it is taken is its cases, too; a union of kinds that no case
--     has two of is their sum.
-- (5) dear: of the numbers that hidden.lua could hide as well as another, the shares are to be hidden last.

local cells = {}
cells.__index = cells

local START, FINISH = 0, -1


local function add(self, name, n, people, of, less)
  if n == 0 then return nil end
  local cell = { n = n, people = people, of = of, less = less }
  self.list[#self.list + 1] = cell
  if name then self.at[name] = cell end
  return cell
end


-- A count of cases by its name.
local function count(self, name, n, is_dear)
  local cell = add(self, name, n, n, name)
  if cell then cell.dear = is_dear end                                                                      -- (5)
  return cell
end


local function sum(self, total, ...)
  local made = { total, ... }
  if #made > 1 then self.sums[#self.sums + 1] = made end
end


-- Rule (3): a part of a whole, both by name.
local function part(self, whole, name)
  local total, one = self.at[whole], self.at[name]
  if not one then return end
  local rest = total.n - one.n
  if rest == 0 then sum(self, total, one) else sum(self, total, one, add(self, nil, rest, rest, whole, name)) end
end


local function parts(self, total, list)
  if total and #list > 0 then self.sums[#self.sums + 1] = table.move(list, 1, #list, 2, { total }) end
end


-- ---- activities and steps -------------------------------------------------------------------------------------

local function add_activities(self, counted)
  local events = {}
  for i, one in ipairs(counted.activities) do
    count(self, "k" .. i, one.cases, true)
    count(self, "r" .. i, one.repeated)
    part(self, "all", "k" .. i)
    part(self, "k" .. i, "r" .. i)
    events[#events + 1] = add(self, "e" .. i, one.events, one.cases)
    local more = one.events - one.cases
    local again = more == one.repeated and self.at["r" .. i] or add(self, nil, more, one.repeated)
    sum(self, self.at["e" .. i], self.at["k" .. i], again)                                                  -- (4)
  end
  parts(self, self.at.events, events)
end


-- Steps by what they leave and reach, in one list for each side whose total is known.
local function add_steps(self, counted, steps)
  local lists = {}
  local function put(key, cell)
    lists[key] = lists[key] or {}
    table.insert(lists[key], cell)
  end
  for _, step in ipairs(steps) do
    local name = step.from .. ">" .. step.to
    local inside = step.from ~= START and step.to ~= FINISH
    count(self, name, step.cases)
    step.cell = inside and add(self, name .. " n", step.n, step.cases) or self.at[name]
    step.cases_cell = self.at[name]
    for _, code in ipairs { step.from, step.to } do
      if code > 0 then part(self, "k" .. code, name) end
    end
    if inside and step.n == step.cases then sum(self, step.cell, step.cases_cell) end                       -- (4)
    put("out" .. step.from, step.cell)
    put("in" .. step.to, step.cell)
  end
  for i in ipairs(counted.activities) do
    parts(self, self.at["e" .. i], lists["out" .. i] or {})
    parts(self, self.at["e" .. i], lists["in" .. i] or {})
  end
  parts(self, self.at.all, lists["out" .. START] or {})
  parts(self, self.at.all, lists["in" .. FINISH] or {})
end


-- ---- kinds of cases -------------------------------------------------------------------------------------------

-- Where cases are lost, and where the others end.
local function add_aim(self, counted)
  local lost, got = {}, {}
  for i, one in ipairs(counted.activities) do
    local name, ends = "l" .. i, i .. ">" .. FINISH
    lost[#lost + 1] = count(self, name, one.lost)
    if one.lost > 0 then part(self, "k" .. i, name) end
    if one.ends > 0 then
      local rest = add(self, nil, one.ends - one.lost, one.ends - one.lost, ends, name)
      sum(self, self.at[ends], table.unpack({ self.at[name] or rest, self.at[name] and rest or nil }))
      got[#got + 1] = rest
    end
  end
  parts(self, self.at.not_converted, lost)
  parts(self, self.at.converted, got)
end


-- A kind of cases among all, and the others.
local function add_kind(self, name, n)
  local all = self.at.all
  local one, others = count(self, name, n, true), add(self, "not_" .. name, all.n - n, all.n - n, "all", name)
  if one then sum(self, all, one, others) elseif others then sum(self, all, others) end
end


-- Encounters with people and the aim, crossed.
local function add_crossed(self, crossed)
  local at, made = self.at, {}
  for _, human in ipairs { "human", "not_human" } do
    for _, aim in ipairs { "converted", "not_converted" } do
      local name = human .. " " .. aim
      made[#made + 1] = name
      count(self, name, crossed[name])
    end
  end
  for i, total in ipairs { "human", "not_human", "converted", "not_converted" } do
    local a = i < 3 and 2 * i - 1 or i - 2
    local list = {}
    for _, k in ipairs { a, i < 3 and a + 1 or a + 2 } do list[#list + 1] = at[made[k]] end
    parts(self, at[total], list)
  end
end


-- Cells that make up a whole: each is part of it, and all of them together when no case is in two.
local function add_union(self, whole, names)
  local list, left = {}, self.at[whole] and self.at[whole].n
  for _, name in ipairs(left and names or {}) do
    if self.at[name] then
      part(self, whole, name)
      list[#list + 1], left = self.at[name], left - self.at[name].n
    end
  end
  if left == 0 then parts(self, self.at[whole], list) end
end


-- Names of the cells of activities: all, or those listed.
local function names_of(counted, form, wanted)
  local is_wanted, list = {}, {}
  for _, name in ipairs(wanted or {}) do is_wanted[name] = true end
  for i, one in ipairs(counted.activities) do
    if not wanted or is_wanted[one.name] then list[#list + 1] = (form:gsub("%%", i)) end
  end
  return list
end


local function add_peaks(self, counted)
  local list, all = {}, 0
  for i, one in ipairs(counted.activities) do
    list[#list + 1], all = add(self, "p" .. i, one.peaks, one.peaks), all + one.peaks
    if one.peaks > 0 then
      local rest = one.cases - one.peaks
      sum(self, self.at["k" .. i], self.at["p" .. i], add(self, nil, rest, rest))
    end
  end
  local felt = add(self, "felt", counted.felt.n, counted.felt.n)
  if not felt then return end
  felt.fixed = true
  list[#list + 1] = add(self, nil, felt.n - all, felt.n - all)
  parts(self, felt, list)
end


--- The cells of a log.
---@param counted table of core.journey
---@param steps table[] { from, to, n, cases }; each gets its cells
---@param kinds table<string, integer> cases by kind, and crossed ones as "human converted"; phases as phase1, phase2 ...
---@param given { conversion?: string[], human?: string[], phases: table[] }
---@return table { list, sums, at, all }
function cells.of(counted, steps, kinds, given)
  local self = setmetatable({ list = {}, sums = {}, at = {} }, cells)
  self.all = add(self, "all", counted.cases, counted.cases, "all")
  self.all.fixed = true
  add(self, "events", counted.events, counted.cases).fixed = true
  add_activities(self, counted)
  add_steps(self, counted, steps)
  for name, n in pairs(kinds) do
    if not name:find " " then add_kind(self, name, n) end
  end
  add_union(self, "rework", names_of(counted, "r%"))
  add_union(self, "direct", names_of(counted, "%>%"))
  if self.at.rework then part(self, "rework", "direct") end
  if given.conversion then
    add_aim(self, counted)
    add_union(self, "converted", names_of(counted, "k%", given.conversion))
  end
  if given.human then add_union(self, "human", names_of(counted, "k%", given.human)) end
  if given.conversion and given.human then add_crossed(self, kinds) end
  for i, phase in ipairs(given.phases) do add_union(self, "phase" .. i, names_of(counted, "k%", phase.events)) end
  if counted.felt.n > 0 then add_peaks(self, counted) end
  return self
end


return cells
