-- job.lua - the bench's job as an analyst would write it: one weighted tally, every figure from it
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- cxlua job.lua FILE [FORM]: prints CSV, touchpoints in byte order, then "(all)". FORM changes what is
-- asked (where, month, scores) or how it is read (standard input, the same file ten times).
local cx = require "cx"

local path, form = arg[1], arg[2] or "plain"

local questions = { nps = cx.scale.nps, csat = cx.scale { 1, 5 }, ces = cx.scale { 1, 7 } }
if form == "scores" then
  for i = 1, 17 do questions[("score_%02d"):format(i)] = cx.scale { 1, 5 } end
end

local answers = cx.survey {
  file = form == "tenfold" and { path, path, path, path, path, path, path, path, path, path } or path,
  time = "responded_at", weight = "weight", questions = questions,
}

local of = {}
for name in pairs(questions) do of[#of + 1] = name end
table.sort(of)

local tally = assert(answers:tally {
  by = form == "month" and { "touchpoint", cx.month } or "touchpoint",
  of = of,
  where = form == "where" and "segment == 'B2B' and country in {'FI', 'SE'}" or nil,
})

-- A share of answers, from 0 to 1.
local function share(from, to)
  local scores = {}
  for answer = 0, 10 do scores[answer] = answer >= from and answer <= to and 1 or 0 end
  return cx.metric { question = "nps", scores = scores }
end

local nps, plain = cx.metric.nps "nps", { weighted = false }
local columns = {
  { "promoters", share(9, 10), plain }, { "detractors", share(0, 6), plain },
  { "nps", nps, plain }, { "weighted_nps", nps },
  { "mean_csat", cx.metric.mean "csat", plain }, { "mean_ces", cx.metric.mean "ces", plain },
}


local function people(estimate)
  local n = estimate.n
  for _, missing in pairs(estimate.missing) do n = n + missing end
  return n
end


-- One line: the counts come from the NPS, the figures from an estimate for each column.
local function print_row(name, counts, estimates)
  local cells = { name, ("%d"):format(people(counts)), ("%d"):format(counts.n) }
  for _, e in ipairs(estimates) do cells[#cells + 1] = ("%.15g"):format(e.value or 0 / 0) end
  print(table.concat(cells, ","))
end


local function name_of(group)
  return group.month and group.touchpoint .. " " .. group.month or group.touchpoint
end


local header, measured, total = { "touchpoint,n,n_nps" }, {}, {}
for i, column in ipairs(columns) do
  header[#header + 1] = column[1]
  measured[i] = tally:measure(column[2], column[3])
  total[i] = tally:total(column[2], column[3])
end

print(table.concat(header, ","))
for row, counts in ipairs(measured[3]) do
  local estimates = {}
  for i in ipairs(columns) do estimates[i] = measured[i][row] end
  print_row(name_of(counts.group), counts, estimates)
end
print_row("(all)", total[3], total)
