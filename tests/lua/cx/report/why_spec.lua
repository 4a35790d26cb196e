-- why_spec.lua - report/why.lua: what page one says of analyses, and where their sections stand

local cx = require "cx"
local lang = require "cx.lang"
local why = require "cx.report.why"


local function answers_of()
  local lines = { "care,ease" }
  for i = 1, 400 do lines[#lines + 1] = ("%d,%d"):format(i % 5 + 1, i // 5 % 5 + 1) end -- the two are independent
  return cx.survey { text = table.concat(lines, "\n") .. "\n", questions = { care = cx.scale { 1, 5 }, ease = cx.scale { 1, 5 } } }
end


local function claims_of(answers)
  local list = {}
  for i, claim in ipairs { cx.claim.own { text = "Most are cared for", metric = cx.metric.csat(answers.care), at_least = 20 },
                           cx.claim.own { text = "Nearly all are", metric = cx.metric.csat(answers.care), at_least = 90 },
                           cx.claim.own { text = "Two in five are", metric = cx.metric.csat(answers.care), at_least = 40 } } do
    list[i] = assert(claim:measure())
  end
  return list
end


local function curve(gain) return cx.curve.saturating { gain = gain, half = 1000 } end


local function division(from, to) -- all money is where it gains less
  return assert(cx.allocate { budget = 2000, step = 100, touchpoints = {
    { from, now = 2000, curve = curve(1) }, { to, now = 0, curve = curve(50) } } }:measure())
end


describe("report/why", function()
  local answers = answers_of()
  local result = { claims = claims_of(answers), worth = { division("A", "B"), division("C", "D") } }

  it("(3): a line a section; claims by how many of each verdict, and a refuted one", function()
    local lines = why.lines(lang.load "en", result)
    assert.same({ "Claims", "Worth" }, { lines[1].label, lines[2].label })
    assert.equal(2, #lines)
    assert.matches("^Of 3 tested, 1 supported, 1 refuted, 1 open%. “Nearly all are”: refuted", lines[1].text)
    for _, code in ipairs { "fi", "sv" } do
      local text = why.lines(lang.load(code), result)[1].text
      assert.matches("3", text)
      assert.is_nil(text:find("[{}]"))
    end
    local one = why.lines(lang.load "en", { claims = { result.claims[1] } })
    assert.matches("^“Most are cared for”: supported", one[1].text)
    assert.same({}, why.lines(lang.load "en", {}))
  end)

  it("(4): one request of each section, money before claims", function()
    local requests = why.requests(lang.load "en", result)
    assert.equal(2, #requests)
    assert.matches("A to B", requests[1])
    assert.matches("“Nearly all are”", requests[2])
    assert.same({}, why.requests(lang.load "en", { claims = { result.claims[1] } }))
  end)

  it("(2): each section begins a sheet, and claims stand in one table behind their sentences", function()
    local document = {}
    why.add(document, lang.load "en", result)
    assert.same({ "page", "heading", "paragraph", "paragraph", "paragraph", "table", "page", "heading" }, (function()
      local kinds = {}
      for i = 1, 8 do kinds[i] = document[i].kind end
      return kinds
    end)())
    assert.equal(2, document[2].level)
  end)
end)
