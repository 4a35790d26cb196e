-- moment_spec.lua - moment.lua: how answers go together, against a naive reader

local cx = require "cx"


local function rows_of(from, to)
  local seed, rows = 7, { "y,a,b,price,w,p" }
  local function draw(n)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % n
  end
  for i = 1, to do
    local y, a, b = draw(11), draw(6), 1 + draw(5)
    local row = ("%d,%s,%d,%s,%d.%03d,person %d"):format(y, a == 0 and "" or a, b,
      draw(9) == 0 and "n/a" or ("%d.%02d"):format(draw(300), draw(100)), draw(3), draw(1000), i % 41)
    if i >= from then rows[#rows + 1] = row end
  end
  return table.concat(rows, "\n") .. "\n"
end


local function survey_of(text, options)
  local given = { text = text, questions = { y = cx.scale.nps, a = cx.scale { 1, 5 }, b = cx.scale { 1, 5 },
                                             price = cx.number { column = "price", missing = { -1 } } } }
  for key, value in pairs(options or {}) do given[key] = value end
  return cx.survey(given)
end


local ALL = { "y", "a", "b", "price" }


local function saved(moments)
  local path = os.tmpname()
  assert(moments:save(path))
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  os.remove(path)
  return text
end


local function loaded(text)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  local moments, message, code = cx.load(path)
  os.remove(path)
  return moments, message and message:gsub("^.-:(%d*:?) ?", "%1 ", 1), code
end


-- What the schoolbook makes of the text: mean and correlation of two columns, where both are numbers that pass.
local function naive(text, i, j, passes)
  local n, sum = 0, { 0, 0, 0, 0, 0, 0 }
  for line in text:gmatch "[^\n]+" do
    local cells = {}
    for cell in (line .. ","):gmatch "([^,]*)," do cells[#cells + 1] = tonumber(cell) or false end
    local x, y, w = cells[i], cells[j], cells[5]
    if x and y and passes(cells) then
      n = n + 1
      for k, term in ipairs { w, w * x, w * y, w * x * x, w * y * y, w * x * y } do sum[k] = sum[k] + term end
    end
  end
  local w, x, y = sum[1], sum[2] / sum[1], sum[3] / sum[1]
  local vx, vy, c = sum[4] / w - x * x, sum[5] / w - y * y, sum[6] / w - x * y
  return n, x, c, c / math.sqrt(vx * vy)
end


local function near(expected, got)
  assert.is_true(math.abs(expected - got) <= 1e-9 * math.max(1, math.abs(expected)), ("%s is not %s"):format(got, expected))
end


describe("moments", function()
  it("moment (1) (4): matrices are those of a naive reader, pairwise and listwise, weighted", function()
    local text = rows_of(1, 700)
    local moments <close> = assert(survey_of(text, { weight = "w" }):moments { of = ALL })
    for missing, passes in pairs { pairwise = function() return true end,
                                   listwise = function(c) return c[1] and c[2] and c[3] and c[4] end } do
      local made = moments:matrix { missing = missing }
      for i = 1, 4 do
        for j = 1, 4 do
          local n, mean, covariance, correlation = naive(text, i, j, passes)
          assert.equal(n, made.n[i][j])
          near(covariance, made.covariance[i][j])
          near(i == j and 1 or correlation, made.correlation[i][j])
          if i == j then near(mean, made.mean[i]) end
        end
      end
    end
  end)

  it("moment (1): a metric's scores enter in place of the answers", function()
    local text = "y,a\n10,1\n9,2\n7,2\n3,5\n0,\n"
    local survey = cx.survey { text = text, questions = { y = cx.scale.nps, a = cx.scale { 1, 5 } } }
    local moments <close> = assert(survey:moments { of = { cx.metric.nps "y", "a" } })
    assert.near(0, moments:matrix().mean[1], 1e-12)
    assert.same({ n = 5, complete = 4 }, moments:rows())
    assert.near(25, moments:matrix { missing = "listwise" }.mean[1], 1e-12)
  end)

  it("moment (2): threads, kernels and merges in any order give the same bytes", function()
    local whole = rows_of(1, 900)
    local options = { weight = "w", person = "p" }
    local first <close> = assert(survey_of(whole, options):moments { of = ALL, threads = 1 })
    local text = saved(first)
    for _, how in ipairs { { threads = 2 }, { threads = 7 }, { kernel = "portable" }, { threads = 3, kernel = "avx2" } } do
      how.of = ALL
      local other = survey_of(whole, options):moments(how) -- a machine may lack the kernel
      if other then
        assert.equal(text, saved(other))
        other:close()
      end
    end
    local parts = {}
    for i, from in ipairs { 1, 301, 302 } do
      parts[i] = assert(survey_of(rows_of(from, ({ 300, 301, 900 })[i]), options):moments { of = ALL })
    end
    for _, order in ipairs { { 1, 2, 3 }, { 3, 1, 2 }, { 2, 3, 1 }, { 3, 2, 1 } } do
      local sum <close> = assert(cx.merge { parts[order[1]], parts[order[2]], parts[order[3]] })
      assert.equal(text, saved(sum))
    end
    for _, part in ipairs(parts) do part:close() end
  end)

  it("moment (3): all rows of a person are in one bucket", function()
    local moments <close> = assert(survey_of("y,a,p\n1,1,x\n2,2,x\n3,3,x\n4,4,y\n5,5,x\n",
      { person = "p", questions = { y = cx.scale.nps, a = cx.scale { 1, 5 } } }):moments { of = { "y", "a" } })
    local people = {}
    for pair in moments:pairs() do
      if pair.a == "y" and pair.b == "a" and pair.n > 0 then people[#people + 1] = pair.n end
    end
    table.sort(people)
    assert.same({ 1, 4 }, people)
  end)

  it("moment (3): leaving a bucket out takes its sums away", function()
    local moments <close> = assert(survey_of(rows_of(1, 300)):moments { of = ALL, buckets = 4 })
    local all, gone = moments:matrix().n[1][2], 0
    for bucket = 1, 4 do gone = gone + all - moments:matrix { without = bucket }.n[1][2] end
    assert.equal(all, gone)
  end)

  it("moment (1): where takes rows away, and the receipt is whole (6)", function()
    local survey = survey_of(rows_of(1, 300))
    local moments <close> = assert(survey:moments { of = { "y", "a" }, where = "b >= 3" })
    local same <close> = assert(survey:moments { of = { "y", "a" }, where = function(row) return tonumber(row.b) >= 3 end })
    assert.same(moments:rows(), same:rows())
    assert.equal(300, survey:receipt().used)
    assert.is_true(survey:receipt().questions.a.missing.empty > 0)
  end)

  it("moment (1): a declared missing code and an unreadable number are no answers", function()
    local survey = cx.survey { text = "x,y\n1,5\n-1,6\nfoo,7\n2,8\n", questions = { x = cx.number { missing = { -1 } },
      y = cx.scale.nps } }
    local moments <close> = assert(survey:moments { of = { "x", "y" } })
    assert.equal(2, moments:matrix().n[1][1])
    assert.equal(1.5, moments:matrix().mean[1])
  end)

  it("moment (5): what was saved is loaded, and saved the same", function()
    local moments <close> = assert(survey_of(rows_of(1, 200), { weight = "w" }):moments { of = ALL, where = "b <= 4" })
    local text = saved(moments)
    local again <close> = assert(loaded(text))
    assert.equal(text, saved(again))
    assert.same(moments:matrix(), again:matrix())
  end)

  it("moment (5): a file cut short, or wrong, is refused with its line", function()
    local moments <close> = assert(survey_of(rows_of(1, 50)):moments { of = { "y", "a" }, buckets = 2 })
    local text = saved(moments)
    for _, case in ipairs { { text:gsub("end\t%d+\n", ""), "truncated" }, { text:gsub("end\t%d+", "end\t1"), "not_moments" },
                            { text:gsub("\npairwise\t1\t1", "\npairwise\t3\t1", 1), "not_moments" },
                            { text:gsub("\npairwise\t1\t1\t", "\npairwise\t1\t1\tx", 1), "not_moments" },
                            { (text:gsub("variable\ty", "varnish\ty")), "not_moments" } } do
      local got, message, code = loaded(case[1])
      assert.is_nil(got)
      assert.equal(case[#case], code)
      assert.is_string(message)
    end
  end)

  it("moment (5): unlike moments are not merged", function()
    local text = rows_of(1, 50)
    local one <close> = assert(survey_of(text):moments { of = { "y", "a" } })
    local function refused(code, other)
      local sum, _, got = cx.merge(one, other)
      assert.is_nil(sum)
      assert.equal(code, got)
      other:close()
    end
    refused("other_questions", assert(survey_of(text):moments { of = { "y", "b" } }))
    refused("other_buckets", assert(survey_of(text):moments { of = { "y", "a" }, buckets = 8 }))
    refused("other_hashed", assert(survey_of(text, { person = "p" }):moments { of = { "y", "a" } }))
    refused("other_weight", assert(survey_of(text, { weight = "w" }):moments { of = { "y", "a" } }))
    refused("other_where", assert(survey_of(text):moments { of = { "y", "a" }, where = "b > 1" }))
    refused("other_scale", assert(survey_of(text):moments { of = { cx.metric.nps "y", "a" } }))
  end)

  it("moment (1): mistakes are raised at the caller's line", function()
    local survey = cx.survey { text = "y,c\n1,a\n", questions = { y = cx.scale.nps, c = cx.scale.names { "a", "b" } } }
    local function raised(options, expected)
      local done, message = pcall(function() return survey:moments(options) end)
      assert.is_false(done)
      assert.matches(expected, message)
    end
    raised({}, "which questions go together")
    raised({ of = { "y", "z" } }, "question")
    raised({ of = { "y", "y" } }, "'y' is named twice")
    raised({ of = { "y", "c" } }, "the answers of 'c' are no numbers")
    raised({ of = { "y" }, buckets = 0 }, "from 1 to 1024")
    raised({ of = { "y" }, bucket = 4 }, "option of survey:moments")
    local moments = assert(survey:moments { of = { "y" } })
    moments:close()
    assert.has_error(function() moments:matrix() end, "the moments are closed")
  end)

  it("moment (2): sums that do not fit are an error, not a wrong number", function()
    local survey = cx.survey { text = "x,y\n900000000000000,1\n5,2\n", questions = { x = cx.number, y = cx.scale.nps } }
    local moments, message, code = survey:moments { of = { "x", "y" }, decimals = 9 }
    assert.is_nil(moments)
    assert.matches("fewer decimals", message)
    assert.is_string(code)
  end)
end)
