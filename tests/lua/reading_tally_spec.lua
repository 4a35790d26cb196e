-- reading_tally_spec: every row is accounted for, through the library
--
-- (5) read = used + dropped; used = answers + missing for each question, on any text.
-- (6) Several tallies of one pass are what each is alone; parts that are merged are what one pass gives.

local cx = require "cx"
local child = dofile "tests/lua/child.lua"
local sample = dofile "tests/lua/cx/sample.lua"
local reading = dofile "tests/lua/reading.lua"

local survey_of, sum = reading.survey_of, reading.sum
local folder


setup(function()
  folder = child.folder()
  reading.folder = folder
end)


teardown(function() child.remove(reading.folder) end)


describe("reading (5): receipts add up", function()
  local PIECES = { "1", "5", "9", "10", "11", "6.5", "-1", "", " ", ",", ",", ",", ",", "\n", "\n", "\n", "\r\n", '"', '""',
                   "a", "ä", "\xE4", "12\" screen", '"x, y"', '"two\nlines"', "n/a", "2026-01-02", "\u{2212}3", "\0", ";",
                   "1,5,a\n", "10,0.5,b\n", '7,2,"c"\n' }

  -- A text of the pieces, the same for the same number.
  local function dirty(seed)
    math.randomseed(seed)
    local list = { "q,w,g\n1,1,a\n2,2,b\n3,1.5,c\n4,1,a\n" }
    for i = 2, math.random(5, 400) do list[i] = PIECES[math.random(#PIECES)] end
    return table.concat(list)
  end

  local function adds_up(receipt, seed)
    local dropped = 0
    for _, item in ipairs(receipt.dropped) do dropped = dropped + item.n end
    assert.equal(receipt.read, receipt.used + dropped, "seed " .. seed)
    for name, question in pairs(receipt.questions) do
      local n = question.used + (question.outside or 0)
      for _, missing in pairs(question.missing) do n = n + missing end
      assert.equal(receipt.used, n, ("seed %d, question %s"):format(seed, name))
    end
  end

  it("on random dirty texts, with any threads, and by rows", function()
    for seed = 1, 400 do
      local text = dirty(seed)
      local told = { delimiter = ",", quote = '"', header_rows = 1, skip_rows = 0, decimal = ".", encoding = "utf-8",
                     weight = seed % 2 == 0 and "w" or nil, threads = seed % 3 + 1,
                     only = seed % 5 == 0 and "g ~= 'b'" or nil,
                     questions = { q = cx.scale.nps { missing = { [9] = "nine" } }, g = cx.scale.names { "a", "b", "c" } } }
      local survey = survey_of(text, told)
      local tally = assert(survey:tally { by = "g" })
      local receipt = survey:receipt()
      adds_up(receipt, seed)
      assert.equal(receipt.used, tally:design().n)
      local n = 0
      for _, group in ipairs(tally:groups()) do n = n + group.n end
      assert.equal(receipt.used, n, "seed " .. seed)
      if not told.weight then
        local rows = 0
        for _ in assert(survey:rows { columns = "g" }) do rows = rows + 1 end
        assert.equal(receipt.used, rows, "seed " .. seed)
      end
      if not told.only then
        told.threads, told.kernel = 1, "portable"
        local again = survey_of(text, told)
        local other = assert(again:tally { by = "g" })
        assert.same(tally:counts "q", other:counts "q", "seed " .. seed)
        assert.same({ receipt.read, receipt.dropped, receipt.repaired },
          { again:receipt().read, again:receipt().dropped, again:receipt().repaired }, "seed " .. seed)
      end
    end
  end)

  it("when everything about the text has to be guessed", function()
    for seed = 1001, 1200 do
      local survey = survey_of(dirty(seed), { questions = { q = cx.scale.nps } })
      local receipt, message, code = survey:receipt()
      if receipt then adds_up(receipt, seed)
      else
        assert.is_string(message)
        assert.truthy(({ no_column = true, not_csv = true, overturned = true })[code], ("seed %d: %s"):format(seed, message))
      end
    end
  end)
end)


describe("reading (6): tallies", function()
  local function text(from, to)
    local list = { "a,b,c,d,e,f,g,h,i,t,w,q,z" }
    for n = from, to do
      list[#list + 1] = ("%d,%d,%d,%d,%d,%d,%d,%d,%d,2026-%02d-11,%d.%02d,%d,%s"):format(n % 2, n % 3, n % 2, n % 3, n % 2, n % 3,
        n % 2, n % 3, n, n % 12 + 1, n % 4, n % 100, n % 12, n % 7 == 0 and "" or n % 5)
    end
    return table.concat(list, "\n") .. "\n"
  end

  local function survey(from, to, options)
    local all = { weight = "w", time = "t", questions = { q = cx.scale.nps, z = cx.scale { 0, 4 } } }
    for name, value in pairs(options or {}) do all[name] = value end
    return survey_of(text(from or 1, to or 2000), all)
  end

  local function saved(tally)
    local path = folder .. "/t.tally"
    assert(tally:save(path))
    local file = assert(io.open(path, "rb"))
    local content = file:read "a"
    file:close()
    return content
  end

  it("several in one pass are what each is alone", function()
    local one = survey()
    local requests = { { by = "a" }, { by = { "b", cx.quarter }, of = "q" }, { where = "q >= 9", of = "z" },
                       { by = "d", buckets = 8 }, { of = {} } }
    local together = assert(one:tallies(requests))
    for i, request in ipairs(requests) do assert.equal(saved(assert(one:tally(request))), saved(together[i]), i) end
  end)

  it("by 0 to 8 columns", function()
    local names, one = { "a", "b", "c", "d", "e", "f", "g", "h" }, survey()
    local total = assert(one:tally {}):total(cx.metric.mean "q")
    for n = 0, 8 do
      local tally = assert(one:tally { by = table.move(names, 1, n, 1, {}) })
      assert.equal(n == 0 and 1 or n == 1 and 2 or 6, #tally:groups())
      assert.same(total, tally:total(cx.metric.mean "q"))
    end
    names[9] = "i"
    assert.matches("a tally groups by 8 at most", sample.mistake("reading_tally_spec", function() one:tally { by = names } end))
  end)

  it("too many groups: the column with too many values is named", function()
    local tally, message, code = survey():tally { by = { "a", "i" }, max_groups = 100 }
    assert.same({ nil, "too_many" }, { tally, code })
    assert.matches("^text: .*'i'", message)
    assert.is_nil(message:find "'a'")
    assert(survey():tally { by = "i", max_groups = 2000 })
  end)

  it("a default of a million groups", function()
    local list = { "g,q" }
    for i = 1, 1000001 do list[i + 1] = i .. ",1" end
    local one = survey_of(table.concat(list, "\n") .. "\n", { questions = { q = cx.scale { 1, 2 } } })
    local tally, message, code = one:tally { by = "g" }
    assert.same({ nil, "too_many" }, { tally, code })
    assert.truthy(message:find("'g'", 1, true) and message:find("1000000", 1, true), message)
  end)

  it("where, end to end", function()
    local one = survey_of("shop,nps,Mitä kuuluu,when,käyttö\nOulu,10,hyvää,2026-01-05,1\nVaasa,3,,2026-02-06,2\n"
      .. "Oulu,,huonoa,2026-03-07,3\nTurku,9,hyvää,2026-04-08,\n", { time = "when", questions = { nps = cx.scale.nps } })
    local function n(where)
      local count = 0
      for _, group in ipairs(assert(one:tally { of = "nps", where = where, by = "shop" }):groups()) do count = count + group.n end
      local rows = 0
      for _ in assert(one:rows { where = where }) do rows = rows + 1 end
      assert.equal(count, rows, where)
      return count
    end
    assert.equal(2, n "shop == 'Oulu'")
    assert.equal(2, n "shop ~= 'Oulu'")
    assert.equal(1, n "nps < 9")
    assert.equal(2, n "nps >= 9")
    assert.equal(2, n "not (nps < 9)")
    assert.equal(1, n "nps is missing")
    assert.equal(3, n "nps is missing or nps > 8")
    assert.equal(2, n "shop in { 'Vaasa', 'Turku' }")
    assert.equal(2, n "`Mitä kuuluu` == 'hyvää'")
    assert.equal(2, n "käyttö > 1")
    assert.equal(2, n "when >= '2026-02-01' and when < '2026-04-01'")
    assert.equal(1, n "when == '2026-01-05'")
    assert.equal(0, n "`Mitä kuuluu` == 'none'")
  end)

  it("where that is wrong points at the character", function()
    local one = survey()
    local message = sample.mistake("reading_tally_spec", function() one:tally { where = "q >= 9 andd z == 1" } end)
    assert.matches("^where: .*character 8", message)
    assert.matches("\n  q >= 9 andd z == 1\n         ^", message, 1, true)
    message = sample.mistake("reading_tally_spec", function() one:rows { where = "q >=" } end)
    assert.matches("^where: .*character 5", message)
    local tally, text_, code = one:tally { where = "qq == 1" }
    assert.same({ nil, "no_column" }, { tally, code })
    assert.matches("there is no column 'qq'", text_)
  end)

  it("only takes rows out of the design, and where does not", function()
    local one = survey(1, 100, { only = "a == '1'" })
    local tally = assert(one:tally { of = "q", where = "b == '0'" })
    assert.equal(50, tally:design().n)
    assert.equal(50, sum(one:receipt().dropped, "not in only"))
    assert.is_true(tally:total(cx.metric.mean).n < 20)
  end)

  it("a function as where counts as the text that says the same", function()
    local one = survey()
    local by_text = assert(one:tally { by = "b", of = "q", where = "a == '1' and q >= 5" })
    local by_function = assert(one:tally { by = "b", of = "q", where = function(row)
      return row.a == "1" and tonumber(row.q) >= 5 and tonumber(row.q) <= 10
    end })
    assert.same(by_text:counts "q", by_function:counts "q")
  end)

  it("an error in a function as where ends the pass as it is, and nothing stays behind", function()
    local one, asked = survey(), 0
    local done, message = pcall(function()
      one:tally { where = function(row)
        asked = asked + 1
        if asked == 500 then error("row " .. row.i, 0) end
        return true
      end }
    end)
    assert.same({ false, "row 500", 500 }, { done, message, asked })
    assert.equal(2000, assert(one:tally {}):design().n)
  end)

  it("rows with where and columns", function()
    local list = { "a,b,c,d" }
    for i = 1, 200000 do list[i + 1] = ("%d,text %d,%d,x"):format(i % 11, i % 100, i) end
    local one = survey_of(table.concat(list, "\n") .. "\n", { questions = { a = cx.scale.nps } })
    local n = 0
    for row in assert(one:rows { columns = { "a", "b", "c" } }) do if row.c then n = n + 1 end end
    assert.equal(200000, n)
    n = 0
    for row in assert(one:rows { where = "a == 10", columns = { "c" } }) do
      assert.equal(10, tonumber(row.c) % 11)
      n = n + 1
    end
    assert.equal(18181, n)
  end)

  it("saved, loaded and merged is one pass, to the last bit", function()
    local request = { by = { "b", cx.month } }
    local whole = saved(assert(survey(1, 900):tally(request)))
    local parts = { assert(survey(1, 300):tally(request)), assert(survey(301, 301):tally(request)),
                    assert(survey(302, 900):tally(request)) }
    assert.equal(whole, saved(assert(cx.merge(parts[3], parts[1], parts[2]))))
    saved(parts[2])
    local loaded = assert(cx.load(folder .. "/t.tally"))
    local merged = assert(cx.merge(parts[1], loaded, parts[3]))
    assert.equal(whole, saved(merged))
    assert.same(assert(survey(1, 900):tally(request)):measure(cx.metric.nps "q"), merged:measure(cx.metric.nps "q"))
  end)

  it("a merge of what differs is refused, and the difference named", function()
    local one = assert(survey():tally { by = "a" })
    local function refused(other, words)
      local merged, message = cx.merge(one, assert(other))
      assert.is_nil(merged)
      assert.truthy(message:find(words, 1, true), message)
    end
    refused(survey():tally { by = "b" }, 'by: "a" against "b"')
    refused(survey():tally { by = "a", of = "q" }, "questions")
    refused(survey():tally { by = "a", where = "q > 1" }, "where")
    refused(survey():tally { by = "a", buckets = 4 }, "buckets")
    refused(survey(1, 2000, { questions = { q = cx.scale { 0, 11 }, z = cx.scale { 0, 4 } } }):tally { by = "a" }, "scale of 'q'")
    refused(survey(1, 2000, { only = "a == '1'" }):tally { by = "a" }, "only")
  end)
end)
