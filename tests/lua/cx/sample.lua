-- sample.lua - sample M of the statistics note: 12 rows, made up, with weights and accounts

local sample = {}


sample.text = [[
row,touchpoint,answer,weight,account,day
1,store,10,1.5,A,2026-01-03
2,store,9,0.5,A,2026-01-28
3,store,6,2,B,2026-02-04
4,store,8,1,B,2026-02-05
5,store,3,1,C,2026-02-06
6,web,10,0.75,D,2026-01-03
7,web,7,1.25,D,2026-01-04
8,web,9,2.5,E,2026-03-01
9,web,0,0.5,E,2026-03-02
10,web,10,1,F,2026-03-03
11,web,,1,F,2026-03-04
12,web,8,1.5,F,2026-03-05
]]


--- The survey over some of its rows, or all.
function sample.survey(options)
  local cx = require "cx"
  local all = { text = sample.text, weight = "weight", touchpoint = "touchpoint", time = "day",
                questions = { answer = cx.scale.nps } }
  for name, value in pairs(options or {}) do all[name] = value or nil end
  return cx.survey(all)
end


--- The lines from one row to another under the header.
function sample.rows(from, to)
  local lines = {}
  for line in sample.text:gmatch "[^\n]+" do lines[#lines + 1] = line end
  return lines[1] .. "\n" .. table.concat(lines, "\n", from + 1, to + 1) .. "\n"
end


--- The error that a call raises, without its place, which must be the spec's own.
function sample.mistake(spec, f, ...)
  local done, message = pcall(f, ...)
  assert(not done, "a mistake was expected")
  local place, text = tostring(message):match "^([^\n]-:%d+): (.*)$"
  assert(place and place:find(spec .. ".lua", 1, true), "not at the caller's line: " .. tostring(message))
  return text
end


--- A file with a text under a name that ends so; the caller removes it.
function sample.file(text, ending)
  local path = os.tmpname()
  if ending then
    os.remove(path)
    path = path .. ending
  end
  local file = assert(io.open(path, "wb"))
  assert(file:write(text))
  assert(file:close())
  return path
end


return sample
