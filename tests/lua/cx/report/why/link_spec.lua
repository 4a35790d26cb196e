-- link_spec.lua - report/why/link.lua: every verdict in three languages, the picture, nothing by unit

local cx = require "cx"
local lang = require "cx.lang"
local link = require "cx.report.why.link"
local told = dofile "tests/lua/cx/report/why/told.lua"

local STAFF = { { 3.1, 3.3, 3.0, 3.4 }, { 4.0, 4.1, 4.3, 4.2 }, { 2.5, 2.8, 2.6, 2.9 }, { 3.6, 3.4, 3.7, 3.9 },
                { 4.4, 4.5, 4.2, 4.6 } }
local CUSTOMERS = { { 22, 25, 24, 30 }, { 41, 44, 38, 47 }, { 30, 18, 26, 21 }, { 28, 35, 30, 33 }, { 36, 45, 49, 40 } }


local function survey(table_of)
  local lines = { "unit,day,channel,x" }
  for u, row in ipairs(table_of) do
    for m, value in ipairs(row) do
      lines[#lines + 1] = ("Secret%d,2026-%02d-11,%s,%s"):format(u, m, u > 2 and "web" or "store", value)
    end
  end
  return cx.survey { text = table.concat(lines, "\n") .. "\n", time = "day", unit = "unit", channel = "channel",
                     questions = { x = cx.number } }
end


local function outcome(options)
  local all = { staff = survey(STAFF).x, customers = survey(CUSTOMERS).x, lags = 1 }
  for key, value in pairs(options or {}) do all[key] = value end
  return assert(cx.link(all):measure())
end


local function sentence(o, code) return link.sentence(o, lang.load(code)) end


describe("report: link", function()
  it("has the same words in three languages", function() told.same_keys(require "cx.report.why.words.link") end)

  it("tells a link, figures first", function()
    local o = outcome()
    assert.equal("Staff and customers go together in 5 units: r 0.95 (0.73–0.99), staff a month before customers.", sentence(o, "en"))
    assert.equal("Henkilöstö ja asiakkaat kulkevat yhdessä 5 yksikössä: r 0,95 (0,73–0,99), henkilöstö kuukauden edellä.",
      sentence(o, "fi"))
    assert.equal("Personal och kunder följs åt i 5 enheter: r 0,95 (0,73–0,99), personalen en månad före kunderna.",
      sentence(o, "sv"))
    local text = told.all(link, o)
    assert.is_nil(text:find "Secret")
    assert.matches("0.864?0.86 | 0.73–0.93 | 0.050", (text:gsub("%.86 |", ".864?0.86 |", 1)), 1, true)
  end)

  it("tells no link, too few units, no correlation, other orders of words", function()
    local o = outcome()
    for _, verdict in ipairs { "no link", "cannot tell", "link" } do
      o.verdict, o.margin = verdict, 0.2
      told.all(link, o)
    end
    o.verdict, o.value, o.low, o.high, o.lag = "link", -0.5, nil, nil, -1
    assert.equal("Staff and customers go opposite ways in 5 units: r −0.50, customers a month before staff.", sentence(o, "en"))
    o.verdict, o.needed = "cannot tell", { n = 85, size = 0.2, power = 0.8 }
    assert.equal("Whether staff and customers go together cannot be told from 5 units: r −0.50. It would take about 85 units "
      .. "to find a link of 0.20 four times in five.", sentence(o, "en"))
    o.needed.n = nil
    told.all(link, o)
    for _, given in ipairs { { staff = survey({ table.unpack(STAFF, 1, 2) }).x },
                             { staff = survey({ { 1, 1, 1, 1 }, { 1, 1, 1, 1 }, { 1, 1, 1, 1 } }).x },
                             { lags = 9, digital = { channel = { "web" } } },
                             { lags = 0, moderator = { size = { Secret1 = 1, Secret2 = 2, Secret3 = 3 } } } } do
      told.all(link, outcome(given))
    end
  end)

  it("(1): asks management to lead by the staff's measure where it comes first alone", function()
    local o = outcome()
    assert.is_nil(link.decide(o, lang.load "en"))
    o.lead.verdict, o.lag = "staff first", 2
    assert.equal("Is the staff's measure led unit by unit as a leading measure? It runs 2 months ahead of the customers.",
      link.decide(o, lang.load "en"))
    assert.matches("The staff come first", sentence(o, "en"))
    o.verdict = "cannot tell"
    assert.is_nil(link.decide(o, lang.load "en"))
  end)

  it("has words for every note and every period", function()
    local o = outcome()
    for code in pairs(require "cx.report.why.words.link".en.notes) do o.notes[#o.notes + 1] = { code = code, n = 3 } end
    o.margin = 0.2
    told.all(link, o)
    for _, period in ipairs { "hour", "day", "week", "month", "quarter", "half-year", "year" } do
      o.period = period
      told.all(link, o)
    end
    o.is_calendar, o.period = false, "wave"
    assert.matches("staff a period before customers", sentence(o, "en"))
  end)
end)
