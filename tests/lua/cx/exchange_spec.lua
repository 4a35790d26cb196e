-- exchange_spec.lua - exchange.lua: saved, loaded, merged: the same to the last bit

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end


local function saved(tally)
  local path = os.tmpname()
  assert(tally:save(path))
  local text = read(path)
  os.remove(path)
  return text
end


local function loaded(text)
  local path = sample.file(text)
  local tally, message, code = cx.load(path)
  os.remove(path)
  return tally, message and message:gsub("^.-:(%d*:?) ?", "%1 ", 1), code
end


-- A survey with every kind of question and label.
local function odd_survey(from, to)
  local lines = { "g;t;q;f;n;s;w" }
  for i = from, to do
    lines[#lines + 1] = ("%s;2026-%02d-01;%d;%s;%s;%s;0.%018d"):format(
      i % 4 == 0 and '"a;\t""b"' or "ö\\" .. i % 3, i % 12 + 1,
      i % 13, i % 2 == 0 and "good" or "bad", i % 5 == 0 and "" or i / 4, i % 3 == 0 and "x, y" or "y", i)
  end
  return cx.survey { text = table.concat(lines, "\n") .. "\n", delimiter = ";", header_rows = 1, weight = "w", time = "t",
    decimal = ".", questions = { q = cx.scale.nps { missing = { [12] = "tab\there" } }, f = cx.scale.names { "good", "bad" },
                                 n = cx.number, s = cx.scale.several { "x", "y" } } }
end


local function count(survey, options)
  options = options or { by = { "g", cx.month } }
  return assert(survey:tally(options))
end


