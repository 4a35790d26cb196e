-- quotes_spec.lua - quotes.lua: what people wrote, of groups that have enough

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


-- A survey of units: { name, texts, rows without a text }; text i of a unit is "name i".
local function survey_of(units, options)
  local rows = { "unit,q,comment" }
  for _, unit in ipairs(units) do
    for i = 1, unit[2] + (unit[3] or 0) do
      rows[#rows + 1] = ("%s,%d,%s"):format(unit[1], i % 11, i <= unit[2] and unit[1] .. " " .. i or i % 2 == 0 and "  " or "")
    end
  end
  local given = { text = table.concat(rows, "\n") .. "\n", name = "pulse", touchpoint = "unit",
                  questions = { q = cx.scale.nps, comment = cx.scale.text } }
  for key, value in pairs(options or {}) do given[key] = value end
  return cx.survey(given)
end


-- "label n" of the groups shown, "label -" of the hidden ones.
local function pattern(groups)
  local marks = {}
  for i, group in ipairs(groups) do marks[i] = (group.label or "all") .. " " .. (group.hidden and "-" or #group.quotes) end
  return table.concat(marks, ", ")
end


local UNITS = { { "Shop", 20 }, { "Cafe", 60 }, { "Store", 19, 30 }, { "Bar", 0, 40 } }


describe("quotes", function()
  it("(1): a group of fewer texts than the minimum is hidden, and one without texts looks the same", function()
    local staff = survey_of(UNITS, { about = "staff" })
    local groups = assert(cx.quotes { of = staff.comment, by = "touchpoint" })
    assert.equal("Bar -, Cafe 5, Shop 5, Store -", pattern(groups))
    assert.same({ { label = "Bar", hidden = true, minimum = 20 }, { label = "Store", hidden = true, minimum = 20 } },
      { groups[1], groups[4] })
    assert.equal("all 5", pattern(assert(cx.quotes { of = staff.comment })))
    assert.equal("all -", pattern(assert(cx.quotes { of = staff.comment, where = "unit == 'Bar'" })))
    assert.equal("all -", pattern(assert(cx.quotes { of = staff.comment, where = "unit == 'nowhere'" })))
  end)

  it("(1): a label of few rows is not named: it may be what one person wrote", function()
    local staff = survey_of({ { "Cafe", 60 }, { "Anna of the night shift", 1 }, { "Bar", 0, 9 } }, { about = "staff" })
    assert.equal("Cafe 5", pattern(assert(cx.quotes { of = staff.comment, by = "touchpoint" })))
    assert.equal("", pattern(assert(cx.quotes { of = staff.comment, by = "unit", where = "unit ~= 'Cafe'" })))
  end)

  it("(1): the minimum is the call's, else the survey's: 20 wherever there is privacy, never fewer than for numbers", function()
    local function of(options, minimum)
      return pattern(assert(cx.quotes { of = survey_of(UNITS, options).comment, by = "unit", minimum = minimum }))
    end
    assert.equal("Bar 0, Cafe 5, Shop 5, Store 5", of())
    assert.equal("Bar -, Cafe 5, Shop -, Store -", of(nil, 21))
    assert.equal("Bar -, Cafe 5, Shop 5, Store -", of { privacy = { minimum = 10 } })
    assert.equal("Bar -, Cafe 5, Shop 5, Store 5", of { privacy = { minimum = 10, quotes = 19 } })
    assert.equal("Bar -, Cafe 5, Shop -, Store -", of { privacy = { minimum = 30, quotes = 5 } })
    assert.equal("Bar -, Cafe -, Shop -, Store -", of { privacy = { quotes = 61 } })
  end)

  it("(2): the same file gives the same quotes, in the order of the file, of each group by itself", function()
    local function of(units) return assert(cx.quotes { of = survey_of(units).comment, by = "unit", most = 7 }) end
    local cafe, seen = of(UNITS)[2], {}
    assert.same(cafe, of(UNITS)[2])
    assert.same(cafe, of { { "Zoo", 31 }, { "Cafe", 60 } }[1])
    local last = 0
    for _, text in ipairs(cafe.quotes) do
      local at = math.tointeger(tonumber(text:match "^Cafe (%d+)$"))
      assert.is_true(at > last and at <= 60)
      last = at
    end
    local many = assert(cx.quotes { of = survey_of({ { "A", 20000 } }).comment, most = 1000 })[1].quotes
    assert.equal(1000, #many)
    for _, text in ipairs(many) do
      local place = math.ceil(tonumber(text:match "%d+") / 2000)
      seen[place] = (seen[place] or 0) + 1
    end
    for place = 1, 10 do assert.is_true(math.abs(seen[place] - 100) < 40, place .. ": " .. seen[place]) end
  end)

  it("(3): blank cells, missing codes and rows without a label do not count", function()
    local text = "unit,comment\na,good\na,\na,  \na,n/a\n,lost\na,bad\n"
    local survey = cx.survey { text = text, questions = { comment = cx.scale.text { missing = { ["n/a"] = "nothing to say" } } } }
    assert.same({ { label = "a", quotes = { "good", "bad" } } }, assert(cx.quotes { of = survey.comment, by = "unit" }))
    assert.same({ { quotes = { "good", "lost", "bad" } } }, assert(cx.quotes { of = survey.comment }))
  end)

  it("by is a role, a rule or a column; where a text or a function", function()
    local ruled = survey_of(UNITS, { touchpoint = cx.rule("unit", function(unit) return unit:sub(1, 1) end) })
    assert.equal("B 0, C 2, S 2", pattern(assert(cx.quotes { of = ruled.comment, by = "touchpoint", most = 2 })))
    local function test(row) return row.comment == "Shop 4" end
    assert.same({ { quotes = { "Shop 4" } } }, assert(cx.quotes { of = ruled.comment, where = test }))
    local none, message, code = cx.quotes { of = ruled.comment, by = "unitt" }
    assert.same({ nil, "no_column" }, { none, code })
    assert.matches("did you mean 'unit'", message)
  end)

  it("a guess that a late row overturns is turned", function()
    local path = sample.file("comment;n\n" .. ("abcdefgh;1\n"):rep(120000) .. "k\xE4ytt\xF6;2\n", ".csv")
    local survey = cx.survey { file = path, questions = { comment = cx.scale.text } }
    assert.same({ { quotes = { "käyttö" } } }, assert(cx.quotes { of = survey.comment, where = "n == 2" }))
    os.remove(path)
  end)

  it("mistakes are raised at the caller's line", function()
    local survey = survey_of(UNITS)
    local function mistake(options)
      return sample.mistake("quotes_spec", function() cx.quotes(options) end)
    end
    assert.matches("a question of open text is wanted", mistake { of = survey.q })
    assert.matches("of = answers.comment", mistake(nil))
    assert.matches("by: the name of one column", mistake { of = survey.comment, by = {} })
    assert.matches("most: a whole number", mistake { of = survey.comment, most = 0 })
    assert.matches("minimum: the least number", mistake { of = survey.comment, minimum = 0 })
    assert.matches('did you mean "most"', mistake { of = survey.comment, mots = 1 })
  end)
end)


describe("a block of quotes", function()
  local HOSTILE = "<b onclick=x>[a](http://b)</b>\27[31m|"

  local function plan_of(language, privacy, block, units)
    local survey = survey_of(units or { { "Cafe", 25 }, { "Store", 6, 20 }, { HOSTILE, 21 } })
    local made = { kind = "quotes", of = survey.comment, by = "touchpoint", most = 3 }
    for key, value in pairs(block or {}) do made[key] = value end
    return cx.plan { name = "Pulse", language = language, privacy = privacy, measure = { surveys = { survey } },
                     touchpoints = { { "Cafe", from = survey.q, goals = { cx.goal { cx.metric.nps, at_least = 10 } } } },
                     report = { sections = { { title = "Words", blocks = { made } } } } }
  end

  local text_of = cx.report.text

  it("(1): no renderer shows a text of a hidden group", function()
    local result = plan_of("en", { minimum = 10 }):run { today = "2026-11-21" }
    for _, format in ipairs { "terminal", "markdown", "html", "json", "csv" } do
      local text = text_of(result, format)
      assert.is_nil(text:find "Store %d", format)
      assert.equal(format ~= "csv" and 3 or 0, select(2, text:gsub("Cafe %d", "")), format)
      if format ~= "csv" and format ~= "json" then
        assert.truthy(text:find("Store: hidden, fewer than 20 comments", 1, true), format)
      end
      assert.is_nil(text:find("<b onclick", 1, true) and format == "html" or text:find("\27[31m", 1, true))
      if format == "markdown" then assert.is_nil(text:find("[a](", 1, true)) end
    end
    assert.truthy(text_of(result, "json"):find '"hidden": true,\n%s+"label": "Store"')
  end)

  it("(1): a place of the plan is named, whether few people wrote there or nobody is of it", function()
    local function items(units)
      local text = text_of(plan_of("en", { minimum = 10 }, nil, units):run { today = "2026-11-21" }, "terminal")
      assert.truthy(text:find("Cafe: hidden, fewer than 20 comments", 1, true))
      assert.is_nil(text:find("Kiosk", 1, true))
      return text:match "Words.-Cafe: hidden[^\n]*"
    end
    assert.equal(items { { "Store", 40 }, { "Cafe", 4 }, { "Kiosk", 2 } }, items { { "Store", 40 } })
  end)

  it("stands in the language's own quotation marks and words", function()
    for language, wanted in pairs { en = { "“Cafe %d+”", "Store: hidden, fewer than 20" }, fi = { "”Cafe %d+”", "Store: peitetty, alle 20" },
                                    sv = { "”Cafe %d+”", "Store: dold, färre än 20" } } do
      local text = text_of(plan_of(language, { minimum = 10 }):run { today = "2026-11-21" }, "terminal")
      for _, pattern_ in ipairs(wanted) do assert.truthy(text:find(pattern_), language) end
    end
  end)

  it("the plan says the minimum, and what is wrong stands at the plan's line", function()
    local shown = text_of(plan_of("en", { minimum = 5, quotes = 6 }):run { today = "2026-11-21" }, "terminal")
    assert.truthy(shown:find "Store %d")
    assert.truthy(text_of(plan_of("en"):run { today = "2026-11-21" }, "terminal"):find "Store %d")
    assert.truthy(text_of(plan_of("en", nil, { where = "unit == 'nobody'" }):run { today = "2026-11-21" }, "html"))
    local done, message = pcall(function() plan_of("en", nil, { by = 1 }):run { today = "2026-11-21" } end)
    assert.is_false(done)
    assert.matches("quotes_spec.lua:%d+: report.sections: number 1: quotes: by: the name of one column", message)
    done, message = pcall(function() plan_of("en", nil, { minimum = 1 }):run { today = "2026-11-21" } end)
    assert.is_false(done)
    assert.matches("unknown option of quotes \"minimum\"", message)
    assert.matches("privacy.quotes: the least number", sample.mistake("quotes_spec", plan_of, "en", { quotes = 0 }))
  end)
end)
