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
-- (3) Errors are linearised over all who answered (Binder 1983), share and value both estimated.
-- (4) Groups under the least number of people are one group, the last, named by nobody: `hidden`.

local core = require "cx.core"

local parts = {}


-- Sums of one group's answers: n, w, w s, and the answers themselves for (3).
local function add(group, count, score)
  group.n, group.w = group.n + count.n, group.w + count.w
  group.ws = group.ws + count.w * score
  group.cells[#group.cells + 1] = { q = count.w2, score = score }
end


-- The groups in byte order, small ones joined (4).
local function read(box, metric, by, minimum)
  local groups, at, all, hidden = {}, {}, {}, { name = "", hidden = true, n = 0, w = 0, ws = 0, cells = {} }
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
    if group.n >= minimum then
      groups[#groups + 1] = group
    else
      hidden.n, hidden.w, hidden.ws = hidden.n + group.n, hidden.w + group.w, hidden.ws + group.ws
      table.move(group.cells, 1, #group.cells, #hidden.cells + 1, hidden.cells)
    end
  end
  if hidden.n > 0 and hidden.n < minimum and #groups > 0 then -- few would be told by what is left over
    local least = 1
    for i, group in ipairs(groups) do least = group.n < groups[least].n and i or least end
    local joined = table.remove(groups, least)
    hidden.n, hidden.w, hidden.ws = hidden.n + joined.n, hidden.w + joined.w, hidden.ws + joined.ws
    table.move(joined.cells, 1, #joined.cells, #hidden.cells + 1, hidden.cells)
  end
  if hidden.n > 0 then groups[#groups + 1] = hidden end
  return groups
end


-- The error of a sum over people of w (in the group: inside(score); else outside), over W (3).
local function error_of(groups, own, w, n, inside, outside)
  local sum = 0
  for _, group in ipairs(groups) do
    for _, cell in ipairs(group.cells) do
      local z = group == own and inside(cell.score) or outside(cell.score)
      sum = sum + cell.q * z * z
    end
  end
  return n > 1 and math.sqrt(n / (n - 1) * sum) / w or nil
end


local function interval(value, se, n, confidence)
  if not se then return { value = value, n = n } end
  local reach = core.distribution.t_quantile((1 + confidence) / 2, n - 1) * se
  return { value = value, se = se, low = value - reach, high = value + reach, n = n,
           method = ("linearised %.6g %%"):format(100 * confidence) }
end


-- One group's line.
local function tell(groups, own, w, n, total, confidence)
  local share, part = own.w / w, own.ws / w
  local from_mean = part - share * total
  local pull = error_of(groups, own, w, n, function(s) return s - total - from_mean - share * (s - total) end,
    function(s) return -from_mean - share * (s - total) end)
  local told = interval(part, error_of(groups, own, w, n, function(s) return s - part end, function() return -part end), own.n,
    confidence)
  told.name, told.hidden, told.share, told.mean = own.name, own.hidden, share, own.w > 0 and own.ws / own.w or nil
  told.from_mean = interval(from_mean, pull, own.n, confidence)
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
  local w, n, ws, total, list = 0, 0, 0, 0, {}
  for _, group in ipairs(groups) do w, n, ws = w + group.w, n + group.n, ws + group.ws end
  if w <= 0 or n < asked.minimum then return nil end
  for i, group in ipairs(groups) do
    list[i] = tell(groups, group, w, n, ws / w, asked.confidence)
    total = total + list[i].value
  end
  return { by = asked.by, total = total, n = n, groups = list }
end


return parts
