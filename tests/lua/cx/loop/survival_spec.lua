-- survival_spec.lua - every curve, median and point that R's survival made for us (tests/r/times.R, tests/data/r/times.csv)
--
--   file > rows > batch > tally > METRIC > goal > report

local survival = require "cx.loop.survival"

local TOLERANCE = 1e-9


-- The rows of a CSV without quotes, by the names of its columns.
local function rows_of(path)
  local list, names = {}, nil
  for line in io.lines(path) do
    local row, i = {}, 0
    for cell in (line .. ","):gmatch "(.-)," do
      i = i + 1
      row[names and names[i] or i] = cell
    end
    if names then list[#list + 1] = row else names = row end
  end
  return list
end


local function sample(row)
  local list, done = {}, {}
  for word in row.b:gmatch "%S+" do done[#done + 1] = word == "1" end
  for word in row.a:gmatch "%S+" do list[#list + 1] = { time = tonumber(word), done = done[#list + 1] } end
  return list
end


local function near(wanted, got, what)
  if wanted == "" then return assert.is_nil(got, what) end
  wanted = tonumber(wanted)
  assert.is_true(got ~= nil and math.abs(wanted - got) <= TOLERANCE * math.max(1, math.abs(wanted)),
    ("%s: %s is not %.15g"):format(what, tostring(got), wanted))
end


describe("survival", function()
  local rows = rows_of "tests/data/r/times.csv"
  local of = { curve = {}, median = {}, point = {} }
  for _, row in ipairs(rows) do table.insert(of[row.kind], row) end

  it("(1) (2): draws R's curves, with its errors and intervals", function()
    assert.is_true(#of.curve > 200)
    local k, key = 0, nil
    for _, row in ipairs(of.curve) do
      local this = row.a .. "|" .. row.b
      k = this == key and k + 1 or 1
      key = this
      local point = survival.curve(sample(row))[k]
      assert.same({ tonumber(row.at), tonumber(row.n), tonumber(row.done) }, { point.time, point.n, point.done })
      near(row.estimate, point.waiting, "waiting " .. row.a)
      near(row.se, point.se, "se " .. row.a)
      if point.waiting > 0 then
        near(row.low, point.low, "low " .. row.a)
        near(row.high, point.high, "high " .. row.a)
      end
    end
  end)


  it("(3): finds R's medians and their bounds", function()
    assert.equal(40, #of.median)
    local none = 0
    for _, row in ipairs(of.median) do
      local made = survival.median(sample(row))
      near(row.estimate, made.median, "median of " .. row.a .. " | " .. row.b)
      near(row.low, made.low, "low of the median of " .. row.a .. " | " .. row.b)
      near(row.high, made.high, "high of the median of " .. row.a .. " | " .. row.b)
      if row.estimate == "" then none = none + 1 end
    end
    assert.is_true(none > 3)
  end)


  it("(1): tells R's share that waits after a time", function()
    for _, row in ipairs(of.point) do
      near(row.estimate, survival.at(sample(row), tonumber(row.at)).waiting, "at " .. row.at .. " of " .. row.a)
    end
  end)


  it("(3): has nothing to say of nobody", function()
    assert.same({ n = 0, done = 0 }, survival.median {})
    assert.same({ waiting = 1 }, survival.at({}, 5))
    assert.same({ n = 2, done = 0 }, survival.median { { time = 3, done = false }, { time = 9, done = false } })
  end)
end)
