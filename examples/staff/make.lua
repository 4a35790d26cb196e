-- make.lua - makes up eight rounds of a home-care company's weekly pulse: the same bytes every time
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- lua make.lua [FOLDER]: writes puls.csv. A round is four weeks; each week a quarter of every unit is asked, so nobody is
-- asked twice in a round.
local folder = arg[1] or (arg[0]:match "^(.*)/" or ".") .. "/data"
local state = 20260406

local function draw(n) -- 1 .. n, Lehmer's chain
  state = state * 48271 % 2147483647
  return (state >> 7) % n + 1
end


-- The answer whose share of a hundred the draw falls into.
local function pick(percents, first)
  local at, sum = draw(100), 0
  for i, percent in ipairs(percents) do
    sum = sum + percent
    if at <= sum then return first + i - 1 end
  end
  return first + #percents - 1
end


-- Where people work: how many they are, how well supported they feel (a shift of the draw), how many would recommend.
local units = {
  { name = "Hemvård norr", people = 64, mood = 2 }, { name = "Hemvård söder", people = 58, mood = 0 },
  { name = "Nattpatrullen", people = 36, mood = -2 }, { name = "Vårdboendet", people = 72, mood = 3 },
  { name = "Köket", people = 7, mood = 4 }, { name = "Planeringen", people = 16, mood = -1 },
  { name = "Kontoret", people = 24, mood = 3 },
}
local ROUNDS, SWITCH = 8, 23 -- a new rota system from the 23rd week on

-- Percents of 1 .. 5 and of 0 .. 10, before and after the switch; one step of mood moves three people of a hundred.
local function support(week, mood)
  local low = (week >= SWITCH and 28 or 8) - mood
  return { low // 3, low - low // 3, 18, 42 + mood // 2, 100 }
end

local function recommend(week, mood)
  local low = (week >= SWITCH and 33 or 24) - 2 * mood
  return { 1, 1, 1, 2, 3, low // 2 - 4, low - low // 2 - 4, 16, 22, 17, 100 }
end


-- A Monday as YYYY-MM-DD, weeks after the first.
local function monday(week)
  return os.date("!%Y-%m-%d", os.time { year = 2026, month = 4, day = 6, hour = 12 } + (week - 1) * 7 * 86400)
end


local rows = {}
for week = 1, 4 * ROUNDS do
  for _, unit in ipairs(units) do
    for person = 1, unit.people do
      if (person + week) % 4 == 0 and draw(100) <= 78 then
        local tells = draw(100) <= 97 -- a few skip the second question
        rows[#rows + 1] = ("%s;%d;%s;%d;%s"):format(monday(week), (week + 3) // 4, unit.name, pick(support(week, unit.mood), 1),
          tells and pick(recommend(week, unit.mood), 0) or "")
      end
    end
  end
end

local file = assert(io.open(folder .. "/puls.csv", "wb"))
file:write("vecka;omgång;enhet;stöd;rekommenderar\n", table.concat(rows, "\n"), "\n")
assert(file:close())