describe("exchange", function()
  it("(1)(2): what is saved is text, and loads to the same text again", function()
    local text = saved(count(odd_survey(1, 60)))
    assert.matches("^cxlua tally 1\n#", text)
    assert.equal(text, saved(assert(loaded(text))))
  end)

  it("(4): a loaded tally measures as the one that was saved", function()
    local tally = count(odd_survey(1, 60))
    local again = assert(loaded(saved(tally)))
    for _, metric in ipairs { cx.metric.nps "q", cx.metric.share("f", "good"), cx.metric.mean "n",
                            cx.metric.share("s", "x") } do
      assert.same(tally:measure(metric), again:measure(metric))
      assert.same(tally:total(metric), again:total(metric))
    end
    assert.same(tally:counts "q", again:counts "q")
  end)

  it("(6): a merge is one pass to the last bit, in any order", function()
    local options = { by = { "g", cx.month }, buckets = 4 }
    local parts = { count(odd_survey(1, 17), options), count(odd_survey(18, 20), options), count(odd_survey(21, 60), options) }
    local bucketless = { by = { "g", cx.month } }
    local whole = saved(count(odd_survey(1, 60), bucketless))
    local shown = { count(odd_survey(1, 17), bucketless), count(odd_survey(18, 20), bucketless),
                    count(odd_survey(21, 60), bucketless) }
    assert.equal(whole, saved(assert(cx.merge(shown[1], shown[2], shown[3]))))
    assert.equal(whole, saved(assert(cx.merge(shown[3], assert(cx.merge(shown[2], shown[1]))))))
    local merged = assert(cx.merge { parts[2], parts[1], assert(loaded(saved(parts[3]))) })
    assert.same(count(odd_survey(1, 60), bucketless):measure(cx.metric.nps "q"), merged:measure(cx.metric.nps "q"))
    assert.equal(17, parts[1]:design().n)
  end)

  it("(6): weights of eighteen decimals survive", function()
    local survey = cx.survey { text = "q,w\n1,0.000000000000000001\n1,0.1\n", weight = "w",
                               questions = { q = cx.scale { 1, 2 } } }
    assert.matches("cell\t1\t1\t2\t0.100000000000000001\t", saved(count(survey, { of = "q" })))
  end)

  it("(7): what cannot be merged is refused with the difference", function()
    local function other(options, request, wanted, code_wanted)
      local a = count(sample.survey(), { by = "touchpoint", of = "answer" })
      local b = count(sample.survey(options), request or { by = "touchpoint", of = "answer" })
      local merged, message, code = cx.merge(a, b)
      assert.is_nil(merged)
      assert.matches(wanted, message)
      assert.equal(code_wanted, code)
    end
    other({ questions = { answer = cx.scale { 0, 9 } } }, nil,
      "scale of 'answer': \"score, from 0 to 10\" against", "other_scale")
    other({ questions = { answer = cx.scale.nps { missing = { [11] = "blank" } } } }, nil, "missing 11 = blank", "other_scale")
    other({}, { by = "account", of = "answer" }, "by: \"touchpoint\" against \"account\"", "other_by")
    other({ weight = false }, nil, "weight: \"weight\" against nil", "other_weight")
    other({}, { by = "touchpoint", of = "answer", where = "answer > 3" }, "where: nil against", "other_where")
    other({}, { by = "touchpoint", of = "answer", buckets = 8 }, "buckets: nil against 8", "other_buckets")
    local month = count(sample.survey { text = "month,answer,weight,day\n2026-01,1,1,2026-01-01\n", touchpoint = false,
                                        account = false }, { by = "month", of = "answer" })
    local merged, message, code = cx.merge(count(sample.survey(), { by = cx.month, of = "answer" }), month)
    assert.same({ nil, "merge: time rule of 'month': \"month\" against nil", "other_time" }, { merged, message, code })
  end)

  it("(8): a file that cannot be written leaves what was there", function()
    local tally = count(sample.survey(), { of = "answer" })
    local saved_well, message, code = tally:save "/no/such/folder/x.tally"
    assert.same({ nil, "not_writable" }, { saved_well, code })
    assert.matches("^/no/such/folder/", message)
    local path = sample.file "before"
    assert.equal("before", read(path))
    assert(tally:save(path))
    assert.matches("^cxlua tally", read(path))
    assert.is_nil(io.open(path .. ".part"))
    os.remove(path)
    if io.open "/dev/full" then
      assert.is_nil((tally:save "/dev/full/x"))
    end
  end)

  it("a function as where cannot be saved", function()
    local tally = count(sample.survey(), { of = "answer", where = function() return true end })
    assert.matches("cannot be saved", sample.mistake("exchange_spec", function() tally:save "x" end))
  end)

  it("(5): a file cut short is refused, wherever it is cut", function()
    local text = saved(count(odd_survey(1, 9)))
    for at = 1, #text - 2, 7 do
      local tally, message, code = loaded(text:sub(1, at))
      assert.is_nil(tally)
      assert.is_string(message)
      assert.is_true(code == "truncated" or code == "not_tally", code)
    end
  end)

  it("a broken line is named, and nothing crashes", function()
    local tally, _, code = loaded "no,csv\n"
    assert.same({ nil, "not_tally" }, { tally, code })
    local text = saved(count(odd_survey(1, 9)))
    local lines, state = {}, 7
    for line in text:gmatch "[^\n]*\n" do lines[#lines + 1] = line end
    local function draw(n)
      state = state * 48271 % 2147483647
      return state % n + 1
    end
    local ways = {
      function(line) return line:gsub("\t[^\t\n]*", "\t99999999999999999999", 1) end,
      function(line) return line:gsub("%d+", "-1", 1) end,
      function(line) return line:gsub("\t", "", 1) end,
      function(line) return line:gsub("%d", "\\q", 1) end,
      function(line) return line .. line end,
      function() return "" end,
      function(line) return line:sub(1, draw(#line)) .. string.char(draw(255)) .. line:sub(draw(#line)) end,
    }
    for _ = 1, 600 do
      local at = draw(#lines)
      local kept = lines[at]
      lines[at] = ways[draw(#ways)](kept)
      local message
      tally, message = loaded(table.concat(lines))
      lines[at] = kept
      assert.is_true(tally ~= nil or type(message) == "string")
      if tally then
        for _, name in ipairs { "q", "f" } do pcall(tally.counts, tally, name) end
        tally:close()
      end
    end
  end)

  it("loading what is not there is no file", function()
    local tally, message, code = cx.load "/no/such.tally"
    assert.same({ nil, "/no/such.tally: there is no such file", "no_file" }, { tally, message, code })
    tally, message, code = cx.load "tests"
    assert.same({ nil, "not_tally" }, { tally, code })
    assert.matches("^tests:1: no saved tally", message)
  end)
end)
