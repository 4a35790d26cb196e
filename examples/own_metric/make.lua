-- make.lua - makes up the answers of a dental clinic: the same bytes every time
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- lua make.lua [FOLDER]: writes answers.csv, one row for each encounter that a patient rated.
local folder = arg[1] or (arg[0]:match "^(.*)/" or ".") .. "/data"
local state = 777

local function draw(n) -- 1 .. n, Lehmer's chain
  state = state * 48271 % 2147483647
  return state % n + 1
end


local function pick(answers, percents)
  local at, sum = draw(100), 0
  for i, percent in ipairs(percents) do
    sum = sum + percent
    if at <= sum then return answers[i] end
  end
  return ""
end


-- Where a patient is met: how often, how calm, how likely to recommend.
local moods = { "calm", "uneasy", "tense", "afraid" }
local encounters = {
  { channel = "web", room = "", n = 150, calm = { 70, 18, 9, 2 }, recommend = { 15, 30, 55 } },
  { channel = "phone", room = "", n = 90, calm = { 62, 24, 10, 3 }, recommend = { 14, 26, 60 } },
  { channel = "desk", room = "lobby", n = 210, calm = { 55, 26, 14, 4 }, recommend = { 12, 28, 60 } },
  { channel = "chair", room = "room 1", n = 180, calm = { 38, 30, 20, 11 }, recommend = { 10, 22, 68 } },
  { channel = "chair", room = "room 2", n = 170, calm = { 52, 28, 14, 5 }, recommend = { 7, 20, 73 } },
  { channel = "chair", room = "children", n = 80, calm = { 58, 22, 14, 5 }, recommend = { 6, 18, 76 } },
  { channel = "email", room = "", n = 120, calm = { 80, 13, 5, 1 }, recommend = { 20, 34, 46 } },
}
local scores = { { "3", "5", "6" }, { "7", "8", "8" }, { "9", "10", "10" } }

local rows = {}
for _, e in ipairs(encounters) do
  for _ = 1, e.n do
    local group = pick(scores, e.recommend)
    rows[#rows + 1] = ("2026-%02d-%02d,%s,%s,%s,%s"):format(6 + draw(4), draw(28), e.channel, e.room,
      pick(moods, e.calm), group == "" and "" or group[draw(3)])
  end
end
table.sort(rows)

local file = assert(io.open(folder .. "/answers.csv", "wb"))
file:write("day,channel,room,mood,recommend\n", table.concat(rows, "\n"), "\n")
assert(file:close())
