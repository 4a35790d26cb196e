-- examples_spec.lua - each example prints what its folder says it prints
--
--   file > rows > batch > tally > metric > goal > REPORT

local cxlua = os.getenv "CXLUA" or "build/cxlua"


local function read(path)
  local file <close> = assert(io.open(path, "rb"))
  return file:read "a"
end


-- What a command prints, and whether it went well.
local function run(command)
  local pipe = assert(io.popen(command .. " 2>&1", "r"))
  local text = pipe:read "a"
  return text, pipe:close()
end


describe("examples", function()
  for _, name in ipairs { "airport", "huolto", "own_metric", "staff" } do
    it(name .. " prints its expected report", function()
      local text, fine = run(("%s examples/%s/plan.lua --today 2026-11-21 --width 100"):format(cxlua, name))
      assert.is_true(fine, text)
      assert.equal(read("examples/" .. name .. "/expected.txt"), text)
    end)
  end


  it("airport: every value is what R's survey package computes, to 1e-9 (its errors, by strata: airport_spec)", function()
    local truth = {}
    for line in io.lines "tests/data/sfo/truth.csv" do
      local cells = {}
      for cell in (line .. ","):gmatch "(.-)," do cells[#cells + 1] = cell end
      truth[cells[1] .. " " .. cells[2]] = { n = tonumber(cells[3]), value = tonumber(cells[11]) }
    end
    local family, checked = { csat = "top2box", mean = "mean", nps = "nps" }, 0
    for _, goal in ipairs(dofile "examples/airport/plan.lua":run { today = "2026-11-21" }.goals) do
      local wanted = truth[("%s %s"):format(family[goal.metric.family], goal.question.column)]
      if wanted then
        assert.equal(wanted.n, goal.estimate.n)
        assert.near(wanted.value, goal.estimate.value, 1e-9)
        checked = checked + 1
      end
    end
    assert.equal(17, checked)
  end)


  it("airport: the receipt tells the blank code from the empty cell", function()
    local result = dofile "examples/airport/plan.lua":run { today = "2026-11-21" }
    local receipt = result.surveys[1].receipt
    assert.equal(2831, receipt.read)
    assert.equal(2831, receipt.used)
    assert.equal(2746, receipt.questions.recommend.used)
    assert.same({ ["left blank"] = 84, empty = 1 }, receipt.questions.recommend.missing)
  end)


  it("huolto: every figure is what a plain loop over the decoded files gives", function()
    local wanted = { -- n, value, standard error: of the 237 accounts that answered, where the survey has accounts
      { 404, 81.359401, 1.98030 }, { 253, 29.831406, 5.53575 }, { 258, 31.782482, 2.98522 }, { 364, 5.980644, 0.04641 },
      { 360, 65.343032, 2.27391 }, { 370, 56.063955, 3.62245 }, { 365, 85.655912, 1.93820 }, { 380, 11.978666, 1.67972 },
      { 408, 59.901209, 2.46530 }, { 86, 24.048859, 8.98401 },
    }
    local goals = dofile "examples/huolto/plan.lua":run { today = "2026-11-21" }.goals
    assert.equal(#wanted, #goals)
    for i, goal in ipairs(goals) do
      assert.equal(wanted[i][1], goal.estimate.n)
      assert.near(wanted[i][2], goal.estimate.value, 1e-6)
      assert.near(wanted[i][3], goal.estimate.se, 1e-5)
    end
  end)


  it("staff: what is hidden is never alone nor too few, round by round", function()
    local people = {}
    for line in io.lines "examples/staff/data/puls.csv" do
      local round, unit = line:match "^[%d-]+;(%d+);([^;]+);"
      if round then
        people[round .. unit] = (people[round .. unit] or 0) + 1
      end
    end
    local section = dofile "examples/staff/plan.lua":run { today = "2026-11-21" }.sections[2]
    local rows, least = section.blocks[1].rows, 0
    for round = 1, 8 do
      local hidden, sum = 0, 0
      for i = 2, #rows do
        local n = people[round .. rows[i][1]]
        if rows[i][round + 1] == "dold" then
          hidden, sum = hidden + 1, sum + n
        else
          assert.is_true(n >= 10, rows[i][1])
        end
      end
      assert.is_true(hidden >= 2 and sum >= 10, "round " .. round)
      least = least + hidden
    end
    assert.is_true(least >= 16)
  end)


  for name, files in pairs {
    huolto = { "palaute_2026_q2.csv", "palaute_2026_q3.csv", "vuosikysely_2026.csv" }, own_metric = { "answers.csv" },
    staff = { "puls.csv" },
  } do
    it(name .. ": make.lua writes the committed data, byte for byte", function()
      local folder = os.tmpname()
      os.remove(folder)
      assert(os.execute("mkdir " .. folder))
      local text, fine = run(("%s examples/%s/make.lua %s"):format(cxlua, name, folder))
      assert.is_true(fine, text)
      for _, file in ipairs(files) do
        assert.equal(read(("examples/%s/data/%s"):format(name, file)), read(folder .. "/" .. file))
      end
      os.execute("rm -r " .. folder)
    end)
  end
end)
