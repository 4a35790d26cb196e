-- joined_spec.lua - small groups of two rounds as one, and cx.decompose that shows them so

local cx = require "cx"
local joined = require "cx.privacy.joined"
local sample = dofile "tests/lua/cx/sample.lua"


-- The labels that are joined, in order; groups are { label, n in each round }, n = false when it was not asked.
local function few(groups, minimum)
  local list = {}
  for i, group in ipairs(groups) do
    list[i] = { at = { unit = group[1] }, n = { group[2] or nil, group[3] or nil }, last = group.last }
  end
  local is_in, labels = joined.of({ "unit" }, list, 2, minimum or 10), {}
  if not is_in then return nil end
  for i, group in ipairs(groups) do
    if is_in[i] then labels[#labels + 1] = group[1] end
  end
  return table.concat(labels, " ")
end


-- A tally of one round: { unit, n, promoters }.
local function round(groups, options)
  local lines = { "unit,q", #groups == 0 and "z," or nil }
  for _, group in ipairs(groups) do
    for i = 1, group[2] do lines[#lines + 1] = ("%s,%d"):format(group[1], i <= group[3] and 10 or 0) end
  end
  local all = { text = table.concat(lines, "\n") .. "\n", questions = { q = cx.scale.nps } }
  for name, value in pairs(options or {}) do all[name] = value end
  return assert(cx.survey(all):tally { by = "unit" })
end


local BEFORE = { { "a", 60, 30 }, { "b", 40, 10 }, { "c", 4, 4 }, { "d", 12, 6 } }
local AFTER = { { "a", 50, 30 }, { "b", 45, 15 }, { "c", 14, 1 }, { "d", 7, 7 } }


describe("joined", function()
  it("(1): few people in either round join a group", function()
    assert.equal("", few { { "a", 10, 10 }, { "b", 30, 10 } })
    assert.equal("c d", few { { "a", 60, 50 }, { "b", 40, 45 }, { "c", 4, 14 }, { "d", 12, 7 } })
    assert.equal("b c", few { { "a", 60, 50 }, { "b", 5, 45 }, { "c", 8, 0 } })
  end)

  it("(2): together they are enough, else the smallest other one comes in", function()
    assert.equal("b c", few { { "a", 60, 50 }, { "b", 30, 40 }, { "c", 4, 14 } })
    assert.equal("c d e", few { { "a", 60, 50 }, { "b", 40, 40 }, { "c", 30, 20 }, { "d", 4, 14 }, { "e", 5, 20 } })
    assert.equal("a c", few { { "a", 60, 50 }, { "b", 30, 40, last = true }, { "c", 4, 14 } })
    assert.equal("a b", few { { "a", 14, 15 }, { "b", 1, 1 } })
  end)

  it("(3): who was never asked is not few", function()
    assert.equal("", few { { "a", 60, 50 }, { "b", 30, false }, { "c", false, 14 } })
    assert.equal("a b", few { { "a", 60, 50 }, { "b", 5, false } })
  end)

  it("(4): a round of few people tells nothing", function()
    assert.is_nil(few { { "a", 4, 50 }, { "b", 5, 45 } })
    assert.is_nil(few({}))
  end)

  it("(1): what margins would tell is joined too, on random tables", function()
    math.randomseed(7)
    local random, n_joined = math.random, 0
    for _ = 1, 60 do
      local groups = {}
      for _, unit in ipairs { "a", "b", "c" } do
        for _, sex in ipairs { "f", "m", "x" } do
          groups[#groups + 1] = { at = { unit = unit, sex = sex }, n = { random(0, 40), random(5, 40) } }
        end
      end
      local is_in = assert(joined.of({ "unit", "sex" }, groups, 2, 10))
      for r = 1, 2 do
        local cells, margins, together = {}, { {} }, 0
        for i, group in ipairs(groups) do
          together = together + (is_in[i] and group.n[r] or 0)
          cells[i] = { at = group.at, n = not is_in[i] and group.n[r] or nil, hidden = is_in[i] }
          assert.is_true(is_in[i] or group.n[r] >= 10)
          for name, label in pairs(group.at) do
            local key = name .. label
            margins[key] = margins[key] or { at = { [name] = label }, n = 0 }
            margins[key].n = margins[key].n + group.n[r]
          end
        end
        assert.is_true(not next(is_in) or together >= 10)
        margins[1] = nil
        for _, margin in pairs(margins) do
          if margin.n >= 10 then cells[#cells + 1] = margin end
        end
        for _, found in ipairs(cx.audit({ by = { "unit", "sex" }, cells = cells }).leaks) do
          assert.is_true(found.value >= 10, tostring(found.value))
        end
      end
      if next(is_in) then n_joined = n_joined + 1 end
    end
    assert.is_true(n_joined > 30)
  end)
end)


describe("decompose (5)", function()
  local nps = cx.metric.nps

  it("small groups are one group in the language's word, and the parts still add up", function()
    local whole = assert(cx.decompose(round(BEFORE), round(AFTER), { metric = nps }))
    for language, word in pairs { en = "hidden", fi = "peitetty", sv = "dold" } do
      local change = assert(cx.decompose(round(BEFORE), round(AFTER),
        { metric = nps, privacy = { minimum = 10 }, language = language }))
      local labels, sum, printed = {}, change.questionnaire, change.printed.questionnaire
      for i, group in ipairs(change.groups) do
        labels[i], sum = group.label, sum + group.mix + group.rate
        printed = printed + change.printed.groups[i].mix + change.printed.groups[i].rate
      end
      assert.same({ "a", "b", word }, labels)
      assert.equal(change.change, sum)
      assert.is_true(math.abs(printed - change.printed.change) < 1e-9)
      assert.is_true(math.abs(change.change - whole.change) < 1e-9)
      local last = change.groups[3]
      assert.same({ true, 16, 21, { unit = word } }, { last.hidden, last.n_before, last.n_after, last.group })
      assert.is_true(math.abs(last.value_before - 25) < 1e-9)          -- 10 of 16 are promoters, 6 detractors
      assert.is_true(math.abs(last.value_after + 500 / 21) < 1e-9)     -- 8 of 21, 13
      assert.same({ whole.groups[1].n_before, whole.groups[1].value_after },
        { change.groups[1].n_before, change.groups[1].value_after })
    end
  end)

  it("the minimum is the call's, else the survey's own, the larger of two; false is none", function()
    local function labels(a, b, privacy)
      local change, list = assert(cx.decompose(a, b, { metric = nps, privacy = privacy })), {}
      for i, group in ipairs(change.groups) do list[i] = group.label end
      return table.concat(list, " ")
    end
    local plain, staff = { round(BEFORE), round(AFTER) }, round(AFTER, { about = "staff" })
    assert.equal("a b c d", labels(plain[1], plain[2]))
    assert.equal("a b hidden", labels(plain[1], plain[2], {}))
    assert.equal("a b hidden", labels(plain[1], staff))
    assert.equal("a b c d", labels(plain[1], staff, false))
    assert.equal("a b c d", labels(plain[1], staff, { minimum = 4 }))
    assert.equal("a hidden", labels(round(BEFORE, { privacy = { minimum = 41 } }), staff))
  end)

  it("a round of few people tells nothing; nor does an empty one", function()
    for _, few_people in ipairs { { { "a", 9, 2 } }, {} } do
      local change, message, code = cx.decompose(round(few_people), round(AFTER), { metric = nps, privacy = {} })
      assert.same({ nil, "a round has fewer answers than 10: nothing is told of it", "hidden" }, { change, message, code })
    end
  end)

  it("a changed group may be absent, and makes the hidden group changed when it is in it", function()
    local options = { metric = nps, changed = { "old", "new" }, privacy = {} }
    local before = { { "a", 60, 30 }, { "b", 40, 10 }, { "old", 30, 3 } }
    local change = assert(cx.decompose(round(before), round { { "a", 60, 30 }, { "b", 40, 20 }, { "new", 20, 20 } }, options))
    assert.equal(4, #change.groups)
    change = assert(cx.decompose(round(before), round { { "a", 60, 30 }, { "b", 40, 20 }, { "new", 2, 2 } }, options))
    assert.same({ "a", "old", "hidden" }, { change.groups[1].label, change.groups[2].label, change.groups[3].label })
    assert.is_true(change.groups[3].changed and change.groups[3].hidden)
    assert.equal(change.change, change.mix + change.rate + change.questionnaire)
  end)

  it("mistakes are raised at the caller's line", function()
    local function mistake(privacy)
      return sample.mistake("joined_spec", function()
        cx.decompose(round(BEFORE), round(AFTER), { metric = nps, privacy = privacy })
      end)
    end
    assert.matches("privacy: a table is wanted", mistake(10))
    assert.matches("privacy.minimum: the least number", mistake { minimum = 0 })
    assert.matches("unknown key of privacy", mistake { least = 10 })
  end)
end)
