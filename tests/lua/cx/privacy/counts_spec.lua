-- counts_spec.lua - public tallies: small groups stay at home

local cx = require "cx"


-- Counts by unit and sex: { unit, sex, people, of whom did not answer the load }.
local function tally_of(groups, options)
  local rows = { "unit,sex,mood,load,w" }
  for _, g in ipairs(groups) do
    for i = 1, g[3] do
      rows[#rows + 1] = ("%s,%s,%d,%s,1.5"):format(g[1], g[2], i * 7 % 11, i > (g[4] or 0) and i % 5 + 1 or "")
    end
  end
  local survey = cx.survey { text = table.concat(rows, "\n") .. "\n", weight = options and options.weight,
                             questions = { mood = cx.scale.nps, load = cx.scale { 1, 5 } },
                             privacy = options and options.privacy }
  return assert(survey:tally { by = options and options.by or { "unit", "sex" }, of = { "mood", "load" },
                               buckets = options and options.buckets })
end


local function saved(tally, options)
  local path = os.tmpname()
  assert(tally:save(path, options))
  local file = assert(io.open(path))
  local text = file:read "a"
  file:close()
  local back = assert(cx.load(path))
  os.remove(path)
  return back, text
end


local function groups_of(tally)
  local list = {}
  for i, group in ipairs(tally:groups()) do list[i] = group.group.unit .. " " .. (group.group.sex or "") .. " " .. group.n end
  return list
end


local GROUPS = { { "a", "f", 34 }, { "a", "m", 6 }, { "a", "x", 12 }, { "b", "f", 41 }, { "b", "m", 18 }, { "b", "x", 7 } }


describe("public tallies", function()
  it("exchange (9): leave out small groups and those that would give them away; the file says so", function()
    local back, text = saved(tally_of(GROUPS), { public = true })
    assert.same({ "a f 34", "b f 41" }, groups_of(back))
    assert.matches("\npublic\t10\n", text)
    assert.matches("\ndesign\t118\t", text)
    assert.is_nil(text:find("group\ta\tm", 1, true))
  end)

  it("exchange (9): what is kept is measured as in the house", function()
    local whole = tally_of(GROUPS)
    local back = saved(whole, { public = true })
    local nps = cx.metric.nps "mood"
    local by_group = {}
    for _, e in ipairs(whole:measure(nps)) do by_group[e.group.unit .. e.group.sex] = e end
    local list = back:measure(nps)
    assert.equal(2, #list)
    for _, e in ipairs(list) do assert.same(by_group[e.group.unit .. e.group.sex], e) end
  end)

  it("exchange (9): weights are refused, since few people's tell who they are; people alone are saved", function()
    local whole = tally_of(GROUPS, { weight = "w" })
    local done, message = pcall(function() whole:save("never-written", { public = true }) end)
    assert.is_false(done)
    assert.matches("counts_spec%.lua:%d+: save: sums of a few people's weights.*{ public = true, weighted = false }$", message)
    local _, text = saved(whole, { public = true, weighted = false })
    local _, plain = saved(tally_of(GROUPS), { public = true })
    assert.equal(plain, text)
    assert.matches("\ngroup\ta\tf\t34\t34\t34\n", text)
    for _, options in ipairs { { weighted = false }, { public = true, weighted = true } } do
      done, message = pcall(function() whole:save("never-written", options) end)
      assert.is_false(done)
      assert.matches("weighted: false is wanted, with public = true", message)
    end
  end)

  it("exchange (9): merge with others, and stay public only among the public", function()
    local one, two = tally_of(GROUPS), tally_of { { "a", "f", 20 }, { "b", "f", 30 } }
    local public, other = saved(one, { public = true }), saved(two, { public = true, minimum = 15 })
    local sum = assert(cx.merge(public, other))
    assert.same({ "a f 54", "b f 71" }, groups_of(sum))
    local _, text = saved(sum)
    assert.matches("\npublic\t10\n", text)
    _, text = saved(assert(cx.merge(public, two)))
    assert.is_nil(text:find("public", 1, true))
  end)

  it("counts (2): a question that few answered loses its cells alone", function()
    local back, text = saved(tally_of({ { "a", "f", 30 }, { "b", "f", 30, 24 }, { "c", "f", 30 } }, { by = "unit" }),
      { public = true })
    assert.same({ "a  30", "b  30", "c  30" }, groups_of(back))
    local n = {}
    for _, e in ipairs(back:measure(cx.metric.mean "load")) do n[e.group.unit] = e.n end
    assert.equal(0, n.b or 0)
    assert.matches("\npublic\t10\n", text)
    for _, e in ipairs(back:measure(cx.metric.nps "mood")) do assert.equal(30, e.n) end
  end)

  it("counts (1): empty and small groups look alike in the file", function()
    local _, few = saved(tally_of { { "a", "f", 34 }, { "a", "m", 20 }, { "b", "f", 41 }, { "b", "m", 3 } }, { public = true })
    local _, none = saved(tally_of { { "a", "f", 34 }, { "a", "m", 20 }, { "b", "f", 41 } }, { public = true })
    assert.equal((few:gsub("design[^\n]*", "")), (none:gsub("design[^\n]*", "")))
  end)

  it("k people are kept, k - 1 are not", function()
    local function n_groups(n)
      return #groups_of((saved(tally_of({ { "a", "f", n }, { "b", "f", 40 }, { "c", "f", 50 } }, { by = "unit" }),
        { public = true, minimum = 12 })))
    end
    assert.equal(3, n_groups(12))
    assert.equal(1, n_groups(11))
  end)

  it("exchange (9): the minimum is the call's, else the survey's own", function()
    local function least(privacy, minimum)
      local _, text = saved(tally_of(GROUPS, { privacy = privacy }), { public = true, minimum = minimum })
      return text:match "\npublic\t(%d+)\n"
    end
    assert.equal("10", least())
    assert.equal("35", least { minimum = 35 })
    assert.equal("12", least({ minimum = 35 }, 12))
    assert.equal("10", least { quotes = 30 })
  end)

  it("buckets are not public", function()
    local _, text = saved(tally_of(GROUPS, { buckets = 4 }), { public = true })
    assert.is_nil(text:find("buckets", 1, true))
  end)

  it("a file that stays in the house is whole", function()
    local back, text = saved(tally_of(GROUPS))
    assert.equal(6, #groups_of(back))
    assert.is_nil(text:find("public", 1, true))
  end)

  it("wrong options are raised at the caller's line", function()
    local tally = tally_of(GROUPS)
    local function message(options)
      local done, text = pcall(function() tally:save("never-written", options) end)
      assert.is_false(done)
      return text
    end
    assert.matches("counts_spec%.lua:%d+: unknown option of save \"publik\"", message { publik = true })
    assert.matches("minimum: .* not 0", message { public = true, minimum = 0 })
    assert.matches("minimum: goes with public = true", message { minimum = 5 })
    assert.matches("public: true or false", message { public = "yes" })
  end)

  it("a damaged public line is refused", function()
    local _, text = saved(tally_of(GROUPS), { public = true })
    local path = os.tmpname()
    local file = assert(io.open(path, "wb"))
    file:write((text:gsub("public\t10", "public\tmany")))
    file:close()
    local tally, trouble, code = cx.load(path)
    os.remove(path)
    assert.is_nil(tally)
    assert.matches("public: the least number of people is wanted", trouble)
    assert.equal("not_tally", code)
  end)
end)
