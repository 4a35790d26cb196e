-- parts.lua - what each touchpoint, segment or channel gives to the total: parts that add up exactly
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: an outcome, a column to part it by. Out: for each group its share of people, its own value, its part of the total.
--
-- (1) A group's part is the sum of its w s over the sum of all w: its share of the people times its value. The total is the
--     sum of the parts, in their order, to the last bit; printed they add up too (report/share.lua).
-- (2) `from_mean` is what the group gives above or below a group of its size that is like all: share (value - total). These
--     sum to 0, and show who pulls the total up or down.
-- (3) Errors are linearised over all who answered (Binder 1983), share and value both estimated; over the whole sample by
--     its strata and clusters where these are declared.
-- (4) Groups under the least number of people are one group, the last, named by nobody: `hidden`.

local core = require "cx.core"

local parts = {}


-- Sums of one group's answers: n, w, w s, and the answers themselves for (3).
local function add(group, count, score)
  group.n, group.w = group.n + count.n, group.w + count.w
  group.ws = group.ws + count.w * score
  group.cells[#group.cells + 1] = { q = count.w2, score = score }
end


-- Puts a group's people among those of another.
local function join(to, group)
  to.n, to.w, to.ws = to.n + group.n, to.w + group.w, to.ws + group.ws
  table.move(group.cells, 1, #group.cells, #to.cells + 1, to.cells)
  to.joined[group.name] = true
end


-- The groups in byte order, small ones joined (4).
local function read(box, metric, by, minimum)
  local groups, at, all, hidden = {}, {}, {}, { name = "", hidden = true, n = 0, w = 0, ws = 0, cells = {}, joined = {} }
  local scores = metric.score_of(box.question)
  for _, count in ipairs(box.tally:counts(metric.question)) do
    local score, name = scores[count.answer], count.group[by]
    if score and count.n > 0 then
      if not at[name] then
        at[name] = { name = name, n = 0, w = 0, ws = 0, cells = {} }
        all[#all + 1] = at[name]
      end
      add(at[name], count, score)
    end
  end
  for _, group in ipairs(all) do
    if group.n >= minimum then groups[#groups + 1] = group else join(hidden, group) end
  end
  if hidden.n > 0 and hidden.n < minimum and #groups > 0 then -- few would be told by what is left over
    local least = 1
    for i, group in ipairs(groups) do least = group.n < groups[least].n and i or least end
    join(hidden, table.remove(groups, least))
  end
  if hidden.n > 0 then groups[#groups + 1] = hidden end
  return groups
end


-- All answers by the design: { strata =, cells = { { name, w, q, score, stratum, psu } } }; nil without a design.
local function drawn(tally, metric)
  local about = core.tally_about(tally)
  if not about.design then return nil end
  local design, full = require "cx.design", about.full or tally
  local strata, place, cells = design.strata(about), design.placer(about.design), {}
  local at, plan = require "cx.ask".metric(full, about, metric, "cx.drivers")
  for group = 1, core.tally_size(full) do
    local labels, counted = core.tally_labels(full, group), core.tally_cells(full, at, group)
    local stratum, psu = place(labels, #about.by)
    for i = 1, #counted, 4 do
      local score = plan.score[plan.place[counted[i]]]
      if score then
        cells[#cells + 1] = { name = labels[1], w = counted[i + 2], q = counted[i + 3], score = score,
                              stratum = strata.at[stratum], psu = psu }
      end
    end
  end
  return { strata = strata, cells = cells }
end


-- The error of a sum over people of w (in the group: inside(score); else outside), over W, and its degrees of freedom (3).
local function error_of(all, own, inside, outside)
  if all.drawn then
    local found, df = require "cx.design".variance(all.drawn.strata, all.drawn.cells, function(cell)
      local is_own
      if own.joined then is_own = own.joined[cell.name] else is_own = cell.name == own.name end
      local z = is_own and inside(cell.score) or outside(cell.score)
      return cell.w * z, cell.q * z * z, cell.stratum, cell.psu
    end)
    if df < 1 then return nil end
    return math.sqrt(found) / all.w, df
  end
  local sum = 0
  for _, group in ipairs(all.groups) do
    for _, cell in ipairs(group.cells) do
      local z = group == own and inside(cell.score) or outside(cell.score)
      sum = sum + cell.q * z * z
    end
  end
  if all.n < 2 then return nil end
  return math.sqrt(all.n / (all.n - 1) * sum) / all.w, all.n - 1
end


local function interval(value, n, confidence, se, df)
  if not se then return { value = value, n = n } end
  local reach = core.distribution.t_quantile((1 + confidence) / 2, df) * se
  return { value = value, se = se, low = value - reach, high = value + reach, n = n,
           method = ("linearised %.6g %%"):format(100 * confidence) }
end


-- One group's line.
local function tell(all, own, confidence)
  local total, share, part = all.ws / all.w, own.w / all.w, own.ws / all.w
  local from_mean = part - share * total
  local told = interval(part, own.n, confidence,
    error_of(all, own, function(s) return s - part end, function() return -part end))
  told.name, told.hidden, told.share, told.mean = own.name, own.hidden, share, own.w > 0 and own.ws / own.w or nil
  told.from_mean = interval(from_mean, own.n, confidence,
    error_of(all, own, function(s) return s - total - from_mean - share * (s - total) end,
      function(s) return -from_mean - share * (s - total) end))
  return told
end


--- The parts of a metric's total by a column (1) (2).
---@param survey table
---@param metric cx.Metric bound
---@param asked { by: string, where?: string|function, minimum: integer, confidence: number }
---@return table? told
---@return string? message
---@return string? code
function parts.measure(survey, metric, asked)
  local tally <close>, message, code = survey:tally { by = asked.by, of = metric.question, where = asked.where }
  if not tally then return nil, message, code end
  local question = require "cx.survey".request(survey, { of = metric.question }).of[1]
  local groups = read({ tally = tally, question = question }, metric, asked.by, math.max(1, asked.minimum))
  local all, total, list = { groups = groups, drawn = drawn(tally, metric), n = 0, w = 0, ws = 0 }, 0, {}
  for _, group in ipairs(groups) do all.n, all.w, all.ws = all.n + group.n, all.w + group.w, all.ws + group.ws end
  if all.w <= 0 or all.n < asked.minimum then return nil end
  for i, group in ipairs(groups) do
    list[i] = tell(all, group, asked.confidence)
    total = total + list[i].value
  end
  return { by = asked.by, total = total, n = all.n, groups = list }
end


return parts
