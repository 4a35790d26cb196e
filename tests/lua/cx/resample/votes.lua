-- votes.lua - a hundred and six votes of two places, and their NPS by hand, for the specs of resampling

local cx = require "cx"

local votes = {}


function votes.near(wanted, got, tolerance)
  assert(math.abs(wanted - got) <= (tolerance or 1e-9), ("%.12g is not %.12g"):format(got, wanted))
end


-- 50 promoters, 30 passives, 20 detractors in "a"; a few in "b".
function votes.survey(more)
  local lines = { "place,id,score" }
  local function add(place, score, times)
    for _ = 1, times do lines[#lines + 1] = ("%s,%d,%d"):format(place, #lines, score) end
  end
  add("a", 10, 50)
  add("a", 8, 30)
  add("a", 3, 20)
  add("b", 9, 4)
  add("b", 0, 2)
  local all = { text = table.concat(lines, "\n") .. "\n", questions = { score = cx.scale.nps } }
  for name, value in pairs(more or {}) do all[name] = value end
  return cx.survey(all)
end


-- NPS of counts, by hand.
function votes.nps(counts)
  local n, sum = 0, 0
  for _, count in ipairs(counts) do
    local answer = count.answer
    n, sum = n + count.w, sum + count.w * (answer >= 9 and 100 or answer <= 6 and -100 or 0)
  end
  return sum / n
end


return votes
